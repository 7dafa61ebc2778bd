package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.EventSink;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.runner.TestRunner;
import java.nio.file.Path;

/** Whole runs against databases. */
final class DatabaseRuns {
    private DatabaseRuns() {}

    /** Runs a test, which ends when something is found if it is to fail fast, and judges it by its workload's model. */
    static Verdict verdict(Path folder, TestSpec spec) {
        CheckSession session = Checkers.named(Workloads.of(spec.workload()).model())
                .orElseThrow()
                .open(CheckOptions.none());
        RunOutcome outcome = TestRunner.run(spec, new RunContext() {
            @Override
            public Path scratch() {
                return folder;
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
        assertThat(outcome.problems()).isEmpty();
        return session.verdict(Budget.unlimited());
    }
}
