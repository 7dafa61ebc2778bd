package dev.skewer.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.invariant.SmallHistory.Call;
import dev.skewer.checker.invariant.SmallHistory.Op;
import dev.skewer.checker.invariant.SmallHistory.Workload;
import dev.skewer.checker.invariant.workload.WorkloadOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Each check says of random small histories what its definition says, written out here with loops over all pairs: the anomalies
 * by name, and unknown where there was nothing to judge.
 */
class DefinitionTest {
    private static final int HISTORIES = 2_000;

    /** What the definition says: the names of the anomalies, and whether anything was judged. */
    private record Expected(Set<String> anomalies, boolean isJudged) {
        Validity validity() {
            return !anomalies.isEmpty() ? Validity.FALSE : isJudged ? Validity.TRUE : Validity.UNKNOWN;
        }
    }

    private static void compare(
            String model, CheckOptions options, Workload workload, BiFunction<List<Op>, Random, Expected> definition) {
        Map<Validity, Integer> seen = new HashMap<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            SmallHistory history = SmallHistory.random(workload, 4 + random.nextInt(20), random);
            Expected expected = definition.apply(history.ops(), random);
            Verdict verdict = history.verdict(model, options);
            boolean isSame =
                    verdict.anomalies().keySet().equals(expected.anomalies()) && verdict.valid() == expected.validity();
            if (!isSame) {
                fail("%s, seed %d: %s, not %s, of%n%s", model, seed, verdict, expected, history);
            }
            seen.merge(verdict.valid(), 1, Integer::sum);
        }
        assertThat(seen.getOrDefault(Validity.TRUE, 0)).as(model + " " + seen).isGreaterThan(HISTORIES / 40);
        assertThat(seen.getOrDefault(Validity.FALSE, 0)).as(model + " " + seen).isGreaterThan(HISTORIES / 40);
    }

    private static List<Op> oks(List<Op> ops, String f) {
        return ops.stream()
                .filter(op -> op.is(f) && op.isOk() && op.output() != null)
                .sorted(java.util.Comparator.comparingInt(Op::completed))
                .toList();
    }

    /** Some of the integers below a bound. */
    private static List<Integer> some(int bound, int often, Random random) {
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < bound; i++) {
            if (random.nextInt(10) < often) {
                some.add(i);
            }
        }
        return some;
    }

    @Test
    void counterBounds() {
        Workload workload = new Workload() {
            @Override
            public Call call(Random random) {
                return random.nextBoolean() ? new Call("add", random.nextInt(5) - 1) : new Call("read", null);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                return f.equals("read") ? random.nextInt(6) : null;
            }
        };
        compare("counter-bounds", CheckOptions.none(), workload, (ops, random) -> {
            boolean isWrong = false;
            for (Op read : oks(ops, "read")) {
                // Each subset of the adds that may or may not have taken effect by then.
                int certain = 0;
                List<Integer> open = new ArrayList<>();
                for (Op add : ops) {
                    if (!add.is("add") || add.isFailed()) {
                        continue;
                    }
                    int amount = (Integer) java.util.Objects.requireNonNull(add.input());
                    if (add.isOk() && add.completed() < read.invoked()) {
                        certain += amount;
                    } else if (add.invoked() < read.completed()) {
                        open.add(amount);
                    }
                }
                int least = Integer.MAX_VALUE;
                int most = Integer.MIN_VALUE;
                for (int subset = 0; subset < 1 << open.size(); subset++) {
                    int sum = certain;
                    for (int i = 0; i < open.size(); i++) {
                        sum += (subset >> i & 1) * open.get(i);
                    }
                    least = Math.min(least, sum);
                    most = Math.max(most, sum);
                }
                int value = (Integer) java.util.Objects.requireNonNull(read.output());
                isWrong |= value < least || value > most;
            }
            return new Expected(
                    isWrong ? Set.of("counter-out-of-bounds") : Set.of(),
                    !oks(ops, "read").isEmpty());
        });
    }

    @Test
    void bankTotals() {
        Workload workload = new Workload() {
            @Override
            public Call call(Random random) {
                return random.nextInt(3) == 0
                        ? new Call("transfer", Map.of(":from", 0, ":to", 1, ":amount", 1))
                        : new Call("read", null);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                if (!f.equals("read")) {
                    return null;
                }
                Map<Object, @Nullable Object> balances = new LinkedHashMap<>();
                int luck = random.nextInt(40);
                int first = luck == 0 ? -1 : random.nextInt(5);
                balances.put(0, first);
                balances.put(1, luck == 1 ? null : (Object) ((luck == 2 ? 9 : 10) - first));
                if (luck == 3) {
                    balances.put(2, 0);
                }
                return balances;
            }
        };
        compare("bank-totals", CheckOptions.none(), workload, (ops, random) -> {
            Set<String> anomalies = new HashSet<>();
            List<Op> reads = oks(ops, "read");
            if (reads.isEmpty()) {
                return new Expected(Set.of(), false);
            }
            Map<?, ?> first = (Map<?, ?>) reads.get(0).output();
            @Nullable Integer total = null;
            for (Op read : reads) {
                Map<?, ?> balances = (Map<?, ?>) java.util.Objects.requireNonNull(read.output());
                if (!first.keySet().containsAll(balances.keySet())) {
                    anomalies.add("unexpected-account");
                } else if (balances.containsValue(null)) {
                    anomalies.add("nil-balance");
                } else {
                    int sum = balances.values().stream()
                            .mapToInt(balance -> (Integer) balance)
                            .sum();
                    total = total == null ? (Integer) sum : total;
                    if (sum != total) {
                        anomalies.add("wrong-total");
                    } else if (balances.values().stream().anyMatch(balance -> (Integer) balance < 0)) {
                        anomalies.add("negative-balance");
                    }
                }
            }
            return new Expected(anomalies, true);
        });
    }

    @Test
    void longFork() {
        Workload workload = new Workload() {
            @Override
            public Call call(Random random) {
                int group = random.nextInt(2) * 3;
                List<List<Object>> reads = new ArrayList<>();
                for (int key = group; key < group + 3; key++) {
                    reads.add(Arrays.asList(":r", key, null));
                }
                java.util.Collections.shuffle(reads, random);
                return new Call("txn", reads);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                List<Object> answer = new ArrayList<>();
                int length = random.nextInt(4);
                for (Object each : (List<?>) java.util.Objects.requireNonNull(input)) {
                    List<?> read = (List<?>) each;
                    int key = (Integer) read.get(1) % 3;
                    boolean isWritten = random.nextInt(8) == 0 ? random.nextBoolean() : key < length;
                    answer.add(Arrays.asList(":r", read.get(1), isWritten ? (Object) 1 : null));
                }
                return answer;
            }
        };
        compare("long-fork", CheckOptions.none(), workload, (ops, random) -> {
            List<Map<Object, @Nullable Object>> reads = new ArrayList<>();
            for (Op op : oks(ops, "txn")) {
                Map<Object, @Nullable Object> read = new HashMap<>();
                for (Object each : (List<?>) java.util.Objects.requireNonNull(op.output())) {
                    List<?> microOp = (List<?>) each;
                    read.put(microOp.get(1), microOp.get(2));
                }
                reads.add(read);
            }
            boolean isForked = false;
            for (Map<Object, @Nullable Object> one : reads) {
                for (Map<Object, @Nullable Object> other : reads) {
                    isForked |= one.keySet().equals(other.keySet())
                            && one.keySet().stream().anyMatch(key -> one.get(key) != null && other.get(key) == null)
                            && one.keySet().stream().anyMatch(key -> one.get(key) == null && other.get(key) != null);
                }
            }
            return new Expected(isForked ? Set.of("long-fork") : Set.of(), !reads.isEmpty());
        });
    }

    /** Adds of few elements and reads that show most of them. */
    private static Workload sets(String add, String read) {
        return new Workload() {
            private int next;

            @Override
            public Call call(Random random) {
                return random.nextBoolean() ? new Call(add, next++ % 6) : new Call(read, null);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                if (!f.equals(read)) {
                    return null;
                }
                List<Integer> shown = some(6, random.nextInt(4) == 0 ? 3 : 10, random);
                if (random.nextInt(30) == 0) {
                    shown.add(2);
                }
                return shown;
            }
        };
    }

    private static Collection<?> shown(Op read) {
        return (Collection<?>) java.util.Objects.requireNonNull(read.output());
    }

    /** The state that Jepsen keeps of each element, updated at each completion. */
    private static Expected setFull(List<Op> ops, boolean linearizable) {
        Set<String> anomalies = new HashSet<>();
        boolean isJudged = false;
        Set<Object> elements = new LinkedHashSet<>();
        ops.stream().filter(op -> op.is("add")).forEach(op -> elements.add(String.valueOf(op.input())));
        for (Object element : elements) {
            int tried = Integer.MAX_VALUE;
            int known = Integer.MAX_VALUE;
            for (Op op : ops) {
                if (op.is("add") && String.valueOf(op.input()).equals(element)) {
                    tried = Math.min(tried, op.invoked());
                    known = op.isOk() ? Math.min(known, op.completed()) : known;
                }
            }
            int lastPresent = -1;
            int lastAbsent = -1;
            for (Op read : oks(ops, "read")) {
                if (read.completed() < tried) {
                    continue;
                }
                if (shown(read).stream().anyMatch(each -> each.toString().equals(element))) {
                    known = Math.min(known, read.completed());
                    lastPresent = Math.max(lastPresent, read.invoked());
                } else {
                    lastAbsent = Math.max(lastAbsent, read.invoked());
                }
            }
            boolean isStable = lastPresent >= 0 && lastAbsent < lastPresent;
            isJudged |= isStable;
            if (known != Integer.MAX_VALUE && lastAbsent > lastPresent && lastAbsent > known) {
                anomalies.add("lost-element");
            }
            if (linearizable && isStable && lastAbsent > known) {
                anomalies.add("stale-read");
            }
        }
        for (Op read : oks(ops, "read")) {
            if (new HashSet<>(shown(read)).size() < shown(read).size()) {
                anomalies.add("duplicate-element");
            }
        }
        return new Expected(anomalies, isJudged);
    }

    @Test
    void setFull() {
        compare("set-full", CheckOptions.none(), sets("add", "read"), (ops, random) -> setFull(ops, false));
    }

    @Test
    void setFullThatIsLinearizable() {
        CheckOptions options = CheckOptions.none().with(WorkloadOptions.LINEARIZABLE, "yes");
        compare("set-full", options, sets("add", "read"), (ops, random) -> setFull(ops, true));
    }
}
