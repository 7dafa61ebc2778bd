package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.network.NamespaceNetwork;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.LinkCondition.Direction;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What faults of the network do to operations on the store: what the client is told, and what is in the store when all is well again.
 */
@SuppressWarnings("try") // a condition is imposed as long as its block lasts
class NetworkFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for a machine that does other things, where the answer comes; waited for where none comes. */
    private static final String DEADLINE_MILLIS = "2000";

    private static final Set<Class<? extends Controls>> ALL =
            Set.of(Controls.Network.class, Controls.FramedNetwork.class, Controls.Partitions.class);

    /** How many numbers of invocations a test has for itself. */
    private static final long OF_A_TEST = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before all tests
    static Path sharedFolder;

    private static @Nullable ProcessTarget shared;
    private static final AtomicLong NEXT = new AtomicLong();

    @TempDir
    Path folder;

    private final long first = NEXT.getAndAdd(OF_A_TEST);
    private final List<Target> targets = new ArrayList<>();

    private static ProcessTarget open(
            Path directory, Set<Class<? extends Controls>> controls, String partition, String... defects) {
        return (ProcessTarget) ProcessTarget.TYPE.open(new TargetSettings(
                directory,
                "snapshot",
                "async",
                Map.of("nodes", "2", "deadline", DEADLINE_MILLIS, "partition", partition),
                List.of(defects),
                controls,
                new Seed(1)));
    }

    private ProcessTarget open(Set<Class<? extends Controls>> controls, String partition, String... defects) {
        ProcessTarget target = open(folder.resolve("data"), controls, partition, defects);
        targets.add(target);
        return target;
    }

    /** The one that tests share which use invocations of their own, and after which all is as before. */
    private static ProcessTarget shared() {
        ProcessTarget target = shared;
        if (target == null) {
            target = open(sharedFolder.resolve("data" + NEXT), ALL, "proxy");
            shared = target;
        }
        return target;
    }

    @AfterEach
    void close() {
        targets.forEach(Target::close);
    }

    @AfterAll
    static void closeShared() {
        ProcessTarget target = shared;
        shared = null;
        if (target != null) {
            target.close();
        }
    }

    /** An invocation of a node, which this test has for itself. */
    private long on(ProcessTarget target, int node) {
        return LongStream.range(first, first + OF_A_TEST)
                .filter(id -> target.nodeOf(id) == node)
                .findFirst()
                .orElseThrow();
    }

    private static int length(ProcessTarget target, long invocation) throws InterruptedException {
        assertThat(target.quiesce(PATIENCE)).isTrue();
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            Metadata metadata = connection.readMetadata(invocation);
            return metadata == null ? 0 : metadata.length();
        }
    }

    /** Appends an entry, which nobody learns the outcome of. */
    private static void appendInVain(ProcessTarget target, long invocation) {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThatThrownBy(() -> connection.append(invocation, 7)).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void anAppendWhoseReplyIsCutIsOfUnknownOutcomeAndThere() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (Controls.Imposed cut = target.impose(0, new LinkCondition.CutReplies(1))) {
            for (int i = 0; i < 10; i++) {
                appendInVain(target, id);
            }
        }
        assertThat(length(target, id)).isEqualTo(10);
    }

    @Test
    void anAppendThatIsHeldAndLostIsOfUnknownOutcomeAndNeverThere() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (Controls.Imposed hold = target.impose(0, new LinkCondition.Hold(Direction.REQUESTS, false))) {
            appendInVain(target, id);
        }
        assertThat(length(target, id)).isZero();
    }

    @Test
    void anAppendThatIsHeldAndDeliveredIsThereWhenItsClientHasGivenUp() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (Controls.Imposed hold = target.impose(0, new LinkCondition.Hold(Direction.REQUESTS, true))) {
            appendInVain(target, id);
            // Nothing waits for it any more, and it is still under way.
            assertThat(target.quiesce(Duration.ofMillis(100))).isFalse();
        }
        assertThat(length(target, id)).isEqualTo(1);
    }

    @Test
    void anAppendWhoseReplyIsHeldIsOfUnknownOutcomeAndThere() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (Controls.Imposed hold = target.impose(0, new LinkCondition.Hold(Direction.REPLIES, true))) {
            appendInVain(target, id);
        }
        assertThat(length(target, id)).isEqualTo(1);
    }

    @Test
    void anAppendThatIsRefusedHasNotHappened() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(id, 1);
            try (Controls.Imposed refusal = target.impose(0, new LinkCondition.Refuse());
                    JournalConnection refused = target.connect(JournalConnection.class)) {
                assertThatThrownBy(() -> refused.append(id, 2)).isInstanceOf(NoEffectException.class);
                // Who is connected already is not concerned.
                connection.append(id, 3);
                refused.append(on(target, 1), 4);
            }
        }
        assertThat(length(target, id)).isEqualTo(2);
    }

    @Test
    void aConnectionThatIsResetIsMadeAnewAndNothingAcknowledgedIsLost() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        int acknowledged = 0;
        int unknown = 0;
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 60; i++) {
                if (i % 3 == 2) {
                    target.reset(0);
                }
                try {
                    connection.append(id, i);
                    acknowledged++;
                } catch (OutcomeUnknownException e) {
                    unknown++;
                }
            }
        }
        assertThat(unknown).isEqualTo(20);
        assertThat(acknowledged).isEqualTo(40);
        assertThat(length(target, id)).isBetween(acknowledged, acknowledged + unknown);
    }

    @Test
    void anAppendThatArrivesTwiceIsThereOnce() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (Controls.Imposed duplication = target.impose(0, new LinkCondition.DuplicateRequests(1));
                JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 50; i++) {
                assertThat(connection.append(id, i).index()).isEqualTo(i);
                assertThat(connection.read(id, false, false).rows().size()).isEqualTo(i + 1);
            }
            // What is told twice is told the same, be it good or bad.
            connection.purge(id);
            assertThatThrownBy(() -> connection.append(id, 50)).isInstanceOf(NoEffectException.class);
            assertThat(connection.readMetadata(id)).isNull();
        }
    }

    @Test
    void delayAndSlowLinkTakeTheirTimeAndNothingElse() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(id, 0);
            long begin = System.nanoTime();
            try (Controls.Imposed delay =
                    target.impose(0, new LinkCondition.Delay(Duration.ofMillis(30), Duration.ofMillis(40)))) {
                connection.append(id, 1);
                connection.append(id, 2);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            begin = System.nanoTime();
            try (Controls.Imposed slow = target.impose(0, new LinkCondition.Slow(1_000))) {
                connection.append(id, 3);
            }
            // A request is more than fifty bytes long, and a reply more than thirty.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
        assertThat(length(target, id)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "namespace"})
    void aPartitionHidesOneNodeAndWhatWasSentArrivesWhenItHeals(String how) throws InterruptedException {
        if (how.equals("namespace")) {
            String obstacle = NamespaceNetwork.availability().obstacle();
            assumeTrue(obstacle == null, obstacle);
        }
        ProcessTarget target = open(Set.of(Controls.Partitions.class), how);
        long id = on(target, 0);
        try (JournalConnection before = target.connect(JournalConnection.class)) {
            before.append(id, 1);
            try (Controls.Imposed partition = target.partition(0);
                    JournalConnection during = target.connect(JournalConnection.class)) {
                assertThatThrownBy(() -> before.append(id, 2)).isInstanceOf(OutcomeUnknownException.class);
                // No connection, no request: that one has certainly not happened.
                assertThatThrownBy(() -> during.append(id, 3)).isInstanceOf(NoEffectException.class);
                during.append(on(target, 1), 4);
            }
        }
        assertThat(length(target, id)).isEqualTo(2);
        assertThat(length(target, on(target, 1))).isEqualTo(1);
    }

    @Test
    void aNodeThatComesBackIsReachedTheSameWay() throws InterruptedException {
        ProcessTarget target = shared();
        long id = on(target, 0);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(id, 1);
            target.kill(0);
            assertThatThrownBy(() -> connection.append(id, 2)).isInstanceOf(NoEffectException.class);
            target.start(0);
        }
        assertThat(length(target, id)).isEqualTo(1);
    }

    @Test
    void thereIsNoProxyUnlessAFaultNeedsOne() {
        closeShared();
        open(Set.of(Controls.Processes.class), "proxy");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("proxy"));
    }

    // ── defects ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aClientThatTakesSilenceForFailureFailsWhatIsThereLater() throws InterruptedException {
        ProcessTarget target = open(ALL, "proxy", "ack-after-deadline");
        long id = on(target, 0);
        try (Controls.Imposed hold = target.impose(0, new LinkCondition.Hold(Direction.REQUESTS, true));
                JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThatThrownBy(() -> connection.append(id, 7)).isInstanceOf(NoEffectException.class);
        }
        assertThat(length(target, id)).isEqualTo(1);
    }

    @Test
    void aClientThatSendsAnAppendAgainAppendsTwice() throws InterruptedException {
        ProcessTarget target = open(ALL, "proxy", "retry-appends-twice");
        long id = on(target, 0);
        try (Controls.Imposed cut = target.impose(0, new LinkCondition.CutReplies(1))) {
            appendInVain(target, id);
        }
        assertThat(length(target, id)).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotKnowACallAgainAppendsTwice() throws InterruptedException {
        ProcessTarget target = open(ALL, "proxy", "repeated-call");
        long id = on(target, 0);
        try (Controls.Imposed duplication = target.impose(0, new LinkCondition.DuplicateRequests(1));
                JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(id, 7);
        }
        assertThat(length(target, id)).isEqualTo(2);
    }
}
