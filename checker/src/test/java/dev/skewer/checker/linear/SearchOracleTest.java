package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.explain.Explainer;
import dev.skewer.checker.linear.explain.Explanation;
import dev.skewer.checker.linear.explain.SubHistory;
import dev.skewer.checker.linear.models.Bank;
import dev.skewer.checker.linear.models.Held;
import dev.skewer.checker.linear.models.KeyValueStore;
import dev.skewer.checker.linear.models.Register;
import dev.skewer.checker.linear.models.SetOfValues;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the search with brute force, in both directions, on random small histories with calls of unknown outcome. */
class SearchOracleTest {
    private static final Budget BUDGET = Budget.unlimited();

    /** The objects whose histories are compared. */
    enum Subject {
        CAS_REGISTER,
        KV,
        GROWING_KV,
        COUNTER,
        SUM,
        SET,
        BANK,
        OPEN_BANK;

        Comparison comparison(long seed) {
            return comparison(seed, Long.MAX_VALUE);
        }

        /** Compares one history; the search pauses after every so many steps. */
        Comparison comparison(long seed, long slice) {
            return switch (this) {
                case CAS_REGISTER -> sample(new Register(true, 0L, NilRead.EXACT), new RegisterClient(), seed, slice);
                case KV -> sample(new KeyValueStore(null), new KeyValueClient(), seed, slice);
                case GROWING_KV -> sample(new KeyValueStore(null), new GrowingKeyClient(seed), seed, slice);
                case COUNTER -> sample(new Counter(), new CounterClient(), seed, slice);
                case SUM -> sample(new dev.skewer.checker.linear.models.Counter(1L), new SumClient(), seed, slice);
                case SET -> sample(new SetOfValues(), new SetClient(), seed, slice);
                case BANK -> sample(new Bank(BankClient.INITIAL), new BankClient(), seed, slice);
                case OPEN_BANK -> sample(new Bank(null), new BankClient(), seed, slice);
            };
        }
    }

    /** One history, judged twice. */
    record Comparison(RandomCalls history, boolean expected, boolean found, String complaint) {}

