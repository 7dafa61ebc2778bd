package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.explain.Certifier;
import dev.skewer.checker.linear.explain.CutSearch;
import dev.skewer.checker.linear.explain.Explainer;
import dev.skewer.checker.linear.explain.Explanation;
import dev.skewer.checker.linear.explain.Marked;
import dev.skewer.checker.linear.explain.SubHistory;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.JustInTime;
import dev.skewer.checker.linear.search.OrderSearch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the walk over all configurations with brute force: its verdicts, the states after each event, and its cuts. */
class JustInTimeTest {
    private static final int HISTORIES = 400;

    @ParameterizedTest
    @EnumSource
    void theStatesAfterEachEventAreThoseOfAllOrders(Menu menu) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            compare(menu, menu.model(), seed);
        }
    }

    private static <S> void compare(Menu menu, Model<S> model, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        RandomCalls history = RandomCalls.of(model, new Guest<>(menu, model, random), random, 6);
        SubHistory whole = SubHistory.whole(history.calls, history.operations, model);
        StateMachine<?> machine = whole.machine();
        int[] known = whole.known(Calls.NEVER, false);
        JustInTime walk = whole.walk(machine, known, beginning(machine), -1, new Effort(1 << 22));
        while (walk.advance()) {
            assertThat(states(walk, machine, history.calls))
                    .as("%s, seed %d, after event %d of%n%s", menu, seed, walk.rank(), history)
                    .isEqualTo(new Orders<>(model, history, walk.rank()).states());
        }
        assertThat(walk.failed() == JustInTime.NONE)
                .as("%s, seed %d:%n%s", menu, seed, history)
                .isEqualTo(BruteForce.isLinearizable(model, history.calls, history.operations));
        if (walk.failed() != JustInTime.NONE) {
            cut(menu, whole, walk.failed(), seed);
        }
    }

    /** The states that the configurations lead to by any of the calls that are pending then and have not taken effect. */
    private static Set<String> states(JustInTime walk, StateMachine<?> machine, Calls calls) {
        Set<String> states = new TreeSet<>();
        for (JustInTime.Configuration each : walk.configurations()) {
            Set<Integer> left = new TreeSet<>();
            for (int c = 0; c < calls.size; c++) {
                boolean isPending = calls.invoked[c] <= walk.rank() && calls.completed[c] > walk.rank();
                if (isPending && !each.contains(c)) {
                    left.add(c);
                }
            }
            lead(each.state(), left, machine, states);
        }
        return states;
    }

    /** Equal states may list their elements in another order. */
    private static String sorted(String state) {
        return Arrays.stream(state.split("[\\[\\]#{} :\"]+")).sorted().collect(Collectors.joining(" "));
    }

    private static void lead(int state, Set<Integer> left, StateMachine<?> machine, Set<String> states) {
        states.add(sorted(machine.render(state)));
        for (int call : List.copyOf(left)) {
            int next = machine.step(state, call);
            if (next != StateMachine.REFUSED) {
                left.remove(call);
                lead(next, left, machine, states);
                left.add(call);
            }
        }
    }

    private static List<JustInTime.Configuration> beginning(StateMachine<?> machine) {
        return List.of(JustInTime.Configuration.initial(machine));
    }

    /** What is said after a cut has no order by brute force either, and is certified. */
    private static void cut(Menu menu, SubHistory whole, int stuck, long seed) {
        int end = whole.calls().completed[stuck];
        Explainer.Contradiction found = new CutSearch(whole, new Effort(1 << 22)).contradiction(end);
        if (found == null || !(found.basis() instanceof Explanation.Cut cut)) {
            // There is no return before the one that fails.
            return;
        }
        int rank = whole.calls().completed[cut.last()];
        Certifier.Problem problem =
                Marked.of(whole, rank, found.calls().stream().mapToInt(c -> c).toArray());
        assertThat(hasOrder(problem.model(), problem))
                .as("%s, seed %d: %s %s", menu, seed, cut, found.calls())
                .isFalse();
        assertThat(problem.search(new Effort(1 << 22))).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
    }

    private static <T> boolean hasOrder(Model<T> model, Certifier.Problem problem) {
        return BruteForce.isLinearizable(model, problem.calls(), problem.operations());
    }

    /** All orders of calls that were made by some moment, with all that have returned by then. */
    private static final class Orders<S> {
        private final Model<S> model;
        private final RandomCalls history;
        private final int moment;
        private final boolean[] placed;
        private final Set<String> states = new TreeSet<>();

        Orders(Model<S> model, RandomCalls history, int moment) {
            this.model = model;
            this.history = history;
            this.moment = moment;
            placed = new boolean[history.calls.size];
        }

        Set<String> states() {
            extend(model.initial());
            return states;
        }

        private void extend(S state) {
            int n = placed.length;
            if (IntStream.range(0, n).allMatch(c -> placed[c] || !hasReturned(c))) {
                states.add(sorted(model.render(state)));
            }
            for (int c = 0; c < n; c++) {
                if (placed[c] || history.calls.invoked[c] > moment || !mayBeNext(c)) {
                    continue;
                }
                S next = model.step(state, history.operations.get(c));
                if (next != null) {
                    placed[c] = true;
                    extend(next);
                    placed[c] = false;
                }
            }
        }

        private boolean hasReturned(int call) {
            return history.calls.completed[call] <= moment;
        }

        private boolean mayBeNext(int call) {
            return IntStream.range(0, placed.length)
                    .allMatch(c -> placed[c] || history.calls.completed[c] >= history.calls.invoked[call]);
        }
    }
}
