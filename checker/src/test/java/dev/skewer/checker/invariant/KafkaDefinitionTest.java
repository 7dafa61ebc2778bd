package dev.skewer.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.invariant.SmallHistory.Call;
import dev.skewer.checker.invariant.SmallHistory.Op;
import dev.skewer.checker.invariant.SmallHistory.Workload;
import dev.skewer.checker.invariant.workload.WorkloadOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of logs says of random small histories what its definitions say, written out over all pairs of records. */
@SuppressWarnings("ReferenceEquality") // an operation is itself
class KafkaDefinitionTest {
    private static final int HISTORIES = 1_000;

    /** One log; a store that now and then loses, repeats, reorders or overwrites. */
    private static final class Log implements Workload {
        private final List<Integer> log = new ArrayList<>();
        private int next;
        private final int wrong;

        Log(int wrong) {
            this.wrong = wrong;
        }

        @Override
        public Call call(Random random) {
            int luck = random.nextInt(12);
            if (luck == 0) {
                return new Call(
                        random.nextBoolean() ? "assign" : "subscribe", random.nextBoolean() ? List.of(0) : List.of());
            }
            List<Object> microOps = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(2); i++) {
                boolean isSend = luck < 5 || (luck == 11 && random.nextBoolean());
                boolean isEarly = isSend && wrong > 0 && random.nextInt(wrong) == 0;
                if (isEarly) {
                    // It takes effect whatever becomes of its operation.
                    log.add(next);
                }
                microOps.add(isSend ? List.of(":send", 0, next++) : List.of(":poll"));
            }
            return new Call(luck < 5 ? "send" : luck < 11 ? "poll" : "txn", microOps);
        }

        @Override
        public @Nullable Object answer(String f, @Nullable Object input, Random random) {
            if (f.equals("assign") || f.equals("subscribe")) {
                return null;
            }
            List<Object> answer = new ArrayList<>();
            int from = random.nextInt(log.size() + 1);
            for (Object each : (List<?>) Objects.requireNonNull(input)) {
                List<?> microOp = (List<?>) each;
                if (microOp.size() == 3) {
                    int value = (Integer) microOp.get(2);
                    boolean isWrong = wrong > 0 && !log.isEmpty() && random.nextInt(wrong) == 0;
                    boolean isThere = log.contains(value) && random.nextInt(4) > 0;
                    int offset = isThere ? log.indexOf(value) : isWrong ? random.nextInt(log.size()) : log.size();
                    if (!isThere && !isWrong) {
                        log.add(value);
                    }
                    answer.add(List.of(":send", 0, pair(random.nextInt(8) == 0 ? null : (Integer) offset, value)));
                } else {
                    List<Object> records = new ArrayList<>();
                    for (int i = from; i < log.size() && random.nextInt(4) > 0; i++) {
                        boolean isSkipped = wrong > 0 && random.nextInt(wrong) == 0;
                        if (!isSkipped) {
                            records.add(pair(i, log.get(i)));
                        }
                        from = i + 1;
                        i -= wrong > 0 && random.nextInt(2 * wrong) == 0 ? 1 : 0;
                    }
                    answer.add(List.of(":poll", Map.of(0, records)));
                }
            }
            return answer;
        }

