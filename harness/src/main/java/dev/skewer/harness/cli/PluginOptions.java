package dev.skewer.harness.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The option of every command that can do more with jars that are not Skewer's; {@link Cli} opens them before it begins. */
final class PluginOptions {
    private static final String PLUGIN = "--plugin";

    @Option(
            names = PLUGIN,
            paramLabel = "JAR",
            description = "A jar with further targets, workloads, models or faults; repeatable."
                    + " Jars of plugins/ beside the launcher are always there.")
    private List<String> jars = new ArrayList<>();

    /** The jars that a command line names. */
    static List<String> of(ParseResult parsed) {
        return last(parsed).matchedOptionValue(PLUGIN, List.of());
    }

    /** Whether a command line asks for nothing but help. */
    static boolean isHelpOnly(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || last(parsed).isUsageHelpRequested();
    }

    private static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    /** The jars, as they were written. */
    List<String> jars() {
        return jars;
    }
}
