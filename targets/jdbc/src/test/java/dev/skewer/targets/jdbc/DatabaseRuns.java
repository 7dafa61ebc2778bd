package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import java.nio.file.Path;

/** Whole runs against databases. */
final class DatabaseRuns {
    private DatabaseRuns() {}

    /** The verdict of a run in which nothing else went wrong. */
    static Verdict verdict(Path folder, TestSpec spec) {
        JudgedRun run = JudgedRun.of(spec, folder);
        assertThat(run.outcome().problems()).isEmpty();
        return run.verdict();
    }
}
