package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.console.WorkflowStream;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.Printable;
import dev.skewer.results.format.WorkflowAnnotations;
import dev.skewer.results.report.MarkdownReport;
import dev.skewer.results.summary.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * What a command tells GitHub Actions by itself: annotations on standard error, which the runner reads as it reads standard output, so that results
 * stay alone there; and its summary as Markdown, at the end of the file that {@code GITHUB_STEP_SUMMARY} names.
 */
final class GitHubOptions {
    private static final List<String> CHOICES = List.of("auto", "yes", "no");
    /** With less room than that nothing is worth saying. */
    private static final int LEAST_BYTES = 2_000;

    @Option(
            names = "--github",
            paramLabel = "auto|yes|no",
            description =
                    "Print annotations and add to the job's summary, as a step of GitHub Actions (default: auto: if it is one).")
    private String choice = "auto";

    /**
     * Whether this is a step of GitHub Actions, or is to be taken for one.
     *
     * @throws UserException if the option has another value
     */
    boolean isOn(Surroundings surroundings) {
        if (!CHOICES.contains(choice)) {
            throw new UserException("--github must be auto, yes or no, and is '" + Printable.line(choice) + "'");
        }
        return choice.equals("auto") ? "true".equals(surroundings.env().get("GITHUB_ACTIONS")) : choice.equals("yes");
    }

    /** Tells it what came of a test or campaign, if it is on. What cannot be told is complained of, and changes nothing else. */
    void tell(Surroundings surroundings, Summary summary) {
        if (!isOn(surroundings)) {
            return;
        }
        WorkflowAnnotations.lines(summary).forEach(line -> WorkflowStream.command(surroundings.err(), line));
        String file = surroundings.env().getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Path path = surroundings.resolve(file);
            long room = MarkdownReport.STEP_SUMMARY_BYTES - (Files.exists(path) ? Files.size(path) : 0) - 2;
            if (room < LEAST_BYTES) {
                throw new IOException("the summary of this step has no room any more");
            }
            Files.writeString(
                    path,
                    "\n" + MarkdownReport.render(summary, (int) room) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | UserException e) {
            String what = e instanceof IOException io ? IoMessages.of(io) : String.valueOf(e.getMessage());
            surroundings.err().println("skewer: GITHUB_STEP_SUMMARY: nothing was added: " + Printable.line(what));
        }
    }
}
