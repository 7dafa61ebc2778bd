package dev.skewer.harness.run;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.workloads.TestSpec;
import java.nio.file.Path;
import java.util.Map;

/** How a run looks from where its reader is, and who may end it: the command line, or another program that runs tests. */
public interface Viewpoint {
    /** A path as the reader would write it, fit to be shown. */
    String show(Path path);

    /**
     * The commands that repeat a run.
     *
     * @param spec what it does
     * @param settings what was said of it besides
     * @param model what its history is checked against
     * @param choices what its check is told, by the name of the option
     * @param history where that is
     */
    RunCommands commands(TestSpec spec, RunSettings settings, String model, Map<String, String> choices, Path history);

    /** Whether the run is to end before its time; asked often. */
    boolean isStopWished();

    /** That of a command line. */
    static Viewpoint of(Surroundings surroundings) {
        return new Viewpoint() {
            @Override
            public String show(Path path) {
                return surroundings.show(path);
            }

            @Override
            public RunCommands commands(
                    TestSpec spec, RunSettings settings, String model, Map<String, String> choices, Path history) {
                return RunCommands.of(surroundings, spec.toArguments(), settings, model, choices, history);
            }

            @Override
            public boolean isStopWished() {
                return surroundings.interruption().isWished();
            }
        };
    }
}
