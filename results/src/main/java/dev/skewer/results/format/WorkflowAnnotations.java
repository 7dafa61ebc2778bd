package dev.skewer.results.format;

import dev.skewer.results.Printable;
import dev.skewer.results.outcome.Finding;
import dev.skewer.results.outcome.StoryText;
import dev.skewer.results.outcome.TestOutcome;
import dev.skewer.results.outcome.TestOutcome.Status;
import dev.skewer.results.outcome.TestOutcomes;
import dev.skewer.results.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is not as it should be, as annotations of a run of GitHub Actions: workflow commands, a line each, which the runner takes from the output
 * of a step. What failed is an error, what could not be decided a warning. GitHub shows ten of each for a step and drops the others, so
 * the tenth says how many more there are.
 *
 * <p>The runner unescapes {@code %25}, {@code %0D} and {@code %0A} everywhere, and {@code %3A} and {@code %2C} in properties
 * ({@code actions/runner}, {@code ActionCommand}); all else stands for itself.
 */
public final class WorkflowAnnotations {
    /** That GitHub shows of one level for one step. */
    private static final int MOST = 10;

    private static final int MAX_TITLE = 200;
    private static final int MAX_MESSAGE_LINES = 40;

    private WorkflowAnnotations() {}

    /** The commands, a line each; none for a summary that is valid. */
    public static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        List<TestOutcome> outcomes = TestOutcomes.of(summary);
        annotate("error", Status.FAILED, outcomes, lines);
        annotate("warning", Status.UNDECIDED, outcomes, lines);
        return lines;
    }

    static String render(Summary summary) {
        return lines(summary).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void annotate(String level, Status status, List<TestOutcome> all, List<String> lines) {
        List<TestOutcome> outcomes =
                all.stream().filter(outcome -> outcome.status() == status).toList();
        int shown = outcomes.size() <= MOST ? outcomes.size() : MOST - 1;
        outcomes.subList(0, shown).forEach(outcome -> lines.add(command(level, outcome)));
        List<TestOutcome> others = outcomes.subList(shown, outcomes.size());
        if (!others.isEmpty()) {
            lines.add(command(
                    level,
                    others.size() + " more",
                    others.stream()
                            .map(other -> Printable.line(other.name(), MAX_TITLE))
                            .toList()));
        }
    }

    private static String command(String level, TestOutcome outcome) {
        String anomalies = outcome.findings().stream().map(Finding::anomaly).collect(Collectors.joining(", "));
        return command(level, outcome.name() + (anomalies.isEmpty() ? "" : ": " + anomalies), StoryText.lines(outcome));
    }

    private static String command(String level, String title, List<String> message) {
        List<String> told = new ArrayList<>(message.subList(0, Math.min(message.size(), MAX_MESSAGE_LINES)));
        if (told.size() < message.size()) {
            told.add("… and " + (message.size() - told.size()) + " more lines");
        }
        return "::" + level + " title="
                + data(Printable.line(title, MAX_TITLE)).replace(":", "%3A").replace(",", "%2C") + "::"
                + data(String.join("\n", told));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
