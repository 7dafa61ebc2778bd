package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.targets.node.disk.DiskShim;
import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a loss of power does to databases that sync before they acknowledge: nothing that was acknowledged is lost. */
class ServedDiskTest {
    private static final int ROUNDS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> "" + DiskShim.availability().obstacle());
    }

    static Stream<ServedType> types() {
        return ServedType.present()
                .filter(served -> served.type().promise(served.safe(), Map.of()).equals(DurabilityPromise.DURABLE));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLossOfPowerLosesNothingThatWasAcknowledged(ServedType served) throws InterruptedException {
        TargetSettings settings = new TargetSettings(
                folder.resolve("data"),
                served.type().isolations().standard(),
                served.safe(),
                served.type().allOptions(served.options()),
                List.of(),
                Set.of(Controls.Disks.class),
                new Seed(1));
        try (MachineControls target = (MachineControls) served.type().open(settings)) {
            int there = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int acknowledged = there + appendUntilPowerIsLost(target, there, round);
                long[] entries = entries(target);
                assertThat(entries)
                        .isEqualTo(LongStream.range(0, entries.length).toArray());
                assertThat(entries.length).isBetween(acknowledged, acknowledged + 1);
                there = entries.length;
            }
            assertThat(there).isPositive();
        }
    }

    /** Appends numbers until the power goes, in the middle of a sync most likely; returns how many were acknowledged. */
    private static int appendUntilPowerIsLost(MachineControls target, int from, int round) throws InterruptedException {
        var acknowledged = new AtomicInteger();
        Thread writer = new Thread(() -> {
            try (JournalConnection connection = target.connect(JournalConnection.class)) {
                for (int number = from; ; number++) {
                    connection.append(1, number);
                    acknowledged.incrementAndGet();
                }
            } catch (NoEffectException | OutcomeUnknownException e) {
                return;
            }
        });
        writer.start();
        while (acknowledged.get() < 20 && writer.isAlive()) {
            Thread.sleep(1);
        }
        try (Controls.Imposed slowness =
                target.impose(0, new DiskCondition.SlowSyncs(Duration.ofMillis(20), Duration.ofMillis(40)))) {
            Thread.sleep(15);
            target.losePower(0, round);
            assertThat(slowness).isNotNull();
        }
        writer.join();
        target.start(0);
        return acknowledged.get();
    }

    private static long[] entries(MachineControls target) {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            return connection.read(1, false, false).rows().entries();
        }
    }
}
