package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which baseline. */
final class BaselineOptions {
    @Option(names = "--baseline", paramLabel = "FILE", description = "The baseline (default: ${DEFAULT-VALUE}).")
    private String file = BaselineCommand.DEFAULT_FILE;

    /** As the user wrote it. */
    String name() {
        return file;
    }

    /**
     * What is in it.
     *
     * @throws dev.skewer.harness.console.UserException if it cannot be read
     */
    String text(Surroundings surroundings) {
        return TextFile.read(
                surroundings,
                file,
                "a baseline",
                () -> "; skewer baseline update CAMPAIGN --baseline " + file + " makes it");
    }

    /** Whether there is one. */
    boolean exists(Surroundings surroundings) {
        return Files.exists(surroundings.resolve(file));
    }

    /** The file to write. */
    PageFile target(Surroundings surroundings, Path... sources) {
        return PageFile.of(surroundings, "--baseline", file, List.of(sources));
    }
}
