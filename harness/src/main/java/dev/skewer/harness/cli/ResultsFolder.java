package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that run folders go into. */
final class ResultsFolder {
    /** Where it is unless {@code --results} says otherwise. */
    static final String DEFAULT = "results/runs";

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
            Files.delete(Files.createTempFile(path, ".skewer-", ""));
            return path;
        } catch (IOException e) {
            throw new UserException(
                    "--results " + Printable.line(results) + ": cannot write there: " + IoMessages.of(e)
                            + "; choose another folder with --results",
                    e);
        }
    }
}
