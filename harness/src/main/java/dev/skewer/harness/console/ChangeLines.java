package dev.skewer.harness.console;

import dev.skewer.results.Printable;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.GateSummary;
import java.util.ArrayList;
import java.util.List;

/** Changes as lines for people: what got worse first, a line each. */
public final class ChangeLines {
    /** So many of what decides nothing; JSON and page have all of it. */
    private static final int NOTED = 12;

    private ChangeLines() {}

    /**
     * The lines.
     *
     * @param word what they come to, such as {@code worse}
     * @param changes in their order
     */
    public static List<String> of(String word, List<Change> changes, Paint paint) {
        var lines = new ArrayList<String>();
        lines.add(paint.verdict(Change.verdict(changes), word) + ": " + Printable.line(GateSummary.headline(changes)));
        int noted = 0;
        for (Change change : changes) {
            boolean isNoted = change.effect() == Change.Effect.NOTED;
            noted += isNoted ? 1 : 0;
            if (!isNoted || noted <= NOTED) {
                lines.add(label(change, paint) + Printable.line(change.text()));
            }
        }
        if (noted > NOTED) {
            lines.add(paint.dim("noted     ") + "and " + (noted - NOTED) + " more; --json has all");
        }
        return lines;
    }

    private static String label(Change change, Paint paint) {
        return switch (change.effect()) {
            case WORSE -> paint.bad("worse     ");
            case UNDECIDED -> paint.unsure("undecided ");
            case BETTER -> paint.good("better    ");
            case NOTED -> paint.dim("noted     ");
        };
    }
}
