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
import java.util.Objects;
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
    private static final int HISTORIES = 1_000;

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
                if (!Objects.requireNonNull(first).keySet().containsAll(balances.keySet())) {
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

    @Test
    void setFinal() {
        compare("set-final", CheckOptions.none(), sets("add", "read"), (ops, random) -> {
            List<Op> reads = oks(ops, "read");
            if (reads.isEmpty()) {
                return new Expected(Set.of(), false);
            }
            Op last = reads.get(reads.size() - 1);
            Set<String> anomalies = new HashSet<>();
            for (Op add : ops) {
                boolean isDue = add.is("add") && add.isOk() && add.completed() < last.invoked();
                if (isDue && !shown(last).contains(add.input())) {
                    anomalies.add("lost-element");
                }
            }
            for (Object element : shown(last)) {
                if (ops.stream().noneMatch(op -> op.is("add") && element.equals(op.input()))) {
                    anomalies.add("unexpected-element");
                }
            }
            return new Expected(anomalies, true);
        });
    }

    /** A graph of what comes before each write, as Jepsen makes it, and every read against it. */
    @Test
    void causalReverse() {
        compare("causal-reverse", CheckOptions.none(), sets("write", "read"), (ops, random) -> {
            Set<String> anomalies = new HashSet<>();
            boolean isJudged = false;
            for (Op read : oks(ops, "read")) {
                for (Object later : shown(read)) {
                    int called = ops.stream()
                            .filter(op -> op.is("write") && !op.isFailed() && later.equals(op.input()))
                            .mapToInt(Op::invoked)
                            .min()
                            .orElse(-1);
                    isJudged |= called >= 0;
                    for (Op earlier : ops) {
                        if (earlier.is("write")
                                && earlier.isOk()
                                && earlier.completed() < called
                                && !shown(read).contains(earlier.input())) {
                            anomalies.add("causal-reverse");
                        }
                    }
                }
            }
            return new Expected(anomalies, isJudged);
        });
    }

    @Test
    void uniqueIds() {
        Workload workload = new Workload() {
            @Override
            public Call call(Random random) {
                return new Call("generate", null);
            }

            @Override
            public Object answer(String f, @Nullable Object input, Random random) {
                return random.nextInt(20);
            }
        };
        compare("unique-ids", CheckOptions.none(), workload, (ops, random) -> {
            List<Op> oks = oks(ops, "generate");
            long distinct = oks.stream().map(Op::output).distinct().count();
            return new Expected(distinct < oks.size() ? Set.of("duplicate-id") : Set.of(), !oks.isEmpty());
        });
    }

    @Test
    void sequential() {
        Workload workload = new Workload() {
            @Override
            public Call call(Random random) {
                return random.nextInt(3) == 0 ? new Call("write", 0) : new Call("read", 0);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                if (!f.equals("read")) {
                    return null;
                }
                int found = random.nextInt(4);
                List<@Nullable Object> subkeys = new ArrayList<>();
                for (int i = 3; i >= 0; i--) {
                    boolean isFound = random.nextInt(12) == 0 ? random.nextBoolean() : i < found;
                    subkeys.add(isFound ? (Object) ("\"0_" + i + "\"") : null);
                }
                return List.of(0, subkeys);
            }
        };
        compare("sequential", CheckOptions.none(), workload, (ops, random) -> {
            boolean isReversed = false;
            for (Op read : oks(ops, "read")) {
                List<?> subkeys = (List<?>) ((List<?>) java.util.Objects.requireNonNull(read.output())).get(1);
                for (int i = 0; i < subkeys.size(); i++) {
                    for (int j = i + 1; j < subkeys.size(); j++) {
                        isReversed |= subkeys.get(i) != null && subkeys.get(j) == null;
                    }
                }
            }
            return new Expected(
                    isReversed ? Set.of("reversed-visibility") : Set.of(),
                    !oks(ops, "read").isEmpty());
        });
    }

    /**
     * Whether everything is explained by some choice of what each dequeue of unknown outcome took: each of them at most one
     * element that had to come out.
     */
    @Test
    void totalQueue() {
        Workload workload = new Workload() {
            private int next;

            @Override
            public Call call(Random random) {
                int luck = random.nextInt(6);
                return luck < 3 ? new Call("enqueue", next++ % 4) : new Call(luck < 5 ? "dequeue" : "drain", null);
            }

            @Override
            public @Nullable Object answer(String f, @Nullable Object input, Random random) {
                return switch (f) {
                    case "enqueue" -> null;
                    case "dequeue" -> random.nextInt(25) == 0 ? (Object) 9 : (Object) random.nextInt(4);
                    default -> some(4, 7, random);
                };
            }
        };
        CheckOptions options = CheckOptions.none().with(WorkloadOptions.DRAINED, "yes");
        compare("total-queue", options, workload, (ops, random) -> {
            List<Object> out = new ArrayList<>();
            oks(ops, "dequeue").forEach(op -> out.add(java.util.Objects.requireNonNull(op.output())));
            oks(ops, "drain").forEach(op -> out.addAll(shown(op)));
            boolean isDrainUnknown = ops.stream().anyMatch(op -> op.is("drain") && !op.isOk() && !op.isFailed());
            long mayHaveTaken = ops.stream()
                    .filter(op -> op.is("dequeue") && !op.isOk() && !op.isFailed())
                    .count();
            Set<String> anomalies = new HashSet<>();
            List<Object> rest = new ArrayList<>(out);
            for (Op op : ops) {
                if (op.is("enqueue") && op.isOk() && !rest.remove(op.input())) {
                    mayHaveTaken--;
                }
            }
            if (mayHaveTaken < 0 && !isDrainUnknown) {
                anomalies.add("lost-element");
            }
            if (out.stream()
                    .anyMatch(each -> ops.stream().noneMatch(op -> op.is("enqueue") && each.equals(op.input())))) {
                anomalies.add("unexpected-element");
            }
            boolean isJudged = ops.stream().anyMatch(op -> !op.is("enqueue") && op.isOk());
            return new Expected(anomalies, isJudged);
        });
    }

    @Test
    void monotonic() {
        Workload workload = new Workload() {
            private int next;

            @Override
            public Call call(Random random) {
                return random.nextBoolean() ? new Call("add", null) : new Call("read", null);
            }

            @Override
            public Object answer(String f, @Nullable Object input, Random random) {
                if (f.equals("add")) {
                    int value = next++ % 6;
                    return Map.of(":val", value, ":sts", 10 * value);
                }
                List<Object> rows = new ArrayList<>();
                for (int value : some(6, random.nextInt(3) == 0 ? 6 : 10, random)) {
                    int time = 10 * value + (random.nextInt(40) == 0 ? 15 : 0);
                    rows.add(Map.of(":val", value, ":sts", time));
                    if (random.nextInt(60) == 0) {
                        rows.add(Map.of(":val", value, ":sts", time));
                    }
                }
                return rows;
            }
        };
        compare("monotonic", CheckOptions.none(), workload, (ops, random) -> {
            List<Op> reads = oks(ops, "read");
            if (reads.isEmpty()) {
                return new Expected(Set.of(), false);
            }
            Op last = reads.get(reads.size() - 1);
            Set<String> anomalies = new HashSet<>();
            List<int[]> rows = new ArrayList<>();
            for (Object row : shown(last)) {
                Map<?, ?> map = (Map<?, ?>) row;
                rows.add(new int[] {(Integer) map.get(":val"), (Integer) map.get(":sts")});
            }
            for (int i = 0; i < rows.size(); i++) {
                for (int j = i + 1; j < rows.size(); j++) {
                    int[] one = rows.get(i);
                    int[] other = rows.get(j);
                    int byTime = Integer.compare(one[1], other[1]);
                    if (byTime > 0 || (byTime != 0 && Integer.compare(one[0], other[0]) == -byTime)) {
                        anomalies.add("non-monotonic-rows");
                    }
                    if (one[0] == other[0]) {
                        anomalies.add("duplicate-element");
                    }
                }
            }
            for (Op add : oks(ops, "add")) {
                int value = (Integer) java.util.Objects.requireNonNull(
                        ((Map<?, ?>) java.util.Objects.requireNonNull(add.output())).get(":val"));
                if (add.completed() < last.invoked() && rows.stream().noneMatch(row -> row[0] == value)) {
                    anomalies.add("lost-element");
                }
            }
            return new Expected(anomalies, true);
        });
    }
}
