package dev.skewer.checker.invariant;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history of a few operations, for definitions that are written out. Values are EDN texts in the events. */
record SmallHistory(List<Op> ops) {
    /**
     * An operation.
     *
     * @param type {@code ok}, {@code fail}, {@code info}, or {@code open}
     * @param output null where the completion has no value
     * @param invoked the number of its first event
     * @param completed that of its last; {@link Integer#MAX_VALUE} if it has none
     */
    record Op(
            int process,
            String f,
            @Nullable Object input,
            String type,
            @Nullable Object output,
            int invoked,
            int completed) {
        boolean isOk() {
            return type.equals("ok");
        }

        boolean isFailed() {
            return type.equals("fail");
        }

        boolean is(String function) {
            return f.equals(function);
        }
    }

    /** What is called, and what comes back. */
    interface Workload {
        /** A function and its argument. */
        Call call(Random random);

        /** What an operation that is ok answers; null if that is what it was called with. */
        @Nullable Object answer(String f, @Nullable Object input, Random random);
    }

    record Call(String f, @Nullable Object input) {}

    private static final int PROCESSES = 3;
    private static final List<Checker> CHECKERS = new InvariantModels().checkers();

    /** A random history of so many events. */
    static SmallHistory random(Workload workload, int events, Random random) {
        List<Op> ops = new ArrayList<>();
        Op[] open = new Op[PROCESSES];
        int[] process = {0, 1, 2};
        for (int event = 0; event < events; event++) {
            int i = random.nextInt(PROCESSES);
            Op op = open[i];
            if (op == null) {
                Call call = workload.call(random);
                open[i] = new Op(process[i], call.f(), call.input(), "open", null, event, Integer.MAX_VALUE);
                continue;
            }
            int luck = random.nextInt(10);
            String type = luck < 7 ? "ok" : luck < 9 ? "fail" : "info";
            Object answer = type.equals("ok") ? workload.answer(op.f(), op.input(), random) : null;
            Object output = type.equals("ok") && answer == null ? op.input() : answer;
            ops.add(new Op(op.process(), op.f(), op.input(), type, output, op.invoked(), event));
            open[i] = null;
            process[i] += type.equals("info") ? PROCESSES : 0;
        }
        for (Op op : open) {
            if (op != null) {
                ops.add(op);
            }
        }
        ops.sort(java.util.Comparator.comparingInt(Op::invoked));
        return new SmallHistory(ops);
    }

    String edn() {
        TreeMap<Integer, String> events = new TreeMap<>();
        for (Op op : ops) {
            events.put(op.invoked(), event(op, "invoke", op.input()));
            if (op.completed() != Integer.MAX_VALUE) {
                events.put(op.completed(), event(op, op.type(), op.output()));
            }
        }
        return String.join("\n", events.values());
    }

    private static String event(Op op, String type, @Nullable Object value) {
        return "{:process " + op.process() + " :type :" + type + " :f :" + op.f() + " :value " + text(value) + "}";
    }

    private static String text(@Nullable Object value) {
        if (value instanceof java.util.Collection<?> all) {
            return all.stream().map(SmallHistory::text).collect(java.util.stream.Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof java.util.Map<?, ?> map) {
            StringBuilder text = new StringBuilder("{");
            map.forEach((key, each) ->
                    text.append(text(key)).append(' ').append(text(each)).append(' '));
            return text.append('}').toString();
        }
        return value == null ? "nil" : value.toString();
    }

    Verdict verdict(String model, CheckOptions options) {
        return verdict(edn(), Format.EDN, model, options);
    }

    /** The verdict on a text. */
    static Verdict verdict(String text, Format format, String model, CheckOptions options) {
        CheckSession session = checker(model).open(options.of("test", format));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "test", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session.verdict(Budget.unlimited());
    }

    /** A check by its name. */
    static Checker checker(String model) {
        return CHECKERS.stream()
                .filter(each -> each.info().name().equals(model))
                .findFirst()
                .orElseThrow();
    }

    static Verdict verdict(String edn, String model) {
        return verdict(edn, Format.EDN, model, CheckOptions.none());
    }

    @Override
    public String toString() {
        return edn();
    }
}
