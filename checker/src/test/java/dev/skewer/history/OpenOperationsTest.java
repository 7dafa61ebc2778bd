package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OpenOperationsTest {
    private static final List<EventType> COMPLETIONS = List.of(EventType.OK, EventType.FAIL, EventType.INFO);

    private final Event event = new Event(new Symbols());
    private final OpenOperations operations = new OpenOperations();

    private Event at(long line, int process, EventType type) {
        event.file = "h.edn";
        event.line = line;
        event.column = 1;
        event.process = process;
        event.type = type;
        return event;
    }

    @Test
    void aCompletionGivesTheOperationOfItsProcess() {
        operations.invoke(at(1, 0, EventType.INVOKE), 0);
        operations.invoke(at(2, 7_000_000, EventType.INVOKE), 1);
        assertThat(operations.open()).isEqualTo(2);
        assertThat(operations.complete(at(3, 0, EventType.OK))).isZero();
        operations.invoke(at(4, 0, EventType.INVOKE), 2);
        assertThat(operations.complete(at(5, 7_000_000, EventType.INFO))).isEqualTo(1);
        assertThat(operations.complete(at(6, 0, EventType.FAIL))).isEqualTo(2);
        assertThat(operations.open()).isZero();
    }

    @Test
    void aCompletionNeedsAnInvocation() {
        assertThatThrownBy(() -> operations.complete(at(12, 3, EventType.OK)))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "h.edn:12:1: process 3 ends an operation (:ok) but has none open; right would be its :invoke first");
        operations.invoke(at(13, 3, EventType.INVOKE), 0);
        operations.complete(at(14, 3, EventType.FAIL));
        assertThatThrownBy(() -> operations.complete(at(15, 3, EventType.INFO)))
                .hasMessage(
                        "h.edn:15:1: process 3 ends an operation (:info) but has none open; right would be its :invoke"
                                + " first");
    }

    @Test
    void aProcessHasOneOperationOpenAtATime() {
        operations.invoke(at(12, 3, EventType.INVOKE), 0);
        assertThatThrownBy(() -> operations.invoke(at(20, 3, EventType.INVOKE), 1))
                .hasMessage(
                        "h.edn:20:1: process 3 invokes an operation while that of line 12 is open; right would be its :ok,"
                                + " :fail or :info first");
    }

    @Test
    void aProcessDoesNotGoOnAfterInfo() {
        operations.invoke(at(12, 3, EventType.INVOKE), 0);
        operations.complete(at(13, 3, EventType.INFO));
        String message =
                "process 3 goes on after its operation of line 12 ended as info; a fresh process id must take its"
                        + " place";
        assertThatThrownBy(() -> operations.invoke(at(14, 3, EventType.INVOKE), 1))
                .hasMessage("h.edn:14:1: " + message);
        assertThatThrownBy(() -> operations.complete(at(15, 3, EventType.OK))).hasMessage("h.edn:15:1: " + message);
    }

    @Test
    void eventsOfNoFileAreNamedByTheirIndex() {
        event.index = 40;
        operations.invoke(event, 0);
        event.index = 41;
        assertThatThrownBy(() -> operations.invoke(event, 1))
                .hasMessageStartingWith("event 41: process 0 invokes an operation while that of event 40 is open");
    }

    @Test
    void theNemesisReportsAsItLikes() {
        assertThat(operations.complete(at(1, Event.NEMESIS, EventType.INFO))).isEqualTo(OpenOperations.NONE);
        assertThat(operations.complete(at(2, Event.NEMESIS, EventType.INFO))).isEqualTo(OpenOperations.NONE);
        operations.invoke(at(3, Event.NEMESIS, EventType.INVOKE), 4);
        assertThat(operations.complete(at(4, Event.NEMESIS, EventType.INFO))).isEqualTo(4);
        operations.invoke(at(5, Event.NEMESIS, EventType.INVOKE), 5);
        operations.invoke(at(6, Event.NEMESIS, EventType.INVOKE), 6);
        assertThat(operations.open()).isEqualTo(1);
        assertThat(operations.complete(at(7, Event.NEMESIS, EventType.INFO))).isEqualTo(6);
        assertThat(operations.completed()).isZero();
    }

    private int named(String name) {
        return Event.processOfSymbol(event.symbols.intern(name));
    }

    @Test
    void aProcessThatInvokesIsAClientWhateverItsName() {
        int alice = named("alice");
        for (int process : new int[] {alice, named("-7"), named("4611686018427387904"), 3}) {
            assertThat(operations.isOfClient(at(1, process, EventType.INVOKE))).isTrue();
            operations.invoke(at(1, process, EventType.INVOKE), 5);
            assertThat(operations.isOfClient(at(2, process, EventType.INFO))).isTrue();
            assertThat(operations.complete(at(2, process, EventType.OK))).isEqualTo(5);
            operations.invoke(at(3, process, EventType.INVOKE), 6);
            assertThat(operations.complete(at(4, process, EventType.INFO))).isEqualTo(6);
        }
        assertThat(operations.completed()).isEqualTo(8);
        assertThatThrownBy(() -> operations.invoke(at(14, alice, EventType.INVOKE), 1))
                .hasMessage(
                        "h.edn:14:1: process alice goes on after its operation of line 3 ended as info; a fresh process"
                                + " id must take its place");
    }

    @Test
    void aNamedProcessWithNothingButInfosIsNoClient() {
        int observer = named("observer");
        assertThat(operations.isOfClient(at(1, observer, EventType.INFO))).isFalse();
        assertThat(operations.complete(at(2, observer, EventType.INFO))).isEqualTo(OpenOperations.NONE);
        assertThat(operations.completed()).isZero();
        assertThatThrownBy(() -> operations.invoke(at(3, observer, EventType.INVOKE), 1))
                .hasMessageStartingWith(
                        "h.edn:3:1: process observer invokes an operation, so it is a client, but its :info of line 1");
        assertThatThrownBy(() -> operations.complete(at(4, named("other"), EventType.OK)))
                .hasMessageContaining("process other ends an operation (:ok) but has none open");
        for (String number : List.of("-1", "99999999999")) {
            assertThatThrownBy(() -> operations.complete(at(5, named(number), EventType.INFO)))
                    .hasMessageContaining("process " + number + " ends an operation (:info) but has none open");
        }
    }

    @Property(tries = 50)
    void itAgreesWithAMapAndASet(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OpenOperations some = new OpenOperations();
        Map<Integer, Integer> open = new HashMap<>();
        Set<Integer> retired = new HashSet<>();
        int spread = 1 << random.nextInt(4, 31);
        for (int i = 0; i < 2_000; i++) {
            int process = random.nextInt(spread);
            event.process = process;
            event.type = COMPLETIONS.get(random.nextInt(COMPLETIONS.size()));
            if (retired.contains(process)) {
                assertThatThrownBy(() -> some.complete(event)).isInstanceOf(HistoryException.class);
            } else if (open.containsKey(process)) {
                assertThat(some.complete(event)).isEqualTo(open.remove(process));
                if (event.type == EventType.INFO) {
                    retired.add(process);
                }
            } else {
                some.invoke(event, i);
                open.put(process, i);
            }
            assertThat(some.open()).isEqualTo(open.size());
        }
    }
}
