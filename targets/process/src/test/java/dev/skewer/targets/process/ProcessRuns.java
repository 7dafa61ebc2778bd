package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.history.EventSink;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.runner.Run;
import dev.skewer.workloads.target.TargetType;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on nodes that are processes, and what is found in them. */
abstract class ProcessRuns {
    @TempDir
    Path folder;

    /** A run on some target, judged by what the level promises. */
    Verdict run(TestSpec spec, TargetType type) {
        var history = new JournalHistoryBuilder("run");
        RunOutcome outcome = new Run<>(
                        spec,
                        new RunContext() {
                            @Override
                            public Path scratch() {
                                return folder;
                            }

                            @Override
                            public EventSink history() {
                                return history;
                            }
                        },
                        Workloads.of("journal"),
                        type)
                .execute();
        assertThat(outcome.problems()).as("seed %s", spec.seed()).isEmpty();
        assertThat(outcome.faults().values()).as("seed %s", spec.seed()).allMatch(times -> times > 0);
        return JournalChecker.check(
                history.build(), type.promise(spec.durability(), spec.targetOptions()), Budget.unlimited());
    }
}
