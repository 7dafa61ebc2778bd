package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs on disks that are full, or whose files may not grow: the store as it is must not be accused of anything, at any durability.
 *
 * <p>Most take seconds: {@code mvn -pl targets/process -am test -Dtest=DiskRunsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dskewer.excludedGroups=}.
 */
class DiskRunsTest {
    private static final long SEED = 20261127;

    @TempDir
    Path folder;

    static Stream<Arguments> faultsAtEachDurability() {
        return Stream.of("disk-full", "write-limit", "disk-full+write-limit+io-error+torn-write+kill+power-loss")
                .flatMap(faults -> ProcessTarget.TYPE.durabilities().names().stream()
                        .map(durability -> Arguments.of(faults, durability)));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("faultsAtEachDurability")
    void theStoreIsNotAccused(String faults, String durability) {
        assertClean(faults, durability);
    }

    @Test
    void theStoreIsNotAccusedUnderBothAtATime() {
        assertClean("disk-full+write-limit", "async");
    }

    private void assertClean(String faults, String durability) {
        for (Class<? extends Controls> control : List.of(Controls.Disks.class, Controls.FileSizes.class)) {
            Availability availability = NodeDisks.availability(control);
            assumeTrue(availability.isAvailable(), availability.obstacle());
        }
        TestSpec spec = TestSpec.builder()
                .target("process")
                .targetOptions(Map.of())
                .durability(durability)
                .faults(List.of(faults.split("[+]")))
                .timeLimit(Duration.ofSeconds(4))
                .seed(SEED)
                .build();
        JudgedRun run = JudgedRun.of(spec, folder);
        assertThat(run.outcome().problems()).as("seed %s", SEED).isEmpty();
        assertThat(run.outcome().faults().values()).as("seed %s", SEED).anyMatch(times -> times > 0);
        assertThat(run.verdict().anomalies()).as("seed %s", SEED).isEmpty();
        assertThat(run.verdict().valid()).as("seed %s", SEED).isEqualTo(Validity.TRUE);
        assertThat(run.verdict().opportunities()).as("seed %s", SEED).isPositive();
    }
}
