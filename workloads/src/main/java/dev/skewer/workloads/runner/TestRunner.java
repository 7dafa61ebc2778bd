package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;

/** Runs tests: (spec, seed) in, history out. */
public final class TestRunner {
    private TestRunner() {}

    /**
     * Runs one test, on this thread and others, and returns when everything is over: all threads ended, faults healed,
     * the history handed over and flushed, the store's files deleted. An interrupt of this thread, {@link
     * RunContext#stopRequested()} and the end of the JVM end the run early and in good order; the interrupt is then set
     * again.
     *
     * @param spec what to do
     * @param context where things go
     * @throws dev.skewer.workloads.TargetUnavailableException if the target cannot be opened, or the workload cannot begin on it; in
     *     one line
     * @throws dev.skewer.workloads.SpecException if the target has not got the nodes that a schedule names, or a fault that is over at
     *     once is to last; in one line
     * @throws RunException if the history cannot be written; in one line
     */
    public static RunOutcome run(TestSpec spec, RunContext context) {
        return new Run<>(spec, context, Workloads.of(spec.workload()), Targets.of(spec.target())).execute();
    }
}
