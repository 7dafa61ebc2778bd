package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole runs under faults of the network: the store as it is, which must not be accused of anything, and with defects, each of which
 * has to be found with its fault, and only with that.
 *
 * <p>Most take seconds: {@code mvn -pl targets/process -am test -Dtest=NetworkRunsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dskewer.excludedGroups=}.
 */
class NetworkRunsTest {
    private static final long SEED = 20261127;
    /** Seeds that a defect may need. */
    private static final int SEEDS = 4;

    @TempDir
    Path folder;

    private Verdict run(String defect, String faults, long seed) {
        TestSpec spec = TestSpec.builder()
                .target("process")
                .targetOptions(Map.of("nodes", "2"))
                .defects(defect.isEmpty() ? List.of() : List.of(defect))
                .faults(faults.isEmpty() ? List.of() : List.of(faults.split("[+]")))
                .keys(8)
                .timeLimit(Duration.ofSeconds(4))
                .seed(seed)
                .build();
        JudgedRun run = JudgedRun.of(spec, folder, DurabilityPromise.DURABLE);
        assertThat(run.outcome().problems()).as("seed %s", seed).isEmpty();
        assertThat(run.outcome().faults().values()).as("seed %s", seed).allMatch(times -> times > 0);
        return run.verdict();
    }

    private void assertClean(String defect, String faults) {
        Verdict verdict = run(defect, faults, SEED);
        assertThat(verdict.anomalies()).as("seed %s", SEED).isEmpty();
        assertThat(verdict.valid()).as("seed %s", SEED).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @Test
    void theStoreIsNotAccusedUnderSeveralAtATime() {
        assertClean("", "reset+cut-reply+duplicate-request+partition+kill");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {"delay", "slow-link", "hold", "partition", "refuse", "reset", "cut-reply", "duplicate-request"})
    void theStoreIsNotAccusedUnderAnyOfThem(String fault) {
        assertClean("", fault);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "retry-appends-twice, duplicate-entry, cut-reply",
        "reorder-after-reconnect, torn-metadata, cut-reply",
        "ack-after-deadline, aborted-read, hold",
        "repeated-call, duplicate-entry, duplicate-request"
    })
    void aDefectIsFoundWithItsFaultAndOnlyWithThat(String defect, String anomaly, String fault) {
        assertClean(defect, "");
        boolean isFound = false;
        for (int i = 0; i < SEEDS && !isFound; i++) {
            isFound = run(defect, fault, SEED + i).anomalies().containsKey(anomaly);
        }
        assertThat(isFound).as("%s of %s, seeds from %s", anomaly, defect, SEED).isTrue();
    }
}
