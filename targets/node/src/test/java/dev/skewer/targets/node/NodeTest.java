package dev.skewer.targets.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.workloads.target.TargetLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a process is seen from outside: in the files that it writes, and in whether it is there. */
class NodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Two processes, the second of which counts. */
    private static final String COUNTING = ": > up; (while :; do echo >> beats; sleep 0.01; done) & wait";

    @TempDir
    Path folder;

    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void endAll() {
        nodes.forEach(Node::kill);
    }

    private Node node(String script) {
        Program program = new Program(
                List.of("sh", "-c", script), Map.of(), folder, () -> Files.exists(folder.resolve("up")), PATIENCE);
        Node node = new Node("node 0", program, () -> {});
        nodes.add(node);
        return node;
    }

    private long beats() {
        try {
            Path beats = folder.resolve("beats");
            return Files.exists(beats) ? Files.size(beats) : 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isCounting() {
        long before = beats();
        long deadline = System.nanoTime() + Duration.ofMillis(500).toNanos();
        while (beats() == before && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        return beats() > before;
    }

    @Test
    void servesWhenItIsReady() {
        Node node = node("sleep 0.05; " + COUNTING);
        node.start();
        assertThat(node.isServing()).isTrue();
        assertThat(folder.resolve("up")).exists();
        assertThat(node.starts()).isEqualTo(1);
    }

    @Test
    void killEndsItAndWhatItStarted() {
        Node node = node(COUNTING);
        node.start();
        await("it counts", () -> beats() > 0);
        node.kill();
        assertThat(node.isRunning()).isFalse();
        assertThat(node.isServing()).isFalse();
        assertThat(isCounting()).isFalse();
        assertThat(node.accident()).isNull();
    }

    @Test
    void itStartsAgainFromWhatItLeft() {
        Node node = node(COUNTING);
        node.start();
        await("it counts", () -> beats() > 0);
        node.kill();
        long left = beats();
        node.start();
        await("it goes on counting", () -> beats() > left);
        assertThat(node.starts()).isEqualTo(2);
    }

    @Test
    void whilePausedItAndWhatItStartedStandStill() {
        Node node = node(COUNTING);
        node.start();
        await("it counts", () -> beats() > 0);
        node.pause();
        node.pause();
        // What was under way when the signal came is over after the first look.
        isCounting();
        assertThat(isCounting()).isFalse();
        assertThat(node.isRunning()).isTrue();
        node.resume();
        node.resume();
        long before = beats();
        await("it goes on", () -> beats() > before);
    }

    @Test
    void killReachesAPausedOne() {
        Node node = node(COUNTING);
        node.start();
        node.pause();
        node.kill();
        assertThat(node.isRunning()).isFalse();
        node.start();
        long before = beats();
        await("it counts again", () -> beats() > before);
    }

    @Test
    void terminateLetsItEndInGoodOrderEvenIfItIsPaused() {
        Node node = node("trap 'echo bye > farewell; exit 0' TERM; : > up; while :; do sleep 0.01; done");
        node.start();
        node.pause();
        node.terminate();
        assertThat(folder.resolve("farewell")).exists();
        assertThat(node.isRunning()).isFalse();
        assertThat(node.accident()).isNull();
    }

    @Test
    void whatIsDoneWhileItIsDeadIsDoneWhileItIsDead() {
        Node node = node(COUNTING);
        node.start();
        await("it counts", () -> beats() > 0);
        var seen = new ArrayList<Boolean>();
        node.kill(() -> seen.add(node.isRunning() || isCounting()));
        node.kill(() -> seen.add(node.isRunning()));
        assertThat(seen).containsExactly(false, false);
    }

    @Test
    void whatIsHarmlessWhenItDoesNotRun() {
        Node node = node(COUNTING);
        node.kill();
        node.terminate();
        node.pause();
        node.resume();
        assertThat(node.isRunning()).isFalse();
        assertThat(node.starts()).isZero();
    }

    @Test
    void anEndByItselfIsAnAccidentAndToldWithWhatItSaid() {
        Node node = node(": > up; sleep 0.05; echo 'the disk is full'; exit 3");
        node.start();
        await("it ends", () -> node.accident() != null);
        assertThat(node.accident())
                .extracting(Node.Accident::sentence)
                .isEqualTo("node 0 ended by itself with exit code 3; its log ends: the disk is full");
        assertThat(node.isServing()).isFalse();
    }

    @Test
    void oneThatEndsInsteadOfStartingIsLost() {
        Node node = node("echo 'no such file'; exit 7");
        assertThatThrownBy(node::start)
                .isInstanceOf(TargetLostException.class)
                .hasMessage("node 0 ended with exit code 7 instead of starting; its log ends: no such file");
    }

    @Test
    void oneThatDoesNotStartInTimeIsLostAndGone() {
        Program program =
                new Program(List.of("sh", "-c", "sleep 1000"), Map.of(), folder, () -> false, Duration.ofMillis(100));
        Node node = new Node("node 3", program, () -> {});
        nodes.add(node);
        assertThatThrownBy(node::start)
                .isInstanceOf(TargetLostException.class)
                .hasMessage("node 3 did not start within 0 s");
        assertThat(node.isRunning()).isFalse();
    }

    @Test
    void oneThatCannotBeStartedIsLost() {
        assumeTrue(Leash.tied(List.of("x"), false).equals(List.of("x")), "the program is started through others here");
        Program program = new Program(List.of("/no/such/program"), Map.of(), folder, () -> true, PATIENCE);
        Node node = new Node("node 0", program, () -> {});
        assertThatThrownBy(node::start).isInstanceOf(TargetLostException.class);
    }

    @Test
    void whatADeadHarnessLeftIsEndedByTheNextOne() throws IOException {
        Node node = node(COUNTING);
        node.start();
        assertThat(folder.resolve("process")).exists();
        Remains.end(folder);
        await("it is gone", () -> !node.isRunning());
        assertThat(isCounting()).isFalse();
    }

    @Test
    void aProcessThatOnlyHasTheNumberIsLeftInPeace() throws IOException {
        Node node = node(COUNTING);
        node.start();
        Path entry = folder.resolve("process");
        String[] words = Files.readString(entry).strip().split(" ");
        Files.writeString(entry, words[0] + " " + (Long.parseLong(words[1]) - 60_000));
        Remains.end(folder);
        assertThat(isCounting()).isTrue();
    }
}
