package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The folder that run folders go into. */
final class ResultsFolder {
    /** What the smallest run leaves, about. */
    private static final int PROBE_BYTES = 1 << 16;

    private ResultsFolder() {}

    /**
     * Makes the folder, and makes sure before anything runs that it can be written to.
     *
     * @throws UserException if it cannot
     */
    static Path usable(Surroundings surroundings, String results) {
        Path path = surroundings.resolve(results);
        try {
            Files.createDirectories(path);
            Path probe = Files.createTempFile(path, ".skewer-", "");
            try {
                // A full disk takes empty files.
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.deleteIfExists(probe);
            }
            return path;
        } catch (IOException e) {
            throw new UserException(
                    "--results " + Printable.line(results) + ": cannot write there: " + IoMessages.of(e)
                            + "; choose another folder with --results",
                    e);
        }
    }

    /**
     * Makes the folder of a run that begins now.
     *
     * @param parent what {@link #usable} gave
     * @throws FailureException if it cannot be made
     */
    static RunFolder newRun(Surroundings surroundings, Path parent, String name) {
        try {
            return RunFolder.create(parent, name, Instant.now());
        } catch (IOException e) {
            throw new FailureException(surroundings.show(parent) + ": " + IoMessages.of(e), e);
        }
    }
}
