package dev.skewer.checker.jepsen;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Checker;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.JavaValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may choose.
 *
 * @param checker by whom the history is checked
 * @param chosen of what this lets one choose
 * @param time how long the check may take; null for as long as usual
 * @param memoryBytes how much it may remember; null for as much as usual
 */
record Options(
        Checker checker,
        CheckOptions chosen,
        @Nullable Duration time,
        @Nullable Long memoryBytes) {
    static Options of(String model, Map<?, ?> options, Keywords keywords) {
        Checker checker =
                Checkers.named(model).orElseThrow(() -> new IllegalArgumentException(Checkers.unknown(model)));
        CheckOptions chosen = CheckOptions.none();
        Duration time = null;
        Long memoryBytes = null;
        for (Map.Entry<?, ?> entry : options.entrySet()) {
            String name = keywords.name(entry.getKey());
            Object value = entry.getValue();
            switch (name == null ? "" : name) {
                case "time-limit" -> time = Duration.ofNanos((long) (positive(":time-limit", value, "seconds") * 1e9));
                case "memory-limit" -> memoryBytes = (long) positive(":memory-limit", value, "bytes");
                default -> {
                    CheckOption option = option(checker, name == null ? String.valueOf(entry.getKey()) : name);
                    Object wanted = value(option, value, keywords);
                    chosen = wanted == null ? chosen : chosen.with(option, wanted);
                }
            }
        }
        return new Options(checker, chosen, time, memoryBytes);
    }

    private static CheckOption option(Checker checker, String name) {
        List<CheckOption> options = checker.info().options();
        return options.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> right = new ArrayList<>(
                            options.stream().map(option -> ":" + option.name()).toList());
                    right.addAll(List.of(":time-limit", ":memory-limit"));
                    return new IllegalArgumentException("the model "
                            + checker.info().name() + " has no :" + name + "; right would be " + either(right));
                });
    }

    private static @Nullable Object value(CheckOption option, @Nullable Object value, Keywords keywords) {
        if (option.values().isEmpty()) {
            return JavaValues.forModel(value);
        }
        String name = keywords.name(value);
        if (name == null || !option.values().contains(name)) {
            throw new IllegalArgumentException(":" + option.name() + " " + value + " cannot be; right would be "
                    + either(option.values().stream().map(each -> ":" + each).toList()));
        }
        return name;
    }

    private static String either(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static double positive(String option, @Nullable Object value, String unit) {
        if (value instanceof Number number && number.doubleValue() > 0) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(
                option + " " + value + " cannot be; right would be a number of " + unit + " above zero");
    }

    /** The check of a history within these limits. */
    Check check(History history) {
        try {
            checker.open(chosen);
        } catch (CheckOptionException e) {
            throw new IllegalArgumentException(":" + e.option() + ": " + e.getMessage(), e);
        }
        Check check = Check.of(history, checker, chosen);
        check = time == null ? check : check.within(time);
        return memoryBytes == null ? check : check.withMemory(memoryBytes);
    }
}
