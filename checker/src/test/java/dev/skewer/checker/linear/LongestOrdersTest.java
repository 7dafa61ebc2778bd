package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.models.Held;
import dev.skewer.checker.linear.models.KeyValueStore;
import dev.skewer.checker.linear.models.Register;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares how far one can get with each call, as a failed search tells it, with brute force. */
class LongestOrdersTest {
    private static final int HISTORIES = 6_000;

    @Test
    void eachCallOfARegisterIsInTheLongestOrderThereIs() {
        compare(new Register(true, 0L, NilRead.EXACT), new SearchOracleTest.RegisterClient());
    }

    @Test
    void eachCallOfAKeyIsInTheLongestOrderThereIs() {
        compare(new KeyValueStore(null), new SearchOracleTest.KeyValueClient());
    }

    @Test
    void eachCallOfACounterIsInTheLongestOrderThereIs() {
        compare(new SearchOracleTest.Counter(), new SearchOracleTest.CounterClient());
    }

    /** Of several calls that compare with the same value at once, one gets through: here orders differ most. */
    @Test
    void eachCompareAndSetIsInTheLongestOrderThereIs() {
        int others = compare(new Register(true, 0L, NilRead.EXACT), new CasClient());
        assertThat(others).isGreaterThan(HISTORIES / 10);
    }

