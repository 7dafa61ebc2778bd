package dev.skewer.checker;

import java.util.List;

/**
 * What people have to know of a checker.
 *
 * @param name on command lines and in verdicts, such as {@code cas-register}
 * @param sentence what its histories are histories of
 * @param promise what a history is of which the verdict is true, such as {@code linearizable as cas-register}
 * @param explanation the operations, and what they should answer, in a few sentences
 * @param example a history, or a part of one, in EDN
 * @param options what can be chosen
 * @param anomalies the names of what it can report; {@link AnomalyCatalog} has them
 * @param opportunity what counts as an opportunity to fail, in the plural: without any, a verdict of true says nothing
 * @param limits what it proves, what it assumes and what it cannot see, a sentence or two each
 */
public record CheckerInfo(
        String name,
        String sentence,
        String promise,
        String explanation,
        String example,
        List<CheckOption> options,
        List<String> anomalies,
        String opportunity,
        List<String> limits) {
    /** Copies the lists. */
    public CheckerInfo {
        options = List.copyOf(options);
        anomalies = List.copyOf(anomalies);
        limits = List.copyOf(limits);
    }
}
