package dev.skewer.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes as a build does, with results in a folder of their own. */
final class Suite {
    private final EngineExecutionResults results;

    private Suite(EngineExecutionResults results) {
        this.results = results;
    }

    static Suite run(Path folder, Class<?>... tests) {
        return run(folder, Map.of(), tests);
    }

    static Suite run(Path folder, Map<String, String> parameters, Class<?>... tests) {
        return new Suite(EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(test -> selectClass(test)).toArray(DiscoverySelector[]::new))
                .configurationParameter(Configuration.RESULTS, folder.toString())
                .configurationParameters(parameters)
                .execute());
    }

    EngineExecutionResults results() {
        return results;
    }

    /** What the tests are called that passed. */
    List<String> passed() {
        return results.testEvents().succeeded().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    /** Why tests, or what holds them, failed. */
    List<String> failures() {
        return results.allEvents().failed().stream().map(Suite::message).toList();
    }

    /** Why tests were skipped while they ran. */
    List<String> aborts() {
        return results.testEvents().aborted().stream().map(Suite::message).toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElseThrow();
    }
}
