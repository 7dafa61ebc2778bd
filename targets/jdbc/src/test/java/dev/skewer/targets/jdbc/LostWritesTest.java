package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Validity;
import dev.skewer.targets.node.disk.DiskShim;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What databases acknowledge and lose when they crash at a durability that allows it is found: told where that is what they promise, and
 * an anomaly where more was asked of them.
 *
 * <p>Takes a minute: {@code mvn -pl targets/jdbc -am test -Dtest=LostWritesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dskewer.excludedGroups=}.
 */
@Tag("slow")
class LostWritesTest {
    private static final long SEED = 20261127;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    static Stream<ServedType> types() {
        return ServedType.present();
    }

    private static TestSpec.Builder spec(ServedType served) {
        // SQLite hands all that it acknowledges to the operating system, and so loses it with that.
        String fault = served.type().name().equals("sqlite") ? "power-loss" : "kill";
        assumeTrue(
                fault.equals("kill") || DiskShim.availability().isAvailable(),
                () -> String.valueOf(DiskShim.availability().obstacle()));
        return TestSpec.builder()
                .target(served.type().name())
                .targetOptions(served.options())
                .durability(served.unsafe())
                .faults(List.of(fault))
                .timeLimit(Duration.ofSeconds(30))
                .seed(SEED);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLossThatIsAllowedIsTold(ServedType served) {
        JudgedRun run =
                JudgedRun.of(spec(served).timeLimit(Duration.ofSeconds(8)).build(), folder);
        assertThat(run.outcome().problems()).as("seed %s", SEED).isEmpty();
        assertThat(run.verdict().valid()).as("seed %s: %s", SEED, run.verdict()).isEqualTo(Validity.TRUE);
        assertThat(run.verdict().allowed()).as("seed %s", SEED).containsKey("lost-suffix");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLossThatIsNotAllowedIsAnAnomaly(ServedType served) {
        JudgedRun run = JudgedRun.of(spec(served).failFast(true).build(), folder, DurabilityPromise.DURABLE);
        assertThat(run.outcome().problems()).as("seed %s", SEED).isEmpty();
        // What is written after the loss takes the place of what was lost, so that many an anomaly shows it.
        assertThat(run.verdict().valid()).as("seed %s: %s", SEED, run.verdict()).isEqualTo(Validity.FALSE);
    }
}