        private static List<@Nullable Object> pair(@Nullable Integer offset, int value) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(offset);
            pair.add(value);
            return pair;
        }
    }

    /** A message at an offset, or at null if that is not known. */
    private record Message(Op op, boolean isSent, @Nullable Integer offset, int value) {}

    private static List<Message> records(List<Op> ops) {
        List<Message> records = new ArrayList<>();
        for (Op op : ops) {
            Object value = op.output() == null ? op.input() : op.output();
            if (op.is("assign") || op.is("subscribe")) {
                continue;
            }
            for (Object each : (List<?>) Objects.requireNonNull(value)) {
                List<?> microOp = (List<?>) each;
                if (microOp.size() == 3) {
                    boolean isPair = microOp.get(2) instanceof List<?>;
                    List<?> pair = isPair ? (List<?>) microOp.get(2) : List.of();
                    records.add(new Message(op, true, isPair ? (Integer) pair.get(0) : null, (Integer)
                            (isPair ? pair.get(1) : microOp.get(2))));
                } else if (microOp.size() == 2) {
                    for (Object polled : (List<?>) Objects.requireNonNull(((Map<?, ?>) microOp.get(1)).get(0))) {
                        List<?> pair = (List<?>) polled;
                        records.add(new Message(op, false, (Integer) pair.get(0), (Integer) pair.get(1)));
                    }
                }
            }
        }
        return records;
    }

    private static Set<String> anomalies(List<Op> ops, boolean isDrained, Set<String> allowed) {
        Set<String> found = new TreeSet<>();
        List<Message> records = records(ops);
        List<Integer> read = records.stream()
                .filter(record -> !record.isSent() && record.op().isOk())
                .map(Message::value)
                .toList();
        List<Message> certain = records.stream()
                .filter(record -> !record.isSent()
                        || record.op().isOk()
                        || (!record.op().isFailed()
                                && records.stream()
                                        .anyMatch(other -> other.op() == record.op()
                                                && other.isSent()
                                                && read.contains(other.value()))))
                .toList();
        List<Message> placed =
                certain.stream().filter(record -> record.offset() != null).toList();
        TreeSet<Integer> offsets =
                new TreeSet<>(placed.stream().map(Message::offset).toList());
        for (Message one : placed) {
            for (Message other : placed) {
                boolean isSameOffset = Objects.equals(one.offset(), other.offset());
                if (isSameOffset && one.value() != other.value()) {
                    found.add("inconsistent-offsets");
                }
                if (!isSameOffset && one.value() == other.value()) {
                    found.add("duplicate-message");
                }
            }
        }
        for (Message record : records) {
            List<Message> sends = records.stream()
                    .filter(other -> other.isSent() && other.value() == record.value())
                    .toList();
            if (!record.isSent()
                    && record.op().isOk()
                    && !sends.isEmpty()
                    && sends.stream().allMatch(send -> send.op().isFailed())) {
                found.add("aborted-read");
            }
            if (!record.isSent() && sends.stream().anyMatch(send -> send.op() == record.op())) {
                found.add("precommitted-read");
            }
            if (record.isSent() && record.op().isOk() && !read.contains(record.value())) {
                (isDrained ? found : allowed).add("unseen-message");
            }
            boolean isLost = record.isSent()
                    && certain.contains(record)
                    && !read.contains(record.value())
                    && last(placed, record.value()) >= 0
                    && read.stream().anyMatch(value -> first(placed, value) >= last(placed, record.value()));
            if (isLost) {
                found.add("lost-write");
            }
        }
        Map<Integer, List<Op>> byProcess = new HashMap<>();
        ops.forEach(op -> byProcess
                .computeIfAbsent(op.process(), process -> new ArrayList<>())
                .add(op));
        byProcess.values().forEach(process -> process(process, records, certain, offsets, found, allowed));
        return found;
    }

    private static int first(List<Message> placed, int value) {
        return placed.stream()
                .filter(record -> record.value() == value)
                .mapToInt(record -> Objects.requireNonNull(record.offset()))
                .min()
                .orElse(-1);
    }

    private static int last(List<Message> placed, int value) {
        return placed.stream()
                .filter(record -> record.value() == value)
                .mapToInt(record -> Objects.requireNonNull(record.offset()))
                .max()
                .orElse(-1);
    }

    private static void process(
            List<Op> ops,
            List<Message> records,
            List<Message> certain,
            NavigableSet<Integer> offsets,
            Set<String> found,
            Set<String> allowed) {
        boolean isSubscribed = false;
        @Nullable Message polled = null;
        @Nullable Message sent = null;
        for (Op op : ops) {
            if (op.is("assign") || op.is("subscribe")) {
                if (!op.isFailed()) {
                    isSubscribed = op.is("subscribe");
                    polled = ((List<?>) Objects.requireNonNull(op.input())).contains(0) ? polled : null;
                }
                continue;
            }
            for (boolean isSent : new boolean[] {true, false}) {
                List<Message> own = records.stream()
                        .filter(record -> record.op() == op && record.isSent() == isSent)
                        .toList();
                @Nullable Message before = isSent ? sent : polled;
                boolean isInside = false;
                for (Message record : own) {
                    boolean isKnown = before != null
                            && before.offset() != null
                            && record.offset() != null
                            && certain.contains(record)
                            && (!isInside || certain.contains(before));
                    if (isKnown) {
                        Integer from = Objects.requireNonNull(
                                Objects.requireNonNull(before).offset());
                        Integer to = Objects.requireNonNull(record.offset());
                        String name = (isInside ? "int-" : "") + "%s-" + (isSent ? "send" : "poll");
                        if (to <= from) {
                            (!isSent && isSubscribed ? allowed : found).add(name.formatted("nonmonotonic"));
                        } else if (!offsets.subSet(from, false, to, false).isEmpty() && (!isSent || isInside)) {
                            String skip = (isInside ? "int-" : "") + (isSent ? "send" : "poll") + "-skip";
                            (isSent || isSubscribed ? allowed : found).add(skip);
                        }
                    }
                    before = record;
                    isInside = true;
                }
                if (!own.isEmpty() && !isSent && op.isOk()) {
                    polled = own.get(own.size() - 1);
                }
                if (!own.isEmpty() && isSent && certain.contains(own.get(0))) {
                    sent = own.get(own.size() - 1);
                }
            }
        }
    }

    @Test
    void eachAnomalyIsFoundAndNoOther() {
        int wrong = 0;
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Log log = new Log(
                    Stream.of(0, 4, 12).skip(random.nextInt(3)).findFirst().orElseThrow());
            SmallHistory history = SmallHistory.random(log, 6 + random.nextInt(30), random);
            boolean isDrained = random.nextBoolean();
            CheckOptions options =
                    isDrained ? CheckOptions.none().with(WorkloadOptions.DRAINED, "yes") : CheckOptions.none();
            Set<String> allowed = new TreeSet<>();
            Set<String> expected = anomalies(history.ops(), isDrained, allowed);
            Verdict verdict = history.verdict("kafka", options);
            boolean isSame = verdict.anomalies().keySet().equals(expected)
                    && verdict.allowed().keySet().equals(allowed);
            if (!isSame) {
                fail(
                        "seed %d: %s and allowed %s, not %s and %s, of%n%s",
                        seed, verdict.anomalies().keySet(), verdict.allowed().keySet(), expected, allowed, history);
            }
            wrong += expected.isEmpty() ? 0 : 1;
            seen.addAll(expected);
            seen.addAll(allowed);
        }
        assertThat(wrong).isBetween(HISTORIES / 10, HISTORIES * 39 / 40);
        assertThat(seen).hasSize(13);
    }
}
