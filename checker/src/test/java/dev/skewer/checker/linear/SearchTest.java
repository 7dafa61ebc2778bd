package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.models.Counter;
import dev.skewer.checker.linear.models.Register;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import dev.skewer.checker.linear.search.Visited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search costs, and how often it looks at what it may. */
class SearchTest {
    private static final Register MODEL = new Register(true, 0L, NilRead.EXACT);

    @Test
    void itCountsItsCallsAndTheDecisionsThatLedToWhereItIs() {
        int n = 10_000;
        List<Operation> operations = new ArrayList<>();
        for (long call = 0; call < n; call++) {
            operations.add(new Operation("write", null, call % 2, call % 2, true));
        }
        var allowance = new Allowance(1 << 30);
        var search = new Search(oneByOne(n), StateMachine.of(MODEL, operations, allowance), Budget.unlimited());
        var visitedAlone = new Allowance(1 << 30);
        var visited = new Visited(visitedAlone, 1, 0);
        assertThat(allowance.held() - visitedAlone.held()).isBetween(60L * n, 60L * n + 1_000);

        // Each step decides about one call more.
        assertThat(search.run()).isEqualTo(OrderSearch.Result.LINEARIZABLE);
        while (visited.size() < search.configurations()) {
            visited.add(visited.size(), 0, new long[1], new long[0], -1, 0);
        }
        long decisions = allowance.held() - visitedAlone.held() - 60L * n;
        assertThat(decisions).isBetween(28L * n, 2 * 28L * n);
    }