    /** Returns how many calls were in other orders only. */
    private static <S> int compare(Model<S> model, RandomCalls.Client<S> client) {
        int others = 0;
        int absent = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = seed % 2 == 0 ? crowded(client, new Random(seed)) : likely(model, client, seed);
            var machine = StateMachine.of(model, history.operations(), new Allowance(1 << 20));
            var search = new Search(history.calls(), machine, Budget.unlimited(), true);
            if (search.run() != OrderSearch.Result.NOT_LINEARIZABLE) {
                continue;
            }
            OrderSearch.Reach reach = search.reach(Integer.MAX_VALUE, Long.MAX_VALUE);
            var brute = new Farthest<>(model, history);
            assertThat(reach.complete()).isTrue();
            for (int[] order : reach.orders()) {
                assertThat(brute.allows(order))
                        .as("seed %d: %s%n%s", seed, Arrays.toString(order), history)
                        .isTrue();
            }
            int[] first = reach.orders().get(0);
            for (int call = 0; call < history.calls().size; call++) {
                if (history.calls().isUnknown(call) || contains(first, call)) {
                    continue;
                }
                int longest = 0;
                for (int[] order : reach.orders()) {
                    longest = Math.max(longest, contains(order, call) ? brute.known(order) : 0);
                }
                assertThat(longest)
                        .as("seed %d, call %d:%n%s", seed, call, history)
                        .isEqualTo(brute.longest[call]);
                others += longest > 0 ? 1 : 0;
                absent += longest > 0 ? 0 : 1;
            }
            OrderSearch.Impasse impasse = search.impasse();
            assertThat(impasse.order()).isEqualTo(Arrays.stream(first).boxed().toList());
            assertThat(impasse.refusals()).as("seed %d:%n%s", seed, history).isNotEmpty();
            assertThat(search.statesThere())
                    .as("seed %d:%n%s", seed, history)
                    .isNotEmpty()
                    .allMatch(state -> machine.step(state, impasse.call()) == StateMachine.REFUSED);
        }
        System.out.printf("%s: %d calls in another order, %d in none%n", model.name(), others, absent);
        assertThat(others).isPositive();
        assertThat(absent).isGreaterThan(HISTORIES / 50);
        return others;
    }

    private record CasClient() implements RandomCalls.Client<Held> {
        @Override
        public Operation ask(Random random) {
            List<Object> pair = List.of((long) random.nextInt(2), (long) random.nextInt(3));
            return new Operation("cas", null, pair, pair, true);
        }

        @Override
        public @Nullable Operation answer(Held state, Operation asked) {
            return ((List<?>) asked.argument()).get(0).equals(state.value()) ? asked : null;
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            return ask(random);
        }
    }

    private record History(Calls calls, List<Operation> operations) {}

    private static <S> History likely(Model<S> model, RandomCalls.Client<S> client, long seed) {
        RandomCalls made = RandomCalls.of(model, client, new Random(seed), 7);
        return new History(made.calls, made.operations);
    }

    /** Answers that have nothing to do with each other, and many calls at once: there is much to choose from. */
    private static <S> History crowded(RandomCalls.Client<S> client, Random random) {
        int n = 3 + random.nextInt(4);
        Integer[] events = new Integer[2 * n];
        double[] moments = new double[2 * n];
        for (int e = 0; e < 2 * n; e++) {
            events[e] = e;
            int call = e / 2;
            moments[e] = e % 2 == 0 ? call : call + random.nextDouble() * n;
        }
        Arrays.sort(events, Comparator.comparingDouble(e -> moments[e]));
        int[] invoked = new int[n];
        int[] completed = new int[n];
        for (int rank = 0; rank < 2 * n; rank++) {
            (events[rank] % 2 == 0 ? invoked : completed)[events[rank] / 2] = rank;
        }
        List<Operation> operations = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            Operation answered = client.damage(client.ask(random), random);
            boolean isUnknown = random.nextInt(5) == 0;
            completed[c] = isUnknown ? Calls.NEVER : completed[c];
            operations.add(isUnknown ? answered.relaxed() : answered);
        }
        return new History(new Calls(invoked, completed, new int[n], new int[n], new int[n]), operations);
    }

    @Test
    void noMoreOrdersAreToldThanAskedFor() {
        Register model = new Register(true, 0L, NilRead.EXACT);
        List<Operation> operations = new ArrayList<>();
        for (long value = 1; value <= 3; value++) {
            operations.add(new Operation("cas", null, List.of(0L, value), null, true));
        }
        // Only one of the three can find a zero.
        Calls calls = new Calls(new int[] {0, 1, 2}, new int[] {3, 4, 5}, new int[3], new int[3], new int[3]);
        assertThat(reach(model, calls, operations, 9, 9).orders())
                .containsExactly(new int[] {0}, new int[] {1}, new int[] {2});
        OrderSearch.Reach two = reach(model, calls, operations, 2, 9);
        assertThat(two.orders()).containsExactly(new int[] {0}, new int[] {1});
        assertThat(two.complete()).isFalse();
        OrderSearch.Reach one = reach(model, calls, operations, 9, 0);
        assertThat(one.orders()).containsExactly(new int[] {0});
        assertThat(one.complete()).isFalse();
    }

    private static OrderSearch.Reach reach(
            Model<?> model, Calls calls, List<Operation> operations, int orders, long steps) {
        var machine = StateMachine.of(model, operations, new Allowance(1 << 20));
        var search = new Search(calls, machine, Budget.unlimited(), true);
        assertThat(search.run()).isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        return search.reach(orders, steps);
    }

    private static boolean contains(int[] order, int call) {
        return Arrays.stream(order).anyMatch(each -> each == call);
    }

    /** Tries every order as far as it goes, and keeps for each call the most known calls of an order that contains it. */
    private static final class Farthest<S> {
        private final Model<S> model;
        private final Calls calls;
        private final List<Operation> operations;
        private final boolean[] placed;
        private final int[] longest;

        Farthest(Model<S> model, History history) {
            this.model = model;
            calls = history.calls();
            operations = history.operations();
            placed = new boolean[calls.size];
            longest = new int[calls.size];
            go(model.initial(), 0);
        }

        private void go(S state, int known) {
            for (int c = 0; c < calls.size; c++) {
                longest[c] = placed[c] ? Math.max(longest[c], known) : longest[c];
            }
            for (int c = 0; c < calls.size; c++) {
                S next = mayBeNext(c) ? model.step(state, operations.get(c)) : null;
                if (next != null) {
                    placed[c] = true;
                    go(next, known + (calls.isUnknown(c) ? 0 : 1));
                    placed[c] = false;
                }
            }
        }

        private boolean mayBeNext(int call) {
            boolean may = !placed[call];
            for (int c = 0; c < calls.size; c++) {
                may &= placed[c] || calls.completed[c] > calls.invoked[call];
            }
            return may;
        }

        int known(int[] order) {
            return (int)
                    Arrays.stream(order).filter(call -> !calls.isUnknown(call)).count();
        }

        boolean allows(int[] order) {
            Arrays.fill(placed, false);
            S state = model.initial();
            for (int call : order) {
                state = state != null && mayBeNext(call) ? model.step(state, operations.get(call)) : null;
                placed[call] = true;
            }
            return state != null;
        }
    }
}
