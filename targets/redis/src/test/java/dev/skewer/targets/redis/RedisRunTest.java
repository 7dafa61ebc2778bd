package dev.skewer.targets.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under load, scripts and transactions keep together what belongs together, also when the server is killed; commands alone do not. */
class RedisRunTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @BeforeEach
    void needsRedis() {
        assumeTrue(
                RedisServer.availability().isAvailable(),
                RedisServer.availability().obstacle());
    }

    private Verdict verdict(TestSpec.Builder builder) {
        TestSpec spec = builder.target("redis").keys(4).seed(1).build();
        JudgedRun run = JudgedRun.of(spec, folder);
        assertThat(run.outcome().problems()).isEmpty();
        return run.verdict();
    }

    @ParameterizedTest
    @CsvSource({"journal, lua", "journal, multi", "register, lua", "register, multi"})
    void whatIsTogetherStaysTogetherThoughTheServerIsKilled(String workload, String level) {
        Verdict verdict = verdict(TestSpec.builder()
                .workload(workload)
                .isolation(level)
                .timeLimit(Duration.ofSeconds(3))
                .faults(List.of("kill")));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"journal, read-skew", "register, nonlinearizable"})
    void whatOneCommandAfterTheOtherLosesIsFound(String workload, String anomaly) {
        Verdict verdict = verdict(TestSpec.builder()
                .workload(workload)
                .isolation("two-commands")
                .timeLimit(Duration.ofSeconds(30))
                .failFast(true));
        assertThat(verdict.anomalies()).containsKey(anomaly);
    }
}
