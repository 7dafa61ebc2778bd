package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.target.TargetDefect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The defects that need a fault, in a store whose process and disk are hit: found with it, and not without. */
@Tag("slow")
class DefectsOfProcessTest {
    private static final int MOST_SEEDS = 12;

    @TempDir
    Path folder;

    static Stream<TargetDefect> thoseThatNeedAFault() {
        return Targets.of("process").defects().stream().filter(defect -> defect.fault() != null);
    }

    @ParameterizedTest
    @MethodSource("thoseThatNeedAFault")
    void eachShowsWithItsFaultAndOnlyThen(TargetDefect defect) {
        String fault = String.valueOf(defect.fault());
        String obstacle =
                Faults.of(fault).availability(Targets.of("process"), Map.of()).obstacle();
        assumeTrue(obstacle == null, () -> fault + ": " + obstacle);
        TestSpec.Builder spec = TestSpec.builder()
                .target("process")
                .defects(List.of(defect.id()))
                .timeLimit(Duration.ofSeconds(8));
        assertThat(run(spec.build()).anomalies()).isEmpty();
        Verdict verdict;
        long seed = 0;
        do {
            verdict = run(spec.faults(List.of(fault)).seed(++seed).build());
        } while (!verdict.anomalies().containsKey(defect.anomaly()) && seed < MOST_SEEDS);
        assertThat(verdict.anomalies()).containsKey(defect.anomaly());
    }

    private Verdict run(TestSpec spec) {
        return JudgedRun.of(spec, folder, DurabilityPromise.DURABLE).verdict();
    }
}
