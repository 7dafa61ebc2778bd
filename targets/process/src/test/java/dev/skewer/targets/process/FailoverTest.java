package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TestSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on nodes with standbys: leaders that were given up are not believed, unless they are those of a defect.
 *
 * <p>Most take seconds: {@code mvn -pl targets/process -am test -Dtest=FailoverTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dskewer.excludedGroups=}. {@code -Dskewer.failoverSeeds=20} tries more seeds.
 */
class FailoverTest extends ProcessRuns {
    private static final long FIRST_SEED = 1;
    private static final int SEEDS = Integer.getInteger("skewer.failoverSeeds", 3);
    private static final String DEFECT = "stale-after-failover";

    private static TestSpec.Builder spec() {
        return TestSpec.builder()
                .target("process")
                .targetOptions(Map.of("standby", "true", "deadline", "500"))
                .keys(8)
                .timeLimit(Duration.ofSeconds(6));
    }

    private void assertClean(TestSpec.Builder builder) {
        TestSpec spec = builder.build();
        Verdict verdict = run(spec, ProcessTarget.TYPE);
        assertThat(verdict.anomalies()).as("seed %s", spec.seed()).isEmpty();
        assertThat(verdict.valid()).as("seed %s", spec.seed()).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).as("seed %s", spec.seed()).isPositive();
    }

    @Test
    void aLeaderThatWasPausedIsNotBelieved() {
        assertClean(spec().faults(List.of("pause(every=2s,for=1200ms,nodes=0)")));
    }

    @Test
    void aPausedLeaderThatDoesNotLookIsFound() {
        TestSpec spec = spec().defects(List.of(DEFECT))
                .faults(List.of("pause(every=2s,for=1200ms,nodes=0)"))
                .build();
        assertThat(run(spec, ProcessTarget.TYPE).anomalies()).containsKey("stale-read");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause",
                "partition",
                "hold",
                "kill",
                "kill,pause",
                "kill,pause,partition",
                "kill,pause,power-loss",
                "pause,restart,compact"
            })
    void theStoreIsNotAccusedUnderAnyOfThem(String faults) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            assertClean(spec().faults(List.of(faults.split(","))).seed(seed));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"pause", "partition", "hold"})
    void theDefectIsFoundInNearlyEachRun(String fault) {
        int found = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Verdict verdict = run(
                    spec().defects(List.of(DEFECT))
                            .faults(List.of(fault))
                            .seed(seed)
                            .build(),
                    ProcessTarget.TYPE);
            found += verdict.anomalies().containsKey("stale-read") ? 1 : 0;
        }
        assertThat(found).as("of %s seeds from %s", SEEDS, FIRST_SEED).isGreaterThan(SEEDS / 2);
    }

    /** No failover, no old leader: the deadline is one that a busy machine does not miss. */
    @Tag("slow")
    @Test
    void theDefectIsNotFoundWithoutAFault() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            assertClean(spec().targetOptions(Map.of("standby", "true", "deadline", "4000"))
                    .defects(List.of(DEFECT))
                    .seed(seed));
        }
    }

    @Test
    void standbysNeedALogThatIsReplayed() {
        assertThat(spec().build().durability()).isEqualTo("replayed");
        assertThatThrownBy(() -> spec().durability("sync").build())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("--durability replayed")
                .hasMessageContaining("standby=true");
        TestSpec.Builder without = TestSpec.builder().target("process").defects(List.of(DEFECT));
        assertThat(without.build().targetOptions()).containsEntry("standby", "true");
        assertThatThrownBy(
                        () -> without.targetOptions(Map.of("standby", "false")).build())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("needs --target-option standby=true");
    }
}
