package dev.skewer.harness.shrink;

import dev.skewer.workloads.TestSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a failing test.
 *
 * @param original the test
 * @param smallest the smallest that fails often enough, as its command is printed
 * @param example the same as it was found; its operations may be bounded more narrowly
 * @param before tries of the original, once it ends at its first anomaly
 * @param found tries of the example
 * @param proof tries of the smallest afterwards, each as the command that is printed runs it
 * @param isProved whether these show that it fails in at least 9 of 10 runs, with a confidence of 95 %
 * @param isCut whether smaller tests were left untried, to keep time for the proof
 * @param stopped why the search ended before its end; empty if it did not
 * @param tries how many there were in all
 */
public record Reduction(
        TestSpec original,
        TestSpec smallest,
        TestSpec example,
        Tries before,
        Tries found,
        Tries proof,
        boolean isProved,
        boolean isCut,
        String stopped,
        int tries) {
    /**
     * An option that is another now.
     *
     * @param option its name
     * @param before its value, as it is written on the command line; empty if it was not there
     * @param after likewise
     */
    public record Change(String option, String before, String after) {}

    /** In what the smallest differs. */
    public List<Change> changes() {
        Map<String, Object> before = original.options();
        Map<String, Object> after = smallest.options();
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<Change>();
        for (String name : names) {
            String one = text(before.get(name));
            String other = text(after.get(name));
            if (!one.equals(other)) {
                changes.add(new Change(name, one, other));
            }
        }
        return changes;
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> names) {
            return String.join(",", names.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }

    /** The share of runs that fail at least, with a confidence of 95 %, by the tries that were made of it. */
    public double atLeast() {
        if (isProved) {
            return SequentialTest.RATE;
        }
        Tries tried = proof.tries() > 0 ? proof : found;
        return SequentialTest.lowerBound(tried.failures(), tried.tries());
    }
}
