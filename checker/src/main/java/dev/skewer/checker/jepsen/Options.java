package dev.skewer.checker.jepsen;

import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Models;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.models.NilRead;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may choose.
 *
 * @param initial the model's initial state; null for its own
 * @param nilRead what a read of nil says
 * @param time how long the check may take; null for as long as usual
 * @param memoryBytes how much it may remember; null for as much as usual
 */
record Options(
        @Nullable Object initial,
        NilRead nilRead,
        @Nullable Duration time,
        @Nullable Long memoryBytes) {
    static Options of(Map<?, ?> options, Keywords keywords) {
        Object initial = null;
        NilRead nilRead = NilRead.ANY;
        Duration time = null;
        Long memoryBytes = null;
        for (Map.Entry<?, ?> entry : options.entrySet()) {
            String name = keywords.name(entry.getKey());
            Object value = entry.getValue();
            switch (name == null ? "" : name) {
                case "initial" -> initial = value;
                case "nil-read" -> nilRead = nilRead(value, keywords);
                case "time-limit" -> time = Duration.ofNanos((long) (positive(":time-limit", value, "seconds") * 1e9));
                case "memory-limit" -> memoryBytes = (long) positive(":memory-limit", value, "bytes");
                default ->
                    throw new IllegalArgumentException("no option " + entry.getKey()
                            + "; right would be :initial, :nil-read, :time-limit or :memory-limit");
            }
        }
        return new Options(initial, nilRead, time, memoryBytes);
    }

    private static NilRead nilRead(@Nullable Object value, Keywords keywords) {
        String name = keywords.name(value);
        return switch (name == null ? "" : name) {
            case "any" -> NilRead.ANY;
            case "exact" -> NilRead.EXACT;
            default ->
                throw new IllegalArgumentException(":nil-read " + value + " cannot be; right would be :any or :exact");
        };
    }

    private static double positive(String option, @Nullable Object value, String unit) {
        if (value instanceof Number number && number.doubleValue() > 0) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(
                option + " " + value + " cannot be; right would be a number of " + unit + " above zero");
    }

    /** The check of a history against a model, within these limits. */
    Check check(String model, History history) {
        Check check = unlimited(model, history);
        check = time == null ? check : check.within(time);
        return memoryBytes == null ? check : check.withMemory(memoryBytes);
    }

    private Check unlimited(String model, History history) {
        if (!model.equals(JournalChecker.MODEL)) {
            if (!ModelCatalog.names().contains(model)) {
                throw new IllegalArgumentException("no model " + model + "; right would be "
                        + String.join(", ", ModelCatalog.names()) + " or " + JournalChecker.MODEL);
            }
            return Check.linearizable(history, Models.named(model, initial, nilRead));
        }
        if (initial != null) {
            throw new IllegalArgumentException(
                    "the journal model has no :initial; every invocation begins with its first append");
        }
        return Check.journal(history);
    }
}
