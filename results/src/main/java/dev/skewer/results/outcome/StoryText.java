package dev.skewer.results.outcome;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A finding, and what came of a test, as lines of text that can be printed anywhere. */
public final class StoryText {
    /** Of one value; what an operation saw may be a megabyte. */
    private static final int MAX_VALUE = 1_000;

    /** Of a command, which is of no use in part; longer than any that a person gives. */
    private static final int MAX_COMMAND = 10_000;

    private StoryText() {}

    /** A finding: its name and count, then its story. */
    public static List<String> lines(Finding finding, StoryLayout.Clock clock) {
        var lines = new ArrayList<String>();
        String seed = finding.history().seed().isPresent()
                ? " (seed " + finding.history().seed().getAsLong() + ")"
                : "";
        lines.add(line(finding.anomaly()) + " " + Figures.count(finding.count()) + seed);
        finding.story().ifPresent(story -> story(story, clock).forEach(line -> lines.add("  " + line)));
        return lines;
    }

    /** A story: its title, its operations, what puts them in order, and why they cannot all be as they are. */
    public static List<String> story(Example story, StoryLayout.Clock clock) {
        var lines = new ArrayList<String>();
        lines.add(line(story.title()));
        StoryLayout.rows(story, clock)
                .forEach(row -> lines.add("  " + line(row.op()) + "  " + row.called() + " … " + row.returned() + "  "
                        + line(row.process()) + "  " + line(row.description())));
        story.edges()
                .forEach(edge -> lines.add("  " + line(edge.from()) + " "
                        + edge.type().label() + " → " + line(edge.to()) + ": " + line(edge.reason())));
        lines.add(line(story.contradiction()));
        return lines;
    }

    /** All that is to be told of a test that did not pass: why, what was found, what was noted, and the commands that show it again. */
    public static List<String> lines(TestOutcome outcome) {
        var lines = new ArrayList<String>();
        lines.add(line(outcome.reason()));
        for (Finding finding : outcome.findings()) {
            lines.add("");
            lines.addAll(lines(finding, outcome.clock()));
        }
        if (!outcome.remarks().isEmpty()) {
            lines.add("");
            outcome.remarks().forEach(remark -> lines.add(line(remark)));
        }
        telling(outcome).ifPresent(history -> {
            lines.add("");
            lines.add("check: " + Printable.line(history.check(), MAX_COMMAND));
            history.again().ifPresent(again -> lines.add("again: " + Printable.line(again, MAX_COMMAND)));
        });
        return lines;
    }

    /** The history that shows it: that of the most telling finding, or the first that is not valid. */
    public static Optional<TestedHistory> telling(TestOutcome outcome) {
        return outcome.findings().stream()
                .map(Finding::history)
                .findFirst()
                .or(() -> outcome.histories().stream()
                        .filter(history -> history.valid() != Validity.TRUE)
                        .findFirst())
                .or(() -> outcome.histories().stream().findFirst());
    }

    private static String line(String text) {
        return Printable.line(text, MAX_VALUE);
    }
}
