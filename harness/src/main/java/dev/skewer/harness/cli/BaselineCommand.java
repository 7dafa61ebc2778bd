package dev.skewer.harness.cli;

import dev.skewer.harness.console.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skewer baseline}: says what there is. */
@Command(
        name = "baseline",
        description =
                "The reviewed file that a gate compares with: brings it up to date, accepts what is known, shows it.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {"", "The file is described in docs/gate.md; campaign --baseline FILE is the gate."})
final class BaselineCommand implements Callable<Integer> {
    /** The file where none is named. */
    static final String DEFAULT_FILE = "baseline.yaml";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it by itself
    private boolean help;

    @Override
    public Integer call() {
        throw new UserException("baseline: what? There are update, accept and show (skewer baseline --help)");
    }
}
