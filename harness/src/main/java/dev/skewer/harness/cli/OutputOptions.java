package dev.skewer.harness.cli;

import picocli.CommandLine.Option;

/** What every command knows. */
final class OutputOptions {
    @Option(names = "--json", description = "Write JSON on standard output, and nothing else there.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours (also: the environment variable NO_COLOR).")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it by itself
    private boolean help;

    /** Whether programs read the output. */
    boolean json() {
        return json;
    }

    /** Whether colours are unwanted. */
    boolean noColor() {
        return noColor;
    }
}
