package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What faults do to the store, seen by a client. */
class ProcessTargetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Target> targets = new ArrayList<>();

    private ProcessTarget open(int nodes, String durability) {
        Target target = ProcessTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"),
                "snapshot",
                durability,
                Map.of("nodes", Integer.toString(nodes), "deadline", "4000"),
                List.of(),
                Set.of(),
                new Seed(1)));
        targets.add(target);
        return (ProcessTarget) target;
    }

    @AfterEach
    void close() {
        targets.forEach(Target::close);
    }

    private static long on(ProcessTarget target, int node) {
        return LongStream.iterate(0, id -> id + 1)
                .filter(id -> target.nodeOf(id) == node)
                .findFirst()
                .orElseThrow();
    }

    private static int length(JournalConnection connection, long invocation) {
        Metadata metadata = connection.readMetadata(invocation);
        return metadata == null ? 0 : metadata.length();
    }

    @ParameterizedTest
    @CsvSource({"async, 50", "sync, 50", "none, 0"})
    void aKillLosesWhatTheDurabilitySays(String durability, int left) {
        ProcessTarget target = open(1, durability);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 50; i++) {
                connection.append(1, i);
            }
            target.kill(0);
            target.start(0);
            // The first call finds out that its connection is of before.
            assertThatThrownBy(() -> connection.readMetadata(1)).isInstanceOf(NoEffectException.class);
            assertThat(length(connection, 1)).isEqualTo(left);
            assertThat(connection.read(1, false, false).rows().size()).isEqualTo(left);
        }
    }

    @Test
    void anEndInGoodOrderLosesNothingAtAnyDurability() {
        ProcessTarget target = open(1, "none");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
            connection.append(1, 2);
            target.restart();
            assertThatThrownBy(() -> connection.readMetadata(1)).isInstanceOf(NoEffectException.class);
            assertThat(length(connection, 1)).isEqualTo(2);
        }
    }

    @Test
    void whatHitsOneNodeSparesTheOthers() {
        ProcessTarget target = open(3, "async");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int node = 0; node < 3; node++) {
                connection.append(on(target, node), node);
            }
            target.kill(1);
            assertThat(length(connection, on(target, 0))).isEqualTo(1);
            assertThat(length(connection, on(target, 2))).isEqualTo(1);
            assertThatThrownBy(() -> connection.append(on(target, 1), 9))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessage("node 1 is down");
            target.start(1);
            assertThat(length(target.connect(JournalConnection.class), on(target, 1)))
                    .isEqualTo(1);
        }
    }

    @Test
    void aPausedNodeAnswersLateAndLosesNothing() throws InterruptedException, ExecutionException {
        ProcessTarget target = open(1, "async");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
            target.pause(0);
            CompletableFuture<Integer> index =
                    CompletableFuture.supplyAsync(() -> connection.append(1, 2).index());
            Thread.sleep(300);
            assertThat(index).isNotDone();
            target.resume(0);
            assertThat(index.get()).isEqualTo(1);
        }
    }

    /** The request lies in a paused process: nobody can tell, and here it does take effect, after the client has given up. */
    @Test
    void whatAPausedNodeWasAskedForMayStillHappen() throws InterruptedException {
        ProcessTarget target = open(1, "async");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
            target.pause(0);
            assertThatThrownBy(() -> connection.append(1, 2))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessage("no answer in time");
            target.resume(0);
        }
        assertThat(target.quiesce(PATIENCE)).isTrue();
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(length(connection, 1)).isEqualTo(2);
        }
    }

    @Test
    void anOperationThatAKillCutsOffIsOfUnknownOutcome() throws InterruptedException {
        ProcessTarget target = open(1, "async");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
            target.pause(0);
            CompletableFuture<Object> append = CompletableFuture.supplyAsync(() -> connection.append(1, 2));
            Thread.sleep(100);
            target.kill(0);
            assertThat(append)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(OutcomeUnknownException.class);
            target.start(0);
        }
    }

    @Test
    void severalInvocationsAreOneOperationWithinANode() {
        ProcessTarget target = open(2, "async");
        long first = on(target, 1);
        long second = LongStream.iterate(first + 1, id -> id + 1)
                .filter(id -> target.shardOf(id) == 1)
                .findFirst()
                .orElseThrow();
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.appendAll(List.of(new Append(first, 1), new Append(second, 2)));
            assertThat(connection.scan(new long[] {second, first}))
                    .extracting(read -> read.rows().entries())
                    .containsExactly(new long[] {2}, new long[] {1});
        }
    }

    @Test
    void itEndsWithItsProcesses() {
        ProcessTarget target = open(2, "async");
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).hasSize(2);
        target.close();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
}
