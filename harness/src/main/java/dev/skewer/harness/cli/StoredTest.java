package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.workloads.TestSpec;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The test that a run's stored options stand for: they are those of the command that ran it, and are read as that reads them. */
final class StoredTest {
    private StoredTest() {}

    /**
     * The test.
     *
     * @param options what {@link TestSpec#options} gave, stored and read again
     * @param shown the run in complaints
     * @throws UserException if there is no such test here, in one line
     */
    static TestSpec of(Map<String, Object> options, Surroundings surroundings, String shown) {
        var command = new TestCommand(surroundings);
        try {
            new CommandLine(command)
                    .setExpandAtFiles(false)
                    .parseArgs(TestSpec.arguments(options).toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UserException(shown + ": was run by another version: " + e.getMessage(), e);
        }
        return command.spec();
    }
}
