package dev.skewer.workloads;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Something about a workload that can be set, with {@code --workload-option NAME=VALUE}.
 *
 * @param name the name on the command line
 * @param sentence what it is, in one sentence
 * @param standard the value that holds where a test does not say
 * @param values what it can be, such as {@code a whole number from 1 to 64}
 * @param accepts whether it can be that
 */
public record WorkloadOption(String name, String sentence, String standard, String values, Predicate<String> accepts) {
    /** One that takes one of some values, the first where a test does not say. */
    public static WorkloadOption oneOf(String name, String sentence, List<String> values) {
        return new WorkloadOption(
                name, sentence, values.get(0), "one of " + String.join(", ", values), values::contains);
    }

    /** One that takes a whole number, both bounds included. */
    public static WorkloadOption wholeNumber(String name, String sentence, int standard, int least, int most) {
        return new WorkloadOption(
                name,
                sentence,
                Integer.toString(standard),
                "a whole number from " + least + " to " + most,
                text -> text.matches("[0-9]{1,9}") && isWithin(text, least, most));
    }

    /** One that takes a number, both bounds included. */
    public static WorkloadOption number(String name, String sentence, int standard, int least, int most) {
        return new WorkloadOption(
                name,
                sentence,
                Integer.toString(standard),
                "a number from " + least + " to " + most,
                text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && isWithin(text, least, most));
    }

    private static boolean isWithin(String text, int least, int most) {
        BigDecimal number = new BigDecimal(text);
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    /** Its value among those of a spec. */
    public String in(Map<String, String> options) {
        return options.getOrDefault(name, standard);
    }

    /** Its value among those of a spec, of a whole number. */
    public int numberIn(Map<String, String> options) {
        return Integer.parseInt(in(options));
    }
}
