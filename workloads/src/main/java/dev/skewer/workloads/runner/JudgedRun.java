package dev.skewer.workloads.runner;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.EventSink;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import java.nio.file.Path;

/**
 * A run and what its history says, for tests in Java: no file is left of it.
 *
 * @param outcome what the run did
 * @param verdict of the workload's model, under the promise that the run was held to
 */
public record JudgedRun(RunOutcome outcome, Verdict verdict) {
    /**
     * Runs a test and holds it to what its target promises. It ends when something is found if it is to fail fast.
     *
     * @param scratch an existing directory for the store's files
     * @throws dev.skewer.workloads.TargetUnavailableException see {@link TestRunner#run}
     */
    public static JudgedRun of(TestSpec spec, Path scratch) {
        String model = Workloads.of(spec.workload()).model();
        return of(spec, scratch, Promises.options(model, Promises.choices(spec, model)));
    }

    /**
     * Runs a test and holds it to a promise.
     *
     * @param scratch an existing directory for the store's files
     * @param promise what crashes may undo; anything but {@link DurabilityPromise#DURABLE} needs a workload whose model knows that
     */
    public static JudgedRun of(TestSpec spec, Path scratch, DurabilityPromise promise) {
        return of(spec, scratch, promise.choose(CheckOptions.none()));
    }

    private static JudgedRun of(TestSpec spec, Path scratch, CheckOptions options) {
        CheckSession session = Checkers.named(Workloads.of(spec.workload()).model())
                .orElseThrow()
                .open(options);
        RunOutcome outcome = TestRunner.run(spec, new RunContext() {
            @Override
            public Path scratch() {
                return scratch;
            }

            @Override
            public EventSink history() {
                return session;
            }

            @Override
            public boolean liveCheck() {
                return session.verdict(Budget.unlimited()).valid() == Validity.FALSE;
            }
        });
        return new JudgedRun(outcome, session.verdict(Budget.unlimited()));
    }
}
