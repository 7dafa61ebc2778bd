package dev.skewer.targets.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.disk.DiskShim;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one client does alone is as the protocols say, at each level; and what faults do to the server, seen by a client. */
class RedisTargetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private final List<Target> targets = new ArrayList<>();

    @BeforeEach
    void needsRedis() {
        assumeTrue(
                RedisServer.availability().isAvailable(),
                RedisServer.availability().obstacle());
    }

    @AfterEach
    void close() {
        targets.forEach(Target::close);
    }

    private RedisTarget open(String isolation, String durability) {
        return open(isolation, durability, Set.of());
    }

    private RedisTarget open(String isolation, String durability, Set<Class<? extends Controls>> controls) {
        RedisTarget target = (RedisTarget) RedisTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"), isolation, durability, Map.of(), List.of(), controls, new Seed(1)));
        targets.add(target);
        return target;
    }

    @ParameterizedTest
    @EnumSource(RedisLevel.class)
    void itKeepsJournals(RedisLevel level) {
        RedisTarget target = open(level.label(), "no");
        try (JournalConnection client = target.connect(JournalConnection.class)) {
            assertThat(client.readMetadata(1)).isNull();
            assertThat(client.read(1, false, true).rows().size()).isZero();
            assertThat(client.append(1, 10)).isEqualTo(new Position(0, 0));
            assertThat(client.appendAll(List.of(new Append(1, 11), new Append(2, 20), new Append(1, 12))))
                    .containsExactly(new Position(0, 1), new Position(0, 0), new Position(0, 2));
            assertThat(client.setState(1, "a", 13)).isEqualTo(new Position(0, 3));
            assertThat(client.setState(1, "a", 14)).isEqualTo(new Position(0, 4));
            assertThat(client.trim(1, 4)).isEqualTo(new Metadata(1, 0, 4));
            assertThat(client.trim(1, 9)).isEqualTo(new Metadata(1, 0, 4));
            assertThat(client.append(1, 15)).isEqualTo(new Position(1, 4));
            assertThat(client.compact(1, 2)).isEqualTo(new Metadata(1, 2, 5));
            assertThat(client.compact(1, 1)).isEqualTo(new Metadata(1, 2, 5));

            InvocationRead read = client.read(1, false, true);
            assertThat(read.metadata()).isEqualTo(new Metadata(1, 2, 5));
            assertThat(read.rows().indexes()).containsExactly(2, 3, 4);
            assertThat(read.rows().entries()).containsExactly(12, 13, 15);
            assertThat(read.state()).containsExactly(Map.entry("a", 14L));
            assertThat(client.read(1, true, false).rows().entries()).containsExactly(12, 13, 15);
            assertThat(client.readJournal(1).rows().entries()).containsExactly(12, 13, 15);
            assertThat(client.scan(new long[] {2, 3, 1}))
                    .extracting(InvocationRead::metadata)
                    .containsExactly(new Metadata(0, 0, 1), null, new Metadata(1, 2, 5));
            assertThat(client.trim(1, 0)).isEqualTo(new Metadata(2, 2, 2));
            assertThat(client.append(1, 16)).isEqualTo(new Position(2, 2));
            assertThat(client.compact(1, 9)).isEqualTo(new Metadata(2, 3, 3));
            assertThat(client.read(1, false, false).rows().size()).isZero();

            assertThat(client.purge(1)).isEqualTo(new Metadata(2, 3, 3));
            assertThat(client.read(1, true, true)).satisfies(gone -> {
                assertThat(gone.metadata()).isNull();
                assertThat(gone.rows().size()).isZero();
                assertThat(gone.state()).isEmpty();
            });
            assertThatThrownBy(() -> client.append(1, 17))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessage("purged");
            assertThatThrownBy(() -> client.appendAll(List.of(new Append(2, 21), new Append(1, 17))))
                    .isInstanceOf(NoEffectException.class);
            assertThat(client.readMetadata(2)).isEqualTo(new Metadata(0, 0, 1));
            assertThatThrownBy(() -> client.setState(1, "a", 18)).isInstanceOf(NoEffectException.class);
            assertThatThrownBy(() -> client.trim(3, 0))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessage("unknown");
            assertThatThrownBy(() -> client.compact(3, 0)).isInstanceOf(NoEffectException.class);
            assertThatThrownBy(() -> client.purge(1)).isInstanceOf(NoEffectException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(RedisLevel.class)
    void itKeepsRegisters(RedisLevel level) {
        RedisTarget target = open(level.label(), "no");
        try (RegisterConnection client = target.connect(RegisterConnection.class)) {
            assertThat(client.read(7)).isNull();
            assertThat(client.compareAndSet(7, 1, 2)).isFalse();
            client.write(7, 1);
            assertThat(client.compareAndSet(7, 2, 3)).isFalse();
            assertThat(client.read(7)).isEqualTo(1);
            assertThat(client.compareAndSet(7, 1, 3)).isTrue();
            assertThat(client.read(7)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(RedisLevel.class)
    void itCarriesOutTransactions(RedisLevel level) {
        RedisTarget target = open(level.label(), "no");
        try (TransactionConnection client = target.connect(TransactionConnection.class)) {
            List<MicroOperation> absent = List.of(ReadList.of(1), ReadRegister.of(1));
            assertThat(client.transact(absent)).isEqualTo(absent);
            assertThat(client.transact(List.of(
                            new MicroOperation.Append(1, 10),
                            ReadList.of(1),
                            new Write(1, -5),
                            new MicroOperation.Append(1, 11),
                            ReadRegister.of(1))))
                    .containsExactly(
                            new MicroOperation.Append(1, 10),
                            new ReadList(1, List.of(10L)),
                            new Write(1, -5),
                            new MicroOperation.Append(1, 11),
                            new ReadRegister(1, -5L));
            assertThat(client.transact(List.of(ReadList.of(2), ReadList.of(1))))
                    .containsExactly(ReadList.of(2), new ReadList(1, List.of(10L, 11L)));
            assertThat(client.transact(List.of(PredicateRead.of(List.of(2L, 1L)), PredicateRead.of(List.of(3L)))))
                    .containsExactly(
                            new PredicateRead(List.of(2L, 1L), Map.of(1L, -5L)),
                            new PredicateRead(List.of(3L), Map.of()));

            target.kill(0);
            // A transaction of Redis begins with a command that changes nothing, and finds out then.
            assertThatThrownBy(() -> client.transact(List.of(new Write(1, 6))))
                    .isInstanceOf(level == RedisLevel.MULTI ? NoEffectException.class : OutcomeUnknownException.class);
            assertThatThrownBy(() -> client.transact(List.of(new Write(1, 7)))).isInstanceOf(NoEffectException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"always, 20", "everysec, 20", "no, 20", "none, 0"})
    void aKillLosesWhatTheDurabilitySays(String durability, int left) {
        RedisTarget target = open("lua", durability);
        try (JournalConnection client = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 20; i++) {
                client.append(1, i);
            }
            target.kill(0);
            // The first one finds out that its connection is of before, and the next one that there is none to be had.
            assertThatThrownBy(() -> client.append(1, 98)).isInstanceOf(OutcomeUnknownException.class);
            assertThatThrownBy(() -> client.append(1, 99)).isInstanceOf(NoEffectException.class);
            target.start(0);
            assertThat(client.read(1, true, false).rows().size()).isEqualTo(left);
            assertThat(client.append(1, 20).index()).isEqualTo(left);
        }
    }

    @Test
    void aLossOfPowerLosesNothingThatIsSyncedAlways() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> String.valueOf(DiskShim.availability().obstacle()));
        RedisTarget target = open("lua", "always", Set.of(Controls.Disks.class));
        try (JournalConnection client = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 20; i++) {
                client.append(1, i);
            }
            target.losePower(0, 1);
            target.start(0);
            assertThat(client.read(1, true, false).rows().size()).isEqualTo(20);
        }
    }

    @Test
    void aFullDiskLosesNothingThatIsSyncedAlways() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> String.valueOf(DiskShim.availability().obstacle()));
        RedisTarget target = open("lua", "always", Set.of(Controls.Disks.class));
        Controls.Imposed full = target.impose(0, new DiskCondition.Full(8_192, true));
        int acknowledged = 0;
        try (JournalConnection client = target.connect(JournalConnection.class)) {
            for (; acknowledged < 2_000; acknowledged++) {
                client.append(1, acknowledged);
            }
        } catch (OutcomeUnknownException | NoEffectException e) {
            assertThat(acknowledged).isPositive();
        }
        assertThat(acknowledged).isLessThan(2_000);
        full.close();
        target.kill(0);
        target.start(0);
        try (JournalConnection client = target.connect(JournalConnection.class)) {
            assertThat(client.read(1, true, false).rows().size()).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    void whatAKillCutsOffIsOfUnknownOutcomeIfItChangesSomething() throws InterruptedException {
        RedisTarget target = open("lua", "always");
        try (JournalConnection writer = target.connect(JournalConnection.class);
                JournalConnection reader = target.connect(JournalConnection.class)) {
            writer.append(1, 1);
            assertThat(reader.readMetadata(1)).isEqualTo(new Metadata(0, 0, 1));
            target.pause(0);
            CompletableFuture<Position> append = CompletableFuture.supplyAsync(() -> writer.append(1, 2));
            CompletableFuture<InvocationRead> read = CompletableFuture.supplyAsync(() -> reader.read(1, false, false));
            Thread.sleep(200);
            assertThat(append).isNotDone();
            target.kill(0);
            assertThat(append)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(OutcomeUnknownException.class);
            assertThat(read).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(NoEffectException.class);
            target.start(0);
            assertThat(writer.append(1, 3).index()).isIn(1, 2);
        }
    }

    @Test
    void anEndInGoodOrderLosesNothing() {
        RedisTarget target = open("multi", "everysec");
        try (RegisterConnection client = target.connect(RegisterConnection.class)) {
            client.write(1, 1);
            target.restart();
            assertThat(client.read(1)).isEqualTo(1);
        }
    }

    @Test
    void itComesToRestWhenAllHaveGoneAndEndsWithItsProcess() throws InterruptedException {
        RedisTarget target = open("lua", "no");
        try (RegisterConnection client = target.connect(RegisterConnection.class)) {
            client.write(1, 1);
            assertThat(target.quiesce(Duration.ofMillis(200))).isFalse();
        }
        assertThat(target.quiesce(PATIENCE)).isTrue();
        List<ProcessHandle> processes = ProcessHandle.current().children().toList();
        assertThat(processes).isNotEmpty();
        target.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}
