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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What disks do to databases that sync before they acknowledge: nothing that was acknowledged is lost, but by one of them. */
class ServedDiskTest {
    private static final int ROUNDS = 2;
    private static final String HSQLDB = "hsqldb";
    /** How many numbers are there before the disk is full, and how many are tried. */
    private static final int FEW = 10;

    private static final int MOST = 2_000;

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

    private MachineControls open(ServedType served) {
        return open(served, served.safe());
    }

    private MachineControls open(ServedType served, String durability) {
        return (MachineControls) served.type()
                .open(new TargetSettings(
                        folder.resolve("data"),
                        served.type().isolations().standard(),
                        durability,
                        served.type().allOptions(served.options()),
                        List.of(),
                        Set.of(Controls.Disks.class),
                        new Seed(1)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLossOfPowerLosesNothingThatWasAcknowledged(ServedType served) throws InterruptedException {
        try (MachineControls target = open(served)) {
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

    static Stream<ServedType> all() {
        return ServedType.present();
    }

    /** The tables are no part of what a durability may lose. */
    @ParameterizedTest
    @MethodSource("all")
    void whatWasPreparedIsThereAfterALossOfPowerAtOnce(ServedType served) {
        try (MachineControls target = open(served, served.unsafe())) {
            target.losePower(0, 1);
            target.start(0);
            try (JournalConnection connection = target.connect(JournalConnection.class)) {
                assertThat(connection.append(1, 0).index()).isZero();
            }
        }
    }

    static Stream<ServedType> thoseThatHeedErrors() {
        return types().filter(served -> !served.type().name().equals(HSQLDB));
    }

    @ParameterizedTest
    @MethodSource("thoseThatHeedErrors")
    void aFullDiskLosesNothingThatWasAcknowledged(ServedType served) {
        try (MachineControls target = open(served)) {
            int acknowledged = appendOnAFullDisk(target);
            assertThat(acknowledged).as("the disk is full, and all is taken").isLessThan(MOST);
            long[] entries = entries(target);
            assertThat(entries).isEqualTo(LongStream.range(0, entries.length).toArray());
            assertThat(entries.length).isBetween(acknowledged, acknowledged + 1);
            try (JournalConnection connection = target.connect(JournalConnection.class)) {
                connection.append(1, entries.length);
            }
            assertThat(entries(target)).hasSize(entries.length + 1);
        }
    }

    /** It logs a warning, and acknowledges what its log did not take: {@code ScriptWriterBase.sync} of version 2.7.4. */
    @Test
    void hsqldbAcknowledgesOnAFullDiskWhatIsLostThen() {
        ServedType hsqldb = types().filter(served -> served.type().name().equals(HSQLDB))
                .findFirst()
                .orElseThrow();
        try (MachineControls target = open(hsqldb)) {
            int acknowledged = appendOnAFullDisk(target);
            assertThat(acknowledged).isGreaterThan(FEW);
            assertThat(entries(target)).hasSizeLessThan(acknowledged);
        }
    }

    /** Appends a few numbers, and then on a full disk until one is not taken; starts the server anew when there is space again. */
    private static int appendOnAFullDisk(MachineControls target) {
        int acknowledged = 0;
        Controls.Imposed full = () -> {};
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (; acknowledged < MOST; acknowledged++) {
                if (acknowledged == FEW) {
                    full = target.impose(0, new DiskCondition.Full(0, true));
                }
                connection.append(1, acknowledged);
            }
        } catch (NoEffectException | OutcomeUnknownException e) {
            assertThat(acknowledged).isGreaterThanOrEqualTo(FEW);
        }
        full.close();
        target.kill(0);
        target.start(0);
        return acknowledged;
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
