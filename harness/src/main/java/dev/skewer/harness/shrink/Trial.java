package dev.skewer.harness.shrink;

import dev.skewer.workloads.TestSpec;
import java.time.Duration;

/** Runs a test once, to see whether it fails. */
@FunctionalInterface
public interface Trial {
    /**
     * Runs it.
     *
     * @param spec the test
     * @param limit how long it may take; one that takes longer is {@link Ending#STOPPED}
     */
    Outcome run(TestSpec spec, Duration limit);

    /** How a try ended. */
    enum Ending {
        /** With the anomaly that is looked for. */
        FAILED,
        /** Without it. */
        PASSED,
        /** Before it was over. */
        STOPPED,
        /** It could not run at all. */
        IMPOSSIBLE
    }

    /**
     * What came of it.
     *
     * @param ending how it ended
     * @param ops operations of clients until then
     */
    record Outcome(Ending ending, long ops) {}
}
