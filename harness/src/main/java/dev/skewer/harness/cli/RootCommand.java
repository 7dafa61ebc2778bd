package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.Producer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code skewer} itself: says what there is. */
@Command(
        name = "skewer",
        description = "Finds out whether a store keeps its promises while clients and faults are at it.",
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Begin with 'skewer campaign restate-3192' (a story of fifteen seconds) or 'skewer test'.",
            "Exit codes: 0 valid, 1 invalid, 2 unknown, 254 wrong usage or input, 255 failure of skewer itself."
        })
final class RootCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it by itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it by itself
    private boolean version;

    private final Surroundings surroundings;

    RootCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().flush();
        throw new UserException("no command given; try test, campaign, check, list, explain or doctor (skewer --help)");
    }

    /** The version for picocli. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Producer.name()};
        }
    }
}
