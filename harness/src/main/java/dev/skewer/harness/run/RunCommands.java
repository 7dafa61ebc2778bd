package dev.skewer.harness.run;

import dev.skewer.checker.ShellWords;
import dev.skewer.harness.console.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The commands that repeat a run, as they can be pasted into a shell where the user is: with the program as it was called and
 * paths as seen from there.
 *
 * @param check judges the recorded history once more: the exact repetition of the verdict
 * @param again runs the same test: the same operations of each process, not the same interleaving
 */
public record RunCommands(String check, String again) {
    /**
     * The commands of one run.
     *
     * @param surroundings how the program was called, and from where
     * @param test the options of the test
     * @param settings what the command line said besides
     * @param model what the history is checked against
     * @param choices what its check is told, by the name of the option
     * @param history where it is
     */
    static RunCommands of(
            Surroundings surroundings,
            List<String> test,
            RunSettings settings,
            String model,
            Map<String, String> choices,
            Path history) {
        return new RunCommands(
                check(
                        surroundings.program(),
                        model,
                        choices,
                        plugins(surroundings, settings),
                        settings.limits(),
                        path(surroundings, history)),
                again(surroundings, test, settings));
    }

    /**
     * The command that judges a history.
     *
     * @param program how it is called, as a shell reads it
     * @param model what the history is checked against
     * @param choices what the check is told, by the name of the option
     * @param plugins arguments that name those that it needs
     * @param limits of the check
     * @param history where it is, as an argument
     */
    public static String check(
            String program,
            String model,
            Map<String, String> choices,
            List<String> plugins,
            CheckLimits limits,
            String history) {
        var check = new ArrayList<>(List.of("check", "--model", model));
        choices.forEach((name, choice) -> check.addAll(List.of("--" + name, choice)));
        check.addAll(plugins);
        check.addAll(limits.toArguments("--time-limit", "--memory-limit"));
        check.add(history);
        return program + " " + ShellWords.join(check);
    }

    /**
     * The command that runs a test.
     *
     * @param surroundings how the program was called, and from where
     * @param test the options of the test
     * @param settings what the command line said besides
     */
    public static String again(Surroundings surroundings, List<String> test, RunSettings settings) {
        var again = new ArrayList<>(List.of("test"));
        again.addAll(plugins(surroundings, settings));
        again.addAll(test);
        again.addAll(settings.limits().toArguments("--check-time-limit", "--check-memory-limit"));
        if (!settings.results().equals(surroundings.resolve(RunSettings.DEFAULT_RESULTS))) {
            again.addAll(List.of("--results", path(surroundings, settings.results())));
        }
        if (!settings.isCompressed()) {
            again.add("--no-compress");
        }
        return surroundings.program() + " " + ShellWords.join(again);
    }

    private static List<String> plugins(Surroundings surroundings, RunSettings settings) {
        return settings.plugins().stream()
                .flatMap(jar -> Stream.of("--plugin", path(surroundings, jar)))
                .toList();
    }

    /** A path that no command takes for an option. */
    private static String path(Surroundings surroundings, Path path) {
        String seen = surroundings.relative(path);
        return seen.startsWith("-") ? "./" + seen : seen;
    }
}
