package dev.skewer.workloads.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something about a target that can be set, with {@code --target-option NAME=VALUE}.
 *
 * @param name the name on the command line
 * @param sentence what it is, in one sentence
 * @param standard the value that holds where a test does not say; null if there is none
 * @param values the values that it can have; empty if these are not a list
 * @param isSecret whether its value must not be shown or kept
 */
public record TargetOption(
        String name, String sentence, @Nullable String standard, List<String> values, boolean isSecret) {
    /** Copies the list. */
    public TargetOption {
        values = List.copyOf(values);
    }

    /** One that takes any value. */
    public TargetOption(String name, String sentence, @Nullable String standard) {
        this(name, sentence, standard, List.of(), false);
    }

    /** One that takes one of some values, the first where a test does not say. */
    public static TargetOption oneOf(String name, String sentence, List<String> values) {
        return new TargetOption(name, sentence, values.get(0), values, false);
    }

    /** One that takes any value, which is not shown, kept, or repeated. */
    public static TargetOption secret(String name, String sentence) {
        return new TargetOption(name, sentence, null, List.of(), true);
    }
}
