package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a gate makes of a campaign, besides what the campaign itself expects.
 *
 * @param baseline the file that it was compared with, as the user would write it; empty if it was compared with none
 * @param changes what is to be said, the most telling first
 */
public record GateSummary(String baseline, List<Change> changes) {
    /** In how many words the first lines say what got worse. */
    private static final int NAMED = 2;

    /** Sorts the changes. */
    public GateSummary {
        changes = changes.stream().sorted(Change.ORDER).toList();
    }

    /** False if something got worse, unknown if that cannot be said. */
    public Validity valid() {
        return Change.verdict(changes);
    }

    /** The changes of one effect. */
    public List<Change> of(Change.Effect effect) {
        return changes.stream().filter(change -> change.effect() == effect).toList();
    }

    /** What got worse, or cannot be said, in one line; the first few of it by name. */
    public String headline() {
        return headline(changes);
    }

    /** The same of any changes, in their order. */
    public static String headline(List<Change> changes) {
        Validity valid = Change.verdict(changes);
        if (valid == Validity.TRUE) {
            return "nothing got worse";
        }
        Change.Effect effect = valid == Validity.FALSE ? Change.Effect.WORSE : Change.Effect.UNDECIDED;
        List<Change> telling =
                changes.stream().filter(change -> change.effect() == effect).toList();
        int left = telling.size() - NAMED;
        return telling.stream().limit(NAMED).map(Change::text).collect(Collectors.joining("; "))
                + (left > 0 ? "; and " + left + " more" : "");
    }
}