    @ParameterizedTest
    @EnumSource
    void theSearchAgreesWithBruteForce(Subject subject) {
        compare(subject, 0, 4_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void theSearchAgreesWithBruteForceAMillionTimes(Subject subject) {
        compare(subject, 1_000_000, 1_000_000);
    }

    private static void compare(Subject subject, long from, int count) {
        int valid = 0;
        for (long seed = from; seed < from + count; seed++) {
            Comparison each = subject.comparison(seed);
            assertThat(each.found())
                    .as("%s, seed %d:%n%s", subject, seed, each.history())
                    .isEqualTo(each.expected());
            assertThat(each.complaint())
                    .as("%s, seed %d:%n%s", subject, seed, each.history())
                    .isEmpty();
            valid += each.expected() ? 1 : 0;
        }
        System.out.printf("%s: %d of %d histories linearizable%n", subject, valid, count);
        assertThat(valid).isBetween(count / 2, count - count / 20);
    }

    private static <S> Comparison sample(Model<S> model, RandomCalls.Client<S> client, long seed, long slice) {
        RandomCalls history = RandomCalls.of(model, client, new Random(seed), 7);
        Calls calls = history.calls;
        boolean expected = BruteForce.isLinearizable(model, calls, history.operations);
        OrderSearch search = OrderSearch.of(model, calls, history.operations, BUDGET, 1 << 20);
        OrderSearch.Result result = search.run(slice);
        while (result == OrderSearch.Result.PAUSED) {
            result = search.run(search.steps() + slice);
        }
        String complaint = result == OrderSearch.Result.LINEARIZABLE
                ? complaintAboutOrder(model, history, search.order())
                : complaintAboutCore(model, history, search.impasse());
        return new Comparison(history, expected, result == OrderSearch.Result.LINEARIZABLE, complaint);
    }

    private static <S> String complaintAboutOrder(Model<S> model, RandomCalls history, int[] order) {
        S state = model.initial();
        boolean[] placed = new boolean[history.calls.size];
        int last = -1;
        for (int call : order) {
            if (history.calls.completed[call] < last) {
                return "real time does not allow " + history.operations.get(call);
            }
            last = Math.max(last, history.calls.invoked[call]);
            state = model.step(state, history.operations.get(call));
            if (state == null || placed[call]) {
                return "the model does not allow " + history.operations.get(call);
            }
            placed[call] = true;
        }
        for (int c = 0; c < placed.length; c++) {
            if (!placed[c] && !history.calls.isUnknown(c)) {
                return "not placed: " + history.operations.get(c);
            }
        }
        return "";
    }

    /**
     * What explains a history is a contradiction when all else is unknown, but what returned before the call that it begins
     * with; and no longer one when any call of it is unknown too.
     */
    private static <S> String complaintAboutCore(Model<S> model, RandomCalls history, OrderSearch.Impasse impasse) {
        SubHistory whole = SubHistory.whole(history.calls, history.operations, model);
        Explainer.Contradiction found = new Explainer(whole, 1_000, new Effort(4_000_000)).explain(impasse.call());
        if (found == null) {
            return "no core";
        }
        int[] core = found.calls().stream().mapToInt(c -> c).toArray();
        int[] before = {};
        if (found.basis() instanceof Explanation.AfterOperation after) {
            before = java.util.stream.IntStream.range(0, history.calls.size)
                    .filter(c -> c == after.operation()
                            || history.calls.completed[c] < history.calls.invoked[after.operation()])
                    .toArray();
        }
        if (isLinearizable(model, history, union(before, core), -1)) {
            return "no contradiction: " + found.basis() + java.util.Arrays.toString(core);
        }
        for (int spared : core) {
            if (before.length == 0 && !isLinearizable(model, history, core, spared)) {
                return "the core can spare " + history.operations.get(spared);
            }
        }
        return "";
    }

    private static int[] union(int[] one, int[] other) {
        return java.util.stream.IntStream.concat(java.util.Arrays.stream(one), java.util.Arrays.stream(other))
                .sorted()
                .distinct()
                .toArray();
    }

    private static <S> boolean isLinearizable(Model<S> model, RandomCalls history, int[] core, int spared) {
        int[] completed = new int[history.calls.size];
        List<Operation> operations = new java.util.ArrayList<>();
        for (int c = 0; c < completed.length; c++) {
            int call = c;
            boolean kept = c != spared && java.util.Arrays.stream(core).anyMatch(k -> k == call);
            completed[c] = kept ? history.calls.completed[c] : Calls.NEVER;
            Operation op = history.operations.get(c);
            operations.add(kept ? op : new Operation(op.f(), op.key(), op.input(), null, false));
        }
        return BruteForce.isLinearizable(model, history.calls.withCompleted(completed), operations);
    }

    @Test
    void aSearchThatMayRememberNothingStillAgrees() {
        for (long seed = 0; seed < 500; seed++) {
            Register model = new Register(true, 0L, NilRead.EXACT);
            RandomCalls history = RandomCalls.of(model, new RegisterClient(), new Random(seed), 7);
            var machine = StateMachine.of(model, history.operations, new Allowance(Long.MAX_VALUE, 0));
            OrderSearch.Result result = new Search(history.calls, machine, BUDGET).run();
            assertThat(result == OrderSearch.Result.LINEARIZABLE)
                    .as("seed %d:%n%s", seed, history)
                    .isEqualTo(BruteForce.isLinearizable(model, history.calls, history.operations));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSearchThatPausesFindsTheSame(Subject subject) {
        for (long seed = 0; seed < 1_000; seed++) {
            assertThat(subject.comparison(seed, 1).found())
                    .as("%s, seed %d", subject, seed)
                    .isEqualTo(subject.comparison(seed).found());
        }
    }

    record RegisterClient() implements RandomCalls.Client<Held> {
        @Override
        public Operation ask(Random random) {
            Object value = (long) random.nextInt(3);
            return switch (random.nextInt(3)) {
                case 0 -> new Operation("read", null, null, null, true);
                case 1 -> new Operation("write", null, value, value, true);
                default -> new Operation("cas", null, List.of((long) random.nextInt(3), value), null, true);
            };
        }

        @Override
        public @Nullable Operation answer(Held state, Operation asked) {
            return switch (asked.f()) {
                case "read" -> new Operation("read", null, null, state.value(), true);
                case "cas" ->
                    Objects.equals(((List<?>) Objects.requireNonNull(asked.input())).get(0), state.value())
                            ? asked
                            : null;
                default -> asked;
            };
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            return answered.f().equals("read")
                    ? new Operation("read", null, null, (long) random.nextInt(4), true)
                    : ask(random);
        }
    }

    record KeyValueClient() implements RandomCalls.Client<Held> {
        @Override
        public Operation ask(Random random) {
            Object value = String.valueOf((char) ('a' + random.nextInt(3)));
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Operation("get", null, null, null, true);
                case 2 -> new Operation("put", null, value, value, true);
                case 3 -> new Operation("delete", null, null, null, true);
                default -> new Operation("append", null, value, value, true);
            };
        }

        @Override
        public Operation answer(Held state, Operation asked) {
            return asked.f().equals("get") ? new Operation("get", null, null, state.value(), true) : asked;
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            return answered.f().equals("get")
                    ? new Operation("get", null, null, String.valueOf((char) ('a' + random.nextInt(3))), true)
                    : ask(random);
        }
    }

    /** A model as a user writes one, which does not say what only reads. */
    record Counter() implements Model<Long> {
        @Override
        public String name() {
            return "counter";
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public @Nullable Long step(Long state, Operation op) {
            if (op.f().equals("add")) {
                return state + (Long) Objects.requireNonNull(op.input());
            }
            return !op.known() || state.equals(op.output()) ? state : null;
        }
    }

    record CounterClient() implements RandomCalls.Client<Long> {
        @Override
        public Operation ask(Random random) {
            Object amount = 1L + random.nextInt(2);
            return random.nextBoolean()
                    ? new Operation("read", null, null, null, true)
                    : new Operation("add", null, amount, amount, true);
        }

        @Override
        public Operation answer(Long state, Operation asked) {
            return asked.f().equals("read") ? new Operation("read", null, null, state, true) : asked;
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            return answered.f().equals("read")
                    ? new Operation("read", null, null, (long) random.nextInt(6), true)
                    : ask(random);
        }
    }

    private record SumClient() implements RandomCalls.Client<Number> {
        @Override
        public Operation ask(Random random) {
            Object amount = random.nextInt(5) - 2L;
            return random.nextBoolean()
                    ? new Operation("read", null, null, null, true)
                    : new Operation("add", null, amount, amount, true);
        }

        @Override
        public Operation answer(Number state, Operation asked) {
            return asked.f().equals("read") ? new Operation("read", null, null, state, true) : asked;
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            Operation other = answered.f().equals("read") ? answered : ask(random);
            return other.f().equals("read")
                    ? new Operation("read", null, null, (long) random.nextInt(6) - 2, true)
                    : other;
        }
    }

    private record SetClient() implements RandomCalls.Client<Set<Object>> {
        @Override
        public Operation ask(Random random) {
            Object value = (long) random.nextInt(2);
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Operation("add", null, value, value, true);
                case 2 -> new Operation("remove", null, value, value, true);
                case 3 -> new Operation("contains", null, value, null, true);
                default -> new Operation("read", null, null, null, true);
            };
        }

        @Override
        public Operation answer(Set<Object> state, Operation asked) {
            return switch (asked.f()) {
                case "contains" -> new Operation("contains", null, asked.input(), state.contains(asked.input()), true);
                case "read" -> new Operation("read", null, null, Set.copyOf(state), true);
                default -> asked;
            };
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            return switch (answered.f()) {
                case "contains" -> new Operation("contains", null, answered.input(), random.nextBoolean(), true);
                case "read" -> new Operation("read", null, null, Set.of((long) random.nextInt(2)), true);
                default -> new Operation("add", null, 1L, 1L, true);
            };
        }
    }

    /** Accounts that hold so little that many transfers have to wait for others. */
    private record BankClient() implements RandomCalls.Client<Bank.Accounts> {
        private static final Map<Object, Long> INITIAL = Map.of(0L, 2L, 1L, 1L);

        @Override
        public Operation ask(Random random) {
            if (random.nextInt(5) < 2) {
                return new Operation("read", null, null, null, true);
            }
            Object order = Map.of(
                    new Keyword("from"),
                    (long) random.nextInt(3),
                    new Keyword("to"),
                    (long) random.nextInt(3),
                    new Keyword("amount"),
                    random.nextInt(5) - 2L);
            return new Operation("transfer", null, order, order, true);
        }

        @Override
        public @Nullable Operation answer(Bank.Accounts state, Operation asked) {
            if (asked.f().equals("read")) {
                Map<Object, Object> seen = new HashMap<>(state.known() ? Map.of() : INITIAL);
                if (state.known()) {
                    state.balances().forEach((account, balance) -> seen.put(account.written(), balance));
                }
                return new Operation("read", null, null, seen, true);
            }
            return new Bank(null).step(state, asked) == null ? null : asked;
        }

        @Override
        public Operation damage(Operation answered, Random random) {
            if (!answered.f().equals("read") || random.nextInt(3) == 0) {
                Operation other = ask(random);
                return other.f().equals("transfer") ? other : answered;
            }
            long first = random.nextInt(4);
            long second = random.nextInt(4 - (int) first);
            return new Operation("read", null, null, Map.of(0L, first, 1L, second, 2L, 3 - first - second), true);
        }
    }
}
