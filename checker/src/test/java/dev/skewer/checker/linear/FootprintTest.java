package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.models.Held;
import dev.skewer.checker.linear.models.KeyValueStore;
import dev.skewer.checker.linear.models.Stack;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Footprint;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** States count by what they are made of. */
class FootprintTest {
    @Test
    void aLongStringIsLongAndAWideOneTwiceThat() {
        assertThat(Footprint.of(new Held("x".repeat(100_000)))).isBetween(100_000L, 100_200L);
        assertThat(Footprint.of(new Held("☃".repeat(100_000)))).isBetween(200_000L, 200_200L);
        assertThat(Footprint.of(new Held(null))).isLessThan(100);
    }

    @Test
    void containersCountTheirEntriesAndNotTheValuesOfTheHistory() {
        List<Object> values = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> "value " + "v".repeat(100) + i)
                .toList());
        assertThat(Footprint.of(List.copyOf(values))).isBetween(4_000L, 10_000L);
        assertThat(Footprint.of(new HashSet<>(values))).isBetween(32_000L, 60_000L);
        Map<Long, Integer> tree = new TreeMap<>();
        IntStream.range(0, 1_000).forEach(i -> tree.put((long) i, i));
        assertThat(Footprint.of(tree)).isBetween(40_000L, 60_000L);
        assertThat(Footprint.of(List.of(new long[1_000], Set.of(), new Object[] {new int[500]})))
                .isBetween(10_000L, 10_500L);
    }

    @Test
    void aPartThatIsAStateItselfIsShared() {
        var model = new Stack();
        Stack.Pile pile = model.initial();
        for (int i = 0; i < 10_000; i++) {
            pile = Objects.requireNonNull(model.step(pile, new Operation("push", null, "v" + i, "v" + i, true)));
        }
        assertThat(Footprint.of(pile)).isLessThan(200);
    }

    @Test
    void whatCannotBeLookedIntoCountsAsAnObject() {
        assertThat(Footprint.of(new Thread())).isBetween(16L, 1_000L);
        assertThat(Footprint.of(5L)).isBetween(16L, 40L);
    }

    @Test
    void aMachineCountsTheStringsOfItsStates() {
        List<Operation> appends = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String value = (char) ('a' + i % 26) + "z".repeat(10_000);
            appends.add(new Operation("append", null, value, value, true));
        }
        var machine = StateMachine.of(new KeyValueStore(null), appends, new Allowance(1 << 30));
        int state = machine.initial();
        for (int call = 0; call < appends.size(); call++) {
            state = machine.step(state, call);
        }
        long characters = 10_001L * 50 * 51 / 2;
        assertThat(machine.allowance().held()).isBetween(characters, characters + 100_000);
    }

    @Test
    void aSearchEndsWhenItsStatesTakeMoreThanIsAllowed() {
        int n = 20;
        int[] invoked = IntStream.range(0, n).toArray();
        int[] completed = IntStream.range(n, 2 * n).toArray();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String value = i + "x".repeat(10_000);
            operations.add(
                    i < n - 1
                            ? new Operation("append", null, value, value, true)
                            : new Operation("get", null, null, "nowhere", true));
        }
        var calls = new Calls(invoked, completed, new int[n], new int[n], new int[n]);
        long limit = 5_000_000;
        var machine = StateMachine.of(new KeyValueStore(null), operations, new Allowance(limit));
        OrderSearch search = new Search(calls, machine, Budget.unlimited());
        assertThat(search.run()).isEqualTo(OrderSearch.Result.EXHAUSTED);
        assertThat(machine.allowance().held()).isBetween(limit, limit + n * 10_000L * n);
    }
}
