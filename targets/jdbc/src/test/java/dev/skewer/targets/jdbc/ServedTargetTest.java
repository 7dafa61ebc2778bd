package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What faults do to databases in processes of their own, seen by a client. */
class ServedTargetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before all tests
    static Path folder;

    /** By the database's name: tests use keys of their own, and leave it running and at rest. */
    private static final Map<String, MachineControls> SHARED = new HashMap<>();

    private static int opened;

    private final List<MachineControls> targets = new ArrayList<>();

    static Stream<ServedType> types() {
        return ServedType.present();
    }

    private static MachineControls start(ServedType served, String isolation) {
        TargetType type = served.type();
        return (MachineControls) type.open(new TargetSettings(
                folder.resolve("data" + opened++),
                isolation,
                served.safe(),
                type.allOptions(served.options()),
                List.of(),
                Set.of(),
                new Seed(1)));
    }

    private static MachineControls shared(ServedType served) {
        return SHARED.computeIfAbsent(
                served.type().name(),
                unused -> start(served, served.type().isolations().standard()));
    }

    private MachineControls open(ServedType served, String isolation) {
        MachineControls target = start(served, isolation);
        targets.add(target);
        return target;
    }

    @AfterEach
    void close() {
        targets.forEach(MachineControls::close);
    }

    @AfterAll
    static void closeShared() {
        SHARED.values().forEach(MachineControls::close);
        SHARED.clear();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatWasAcknowledgedIsThereAfterAKillAndAfterARestart(ServedType type) {
        MachineControls target = shared(type);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 20; i++) {
                connection.append(1, i);
            }
            target.kill(0);
            assertThatThrownBy(() -> connection.append(1, 99)).isInstanceOf(NoEffectException.class);
            assertThatThrownBy(() -> connection.readMetadata(1)).isInstanceOf(NoEffectException.class);
            target.start(0);
            assertThat(connection.readMetadata(1)).isEqualTo(new Metadata(0, 0, 20));
            assertThat(connection.append(1, 20).index()).isEqualTo(20);
            target.restart();
            assertThat(connection.read(1, false, false).rows().entries())
                    .containsExactly(IntStream.rangeClosed(0, 20).asLongStream().toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aPausedServerAnswersLateAndLosesNothing(ServedType type) throws InterruptedException, ExecutionException {
        MachineControls target = shared(type);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(2, 1);
            target.pause(0);
            CompletableFuture<Integer> index =
                    CompletableFuture.supplyAsync(() -> connection.append(2, 2).index());
            Thread.sleep(300);
            assertThat(index).isNotDone();
            target.resume(0);
            assertThat(index.get()).isEqualTo(1);
        }
    }

    /** The statement lies in a paused server and takes effect when that goes on, or is killed and never does. */
    @ParameterizedTest
    @MethodSource("types")
    void aStatementOfItsOwnThatAKillCutsOffIsOfUnknownOutcome(ServedType type) throws InterruptedException {
        MachineControls target = open(type, "one-statement");
        try (RegisterConnection connection = target.connect(RegisterConnection.class)) {
            connection.write(1, 1);
            target.pause(0);
            CompletableFuture<Void> write = CompletableFuture.runAsync(() -> connection.write(1, 2));
            Thread.sleep(200);
            target.kill(0);
            Throwable failure = assertThat(write)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .actual();
            // Where the server prepares a statement, that is as far as it came.
            assertThat(failure)
                    .isInstanceOf(type.preparesStatements() ? NoEffectException.class : OutcomeUnknownException.class);
            target.start(0);
            assertThat(connection.read(1)).isIn(type.preparesStatements() ? List.of(1L) : List.of(1L, 2L));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTransactionThatAKillCutsOffBeforeItsCommitHadNoEffect(ServedType type) throws InterruptedException {
        MachineControls target = shared(type);
        try (RegisterConnection connection = target.connect(RegisterConnection.class)) {
            connection.write(1, 1);
            target.pause(0);
            // It stands at its first statement, which reads.
            CompletableFuture<Boolean> set = CompletableFuture.supplyAsync(() -> connection.compareAndSet(1, 1, 2));
            Thread.sleep(200);
            target.kill(0);
            assertThat(set)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(
                            type.takesOperations() ? OutcomeUnknownException.class : NoEffectException.class);
            target.start(0);
            assertThat(connection.read(1)).isIn(type.takesOperations() ? List.of(1L, 2L) : List.of(1L));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void itComesToRestWhenAllHaveGone(ServedType type) throws InterruptedException {
        MachineControls target = shared(type);
        try (RegisterConnection connection = target.connect(RegisterConnection.class)) {
            connection.write(2, 1);
            assertThat(target.quiesce(Duration.ofMillis(200))).isFalse();
        }
        assertThat(target.quiesce(PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("types")
    void itEndsWithItsProcesses(ServedType type) {
        Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());
        MachineControls target = open(type, type.type().isolations().standard());
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        assertThat(processes).isNotEmpty();
        target.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        target.close();
    }
}