    @Test
    void readsThatFitAreNoDecisions() {
        int n = 50;
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation("write", null, 7L, 7L, true));
        while (operations.size() < n) {
            operations.add(new Operation("read", null, null, 7L, true));
        }
        int[] invoked = IntStream.range(0, n).toArray();
        int[] completed = IntStream.range(n, 2 * n).toArray();
        var calls = new Calls(invoked, completed, new int[n], new int[n], new int[n]);
        var search = new Search(calls, StateMachine.of(MODEL, operations, new Allowance(1 << 30)), Budget.unlimited());
        assertThat(search.run()).isEqualTo(OrderSearch.Result.LINEARIZABLE);
        assertThat(search.steps()).isEqualTo(1);
        assertThat(search.order()).hasSize(n);
    }

    private static Calls oneByOne(int n) {
        int[] invoked = IntStream.range(0, n).map(call -> 2 * call).toArray();
        int[] completed = IntStream.range(0, n).map(call -> 2 * call + 1).toArray();
        return new Calls(invoked, completed, new int[n], new int[n], new int[n]);
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 10", "100, 20, 80", "1000, 900, 1000"})
    void theMoreCallsAreOpenTheMoreOftenItLooksAtTheTime(int open, int least, int most) throws InterruptedException {
        int[] looks = {0};
        Thread thread = new Thread() {
            @Override
            public void run() {
                search(open, new Allowance(1 << 30)).run(1_000);
            }

            @Override
            public boolean isInterrupted() {
                looks[0]++;
                return false;
            }
        };
        thread.start();
        thread.join();
        assertThat(looks[0]).isBetween(least, most);
    }

    @Test
    void itEndsWithTheTimeAndSaysHowFarItGot() {
        Search search = search(30, new Allowance(1 << 30), Budget.of(Duration.ZERO, 0));
        assertThat(search.run()).isEqualTo(OrderSearch.Result.EXHAUSTED);
        assertThat(search.steps()).isBetween(1L, 256L);
        assertThat(search.impasse().order()).hasSizeLessThan(30).isNotEmpty();
    }

    @Test
    void whatItCouldNotRememberItDoesNotClaimToKnow() {
        Search all = search(8, new Allowance(1 << 30));
        assertThat(all.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        assertThat(all.impasse().refusals()).hasSize(7);
        assertThat(all.reach(1_000, 1_000_000).complete()).isTrue();

        Search some = search(8, new Allowance(1 << 30, 0));
        assertThat(some.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        assertThat(some.configurations()).isLessThan(all.configurations());
        assertThat(some.impasse().refusals()).isEmpty();
        assertThat(some.reach(1_000, 1_000_000).complete()).isFalse();
    }

    /** Writes of unknown outcome, which nothing that follows makes use of, are tried one at a time and not together. */
    @Test
    void callsOfUnknownOutcomeThatNothingUsesCostLittle() {
        int unknown = 12;
        int known = 4;
        int n = unknown + known + 1;
        List<Operation> operations = new ArrayList<>();
        int[] invoked = IntStream.range(0, n).map(call -> 2 * call).toArray();
        int[] completed = IntStream.range(0, n).map(call -> 2 * call + 1).toArray();
        for (int call = 0; call < n; call++) {
            long value = 1L + call;
            boolean isKnown = call >= unknown;
            operations.add(
                    call < n - 1
                            ? new Operation("write", null, value, isKnown ? value : null, isKnown)
                            : new Operation("read", null, null, -1L, true));
            completed[call] = isKnown ? completed[call] : Calls.NEVER;
        }
        var calls = new Calls(invoked, completed, new int[n], new int[n], new int[n]);
        var search = new Search(calls, StateMachine.of(MODEL, operations, new Allowance(1 << 30)), Budget.unlimited());
        assertThat(search.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        int oneAtATime = (known + 1) * (unknown + 1);
        assertThat(search.configurations()).isLessThanOrEqualTo(oneAtATime);
        assertThat(search.steps()).isLessThanOrEqualTo(2L * oneAtATime);
    }

    /** Of additions of unknown outcome that are alike it only matters how many took effect. */
    @Test
    void callsOfUnknownOutcomeThatAreAlikeAreCounted() {
        int additions = 14;
        List<Operation> operations = new ArrayList<>();
        for (int call = 0; call < additions; call++) {
            operations.add(new Operation("add", null, 1L, null, false));
        }
        operations.add(new Operation("read", null, null, additions / 2L, true));
        operations.add(new Operation("read", null, null, additions + 1L, true));
        int n = operations.size();
        int[] invoked = IntStream.range(0, n).map(call -> 2 * call).toArray();
        int[] completed = IntStream.range(0, n)
                .map(call -> call < additions ? Calls.NEVER : 2 * call + 1)
                .toArray();
        var calls = new Calls(invoked, completed, new int[n], new int[n], new int[n]);
        var machine = StateMachine.of(new Counter(0L), operations, new Allowance(1 << 30));
        var search = new Search(calls, machine, Budget.unlimited());
        assertThat(search.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        assertThat(search.configurations()).isLessThanOrEqualTo(additions + 2);
    }

    /** Of known additions that are alike the one that completes first comes first, unless they are to be told apart. */
    @Test
    void callsThatAreAlikeAreNotTriedInEveryOrder() {
        int additions = 8;
        List<Operation> operations = new ArrayList<>();
        for (int call = 0; call < additions; call++) {
            operations.add(new Operation("add", null, 1L, 1L, true));
        }
        operations.add(new Operation("read", null, null, additions + 1L, true));
        int n = operations.size();
        int[] invoked = IntStream.range(0, n).toArray();
        // Those that are called later complete earlier.
        int[] completed = IntStream.range(0, n)
                .map(call -> call < additions ? 2 * n - call : 3 * n)
                .toArray();
        var calls = new Calls(invoked, completed, new int[n], new int[n], new int[n]);
        var machine = StateMachine.of(new Counter(0L), operations, new Allowance(1 << 30));
        var search = new Search(calls, machine, Budget.unlimited());
        assertThat(search.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        assertThat(search.configurations()).isLessThanOrEqualTo(additions + 1);

        var apart = new Search(calls, machine, Budget.unlimited(), true);
        assertThat(apart.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        assertThat(apart.configurations()).isEqualTo(1 << additions);
    }

    private static Search search(int open, Allowance allowance) {
        return search(open, allowance, Budget.unlimited());
    }

    /** Writes of all values at once, and a read of another value that is called when they are over: it takes all orders to see. */
    private static Search search(int open, Allowance allowance, Budget budget) {
        List<Operation> operations = new ArrayList<>();
        for (long value = 1; value < open; value++) {
            operations.add(new Operation("write", null, value, value, true));
        }
        operations.add(new Operation("read", null, null, -1L, true));
        int[] invoked = IntStream.range(0, open).toArray();
        int[] completed = IntStream.range(open, 2 * open).toArray();
        invoked[open - 1] = 2 * open - 1;
        completed[open - 1] = 2 * open;
        var calls = new Calls(invoked, completed, new int[open], new int[open], new int[open]);
        return new Search(calls, StateMachine.of(MODEL, operations, allowance), budget);
    }
}
