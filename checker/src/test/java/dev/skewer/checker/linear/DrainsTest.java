package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drains of queues, as Jepsen's tests of queues record them. */
class DrainsTest {
    private static Validity verdict(String model, String... lines) {
        Model<?> queue = ModelCatalog.named(model, null, NilRead.ANY);
        return LinearizabilityChecker.check(Loading.of(lines), queue, Budget.unlimited())
                .verdict()
                .valid();
    }

    private static String[] drained(String values) {
        return new String[] {
            "0 invoke enqueue 1",
            "0 ok enqueue 1",
            "0 invoke enqueue 2",
            "0 ok enqueue 2",
            "1 invoke drain",
            "1 ok drain " + values,
            "0 invoke dequeue",
            "0 ok dequeue nil"
        };
    }

    @Test
    void aDrainIsAsManyDequeues() {
        assertThat(verdict("fifo-queue", drained("[1 2]"))).isEqualTo(Validity.TRUE);
        assertThat(verdict("fifo-queue", drained("(1 2)"))).isEqualTo(Validity.TRUE);
        assertThat(verdict("fifo-queue", drained("[2 1]"))).isEqualTo(Validity.FALSE);
        assertThat(verdict("fifo-queue", drained("[1]"))).isEqualTo(Validity.FALSE);
        assertThat(verdict("fifo-queue", drained("[]"))).isEqualTo(Validity.FALSE);
        assertThat(verdict("unordered-queue", drained("[2 1]"))).isEqualTo(Validity.TRUE);
        assertThat(verdict("unordered-queue", drained("#{2 1}"))).isEqualTo(Validity.TRUE);
        assertThat(verdict("unordered-queue", drained("[1 2 2]"))).isEqualTo(Validity.FALSE);
        assertThat(verdict("unordered-queue", drained("[1 2 3]"))).isEqualTo(Validity.FALSE);
    }

    /** Who checks a history while it is recorded must not give names to it. */
    @Test
    void aCheckOfQueuesWithoutDrainsAddsNoName() {
        for (String model : List.of("fifo-queue", "unordered-queue")) {
            OperationHistory history =
                    Loading.of("0 invoke enqueue 1", "0 ok enqueue 1", "0 invoke dequeue", "0 ok dequeue 2");
            int names = history.symbols.size();
            Model<?> queue = ModelCatalog.named(model, null, NilRead.ANY);
            assertThat(LinearizabilityChecker.check(history, queue, Budget.unlimited())
                            .verdict()
                            .valid())
                    .isEqualTo(Validity.FALSE);
            assertThat(history.symbols.size()).isEqualTo(names);
        }
    }

    @Test
    void drainsAtOnceShareWhatIsThere() {
        for (String model : List.of("fifo-queue", "unordered-queue")) {
            assertThat(verdict(
                            model,
                            "0 invoke enqueue 1",
                            "0 ok enqueue 1",
                            "0 invoke enqueue 2",
                            "0 ok enqueue 2",
                            "0 invoke drain",
                            "1 invoke drain",
                            "2 invoke enqueue 3",
                            "0 ok drain [2]",
                            "2 ok enqueue 3",
                            "1 ok drain [1 3]"))
                    .isEqualTo(Validity.TRUE);
        }
    }

    @Test
    void aDrainThatFailedTookNothing() {
        String[] lines = {
            "0 invoke enqueue 1",
            "0 ok enqueue 1",
            "1 invoke drain",
            "1 fail drain",
            "0 invoke dequeue",
            "0 ok dequeue 1"
        };
        assertThat(verdict("fifo-queue", lines)).isEqualTo(Validity.TRUE);
    }

    @Test
    void aDrainOfOneKeyIsOfThatKey() {
        String[] lines = {
            "0 invoke enqueue [:a 1]",
            "0 ok enqueue [:a 1]",
            "0 invoke enqueue [:b 1]",
            "0 ok enqueue [:b 1]",
            "1 invoke drain [:a nil]",
            "1 ok drain [:a [1]]",
            "1 invoke dequeue [:b nil]",
            "1 ok dequeue [:b 1]"
        };
        assertThat(verdict("fifo-queue", lines)).isEqualTo(Validity.TRUE);
        lines[7] = "1 ok dequeue [:b nil]";
        assertThat(verdict("fifo-queue", lines)).isEqualTo(Validity.FALSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 info drain [1]",
                "1 info drain",
                "1 ok drain",
                "1 ok drain 1",
                "1 ok drain [1 nil]",
                "1 ok drain {1 2}",
                "2 invoke dequeue"
            })
    void whatADrainBroughtHasToBeKnown(String end) {
        assertThatThrownBy(
                        () -> verdict("unordered-queue", "0 invoke enqueue 1", "0 ok enqueue 1", "1 invoke drain", end))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("test.edn:3: ")
                .hasMessageContaining("right would be all values in order");
    }

    /**
     * Queues of several clients at work, some of whom drain: if their dequeues explain all, so do the drains; and for one
     * client alone there is no difference at all.
     */
    @Test
    void drainsPermitWhatTheirDequeuesPermit() {
        int permitted = 0;
        int alone = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            int clients = 1 + random.nextInt(3);
            List<String> plain = new ArrayList<>();
            List<String> drains = new ArrayList<>();
            record(random, clients, plain, drains);
            for (String model : List.of("fifo-queue", "unordered-queue")) {
                Validity expected = verdict(model, plain.toArray(String[]::new));
                Validity found = verdict(model, drains.toArray(String[]::new));
                String what = "seed " + seed + "\n" + String.join("\n", drains);
                if (clients == 1) {
                    assertThat(found).as(what).isEqualTo(expected);
                    alone += found == Validity.FALSE ? 1 : 0;
                } else if (expected == Validity.TRUE) {
                    assertThat(found).as(what).isEqualTo(Validity.TRUE);
                    permitted++;
                }
            }
        }
        assertThat(permitted).isGreaterThan(200);
        assertThat(alone).isGreaterThan(200);
    }

    /** The same steps twice: with a dequeue for each value, and with drains of several. */
    private static void record(Random random, int clients, List<String> plain, List<String> drains) {
        List<Integer> queue = new ArrayList<>();
        int[] left = new int[clients];
        List<List<Integer>> taken = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            taken.add(new ArrayList<>());
        }
        int next = 1;
        for (int step = 0; step < 14 || anyLeft(left); step++) {
            int client = random.nextInt(clients);
            if (left[client] == 0 && step < 14) {
                if (random.nextInt(3) > 0) {
                    String call = " enqueue " + next;
                    both(plain, drains, client + " invoke" + call, client + " ok" + call);
                    queue.add(next++);
                } else {
                    left[client] = 1 + random.nextInt(3);
                    drains.add(client + " invoke drain");
                }
            } else if (left[client] > 0) {
                left[client]--;
                if (!queue.isEmpty()) {
                    int at = random.nextInt(8) == 0 ? random.nextInt(queue.size()) : 0;
                    int value = random.nextInt(15) == 0 ? next + 100 : queue.remove(at);
                    plain.add(client + " invoke dequeue");
                    plain.add(client + " ok dequeue " + value);
                    taken.get(client).add(value);
                }
                if (left[client] == 0) {
                    drains.add(client + " ok drain " + Values.text(taken.get(client)));
                    taken.get(client).clear();
                }
            }
        }
    }

    private static boolean anyLeft(int[] left) {
        for (int each : left) {
            if (each > 0) {
                return true;
            }
        }
        return false;
    }

    private static void both(List<String> plain, List<String> drains, String... lines) {
        plain.addAll(List.of(lines));
        drains.addAll(List.of(lines));
    }
}
