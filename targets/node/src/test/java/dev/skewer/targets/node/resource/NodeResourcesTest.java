package dev.skewer.targets.node.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.Remains;
import dev.skewer.targets.node.resource.ControlGroups.Controller;
import dev.skewer.targets.node.resource.ControlGroups.Place;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node gets of the machine is seen in what it does. */
@SuppressWarnings("try") // something is imposed as long as its block lasts
class NodeResourcesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Takes 200 MB at once when it is told to, and says whether it got them. */
    private static final String HUNGRY = ": > up; while [ ! -e go ]; do sleep 0.02; done;"
            + " head -c 200000000 /dev/zero | tail > /dev/null && : > eaten; : > over; while :; do sleep 1; done";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** Tells both clocks again and again, in a file that is there as a whole. */
    public static final class Clocks {
        private Clocks() {}

        /** The JVM's entry. */
        public static void main(String[] arguments) throws IOException, InterruptedException {
            while (true) {
                Path fresh = Files.writeString(
                        Path.of("fresh"), System.currentTimeMillis() + " " + System.nanoTime() / 1_000_000);
                Files.move(fresh, Path.of("up"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                Thread.sleep(10);
            }
        }
    }

    private NodeResources resources(Class<? extends Controls> control) {
        NodeResources resources = NodeResources.of(
                new TargetSettings(folder, "", "", Map.of(), List.of(), Set.of(control), new Seed(1)), List.of(folder));
        open.add(resources);
        return resources;
    }

    private Nodes start(NodeResources resources, List<String> command) {
        Nodes nodes = new Nodes(
                1,
                node -> new Program(
                        resources.around(node, command),
                        resources.environment(node),
                        folder,
                        () -> Files.exists(folder.resolve("up")),
                        PATIENCE));
        open.add(nodes);
        nodes.startAll();
        return nodes;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long[] clocks() {
        try {
            String[] both = Files.readString(folder.resolve("up")).split(" ", -1);
            return new long[] {Long.parseLong(both[0]), Long.parseLong(both[1])};
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    private Duration ahead() {
        return Duration.ofMillis(clocks()[0] - System.currentTimeMillis());
    }

    private static void assumeAvailable(Class<? extends Controls> control) {
        Availability availability = NodeResources.availability(control);
        assumeTrue(availability.isAvailable(), availability.obstacle());
    }

    @Test
    void aClockJumpsAndBackWhileTheMonotonicOneGoesOn() {
        assumeAvailable(Controls.Clocks.class);
        NodeResources resources = resources(Controls.Clocks.class);
        long begun = millis();
        Nodes nodes = start(
                resources,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Clocks.class.getName()));
        Duration aWhile = Duration.ofMinutes(5);
        assertThat(ahead().abs()).isLessThan(aWhile);
        try (Imposed shift = resources.shiftClock(0, HOUR)) {
            await("the clock is ahead", () -> ahead().compareTo(HOUR.minus(aWhile)) > 0);
        }
        await("the clock is right again", () -> ahead().abs().compareTo(aWhile) < 0);
        try (Imposed shift = resources.shiftClock(0, HOUR.negated())) {
            await(
                    "the clock is behind",
                    () -> ahead().compareTo(HOUR.minus(aWhile).negated()) < 0);
            // All processes have the same monotonic clock.
            assertThat(clocks()[1]).isBetween(begun, millis());
            nodes.kill(0);
            await("it is gone", () -> !nodes.all().get(0).isRunning());
        }
    }

    private static Place place(Controller controller) {
        Optional<Place> place = ControlGroups.ofThisProcess().place(controller);
        assumeTrue(place.isPresent(), "no control group with the controller " + controller + " can be made here");
        return place.orElseThrow();
    }

    private ControlGroup only(NodeResources resources) throws IOException {
        List<String> groups = Files.readAllLines(folder.resolve("control-groups"));
        assertThat(groups).hasSize(1);
        assertThat(resources.around(0, List.of("x"))).contains(groups.get(0) + "/cgroup.procs");
        return ControlGroup.of(Path.of(groups.get(0)));
    }

    @Test
    void aSqueezedNodeIsStoppedWhenItHasUsedUpItsShare() throws IOException {
        place(Controller.CPU);
        NodeResources resources = resources(Controls.Processors.class);
        ControlGroup group = only(resources);
        Nodes nodes = start(resources, List.of("sh", "-c", ": > up; while :; do :; done"));
        assertThat(group.throttled()).isZero();
        try (Imposed squeeze = resources.squeezeProcessor(0, 10)) {
            await("it is stopped", () -> group.throttled() >= 5);
            // Another process of the node is no other.
            nodes.kill(0);
            nodes.start(0);
            long before = group.throttled();
            await("it is stopped after a start too", () -> group.throttled() >= before + 5);
        }
        long after = group.throttled();
        LockSupport.parkNanos(300_000_000);
        assertThat(group.throttled()).isBetween(after, after + 1);
        nodes.close();
        resources.close();
        assertThat(group.folder()).doesNotExist();
    }

    private boolean eats(Nodes nodes) throws IOException {
        Files.deleteIfExists(folder.resolve("over"));
        Files.writeString(folder.resolve("go"), "");
        await("it has tried", () -> Files.exists(folder.resolve("over")));
        boolean isEaten = Files.deleteIfExists(folder.resolve("eaten"));
        nodes.kill(0);
        Files.delete(folder.resolve("go"));
        return isEaten;
    }

    @Test
    void whatNeedsMoreThanAGroupMayHaveIsEnded() throws IOException {
        place(Controller.MEMORY);
        NodeResources resources = resources(Controls.Memory.class);
        Nodes nodes = start(resources, List.of("sh", "-c", HUNGRY));
        try (Imposed limit = resources.limitMemory(nodes, 0, 8 << 20)) {
            assertThat(eats(nodes)).isFalse();
        }
        nodes.start(0);
        assertThat(eats(nodes)).isTrue();
    }

    @Test
    void withoutAGroupTheAddressSpaceIsLimited() throws IOException {
        Availability availability = AddressSpace.availability();
        assumeTrue(availability.isAvailable(), availability.obstacle());
        Nodes nodes = start(resources(Controls.SharedJvm.class), List.of("sh", "-c", HUNGRY));
        try (Imposed limit = AddressSpace.limit(nodes.all().get(0), 8 << 20)) {
            assertThat(eats(nodes)).isFalse();
        }
        nodes.start(0);
        AddressSpace.limit(nodes.all().get(0), 8 << 20).close();
        assertThat(eats(nodes)).isTrue();
    }

    @Test
    void aNodeThatEndedForWantOfMemoryIsStartedAgain() {
        NodeResources resources = resources(Controls.Memory.class);
        Nodes nodes = start(resources, List.of("sh", "-c", ": > up; sleep 0.2; exit 3"));
        try (Imposed limit = resources.limitMemory(nodes, 0, 1 << 30)) {
            await("it has ended", () -> !nodes.all().get(0).isRunning());
        }
        assertThat(nodes.all().get(0).starts()).isEqualTo(2);
        nodes.kill(0);
        resources.limitMemory(nodes, 0, 1 << 30).close();
        assertThat(nodes.all().get(0).starts()).isEqualTo(2);
    }

    /** With a fiftieth of a processor it takes its time to be gone, as on a busy machine. */
    @Test
    void aNodeThatIsAboutToEndIsStartedAgain() {
        place(Controller.CPU);
        NodeResources resources = resources(Controls.Processors.class);
        Nodes nodes = start(resources, List.of("sh", "-c", ": > up; while :; do :; done"));
        Node node = nodes.all().get(0);
        try (Imposed squeeze = resources.squeezeProcessor(0, 2)) {
            for (int i = 0; i < 5; i++) {
                LockSupport.parkNanos(200_000_000);
                node.whileUnchanged(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly));
                node.recover();
                assertThat(node.isRunning()).as("round %d", i).isTrue();
                assertThat(node.starts()).as("starts after round %d", i).isEqualTo(2 + i);
            }
        }
    }

    @Test
    void aGroupOfAKilledHarnessIsRemoved() throws IOException {
        ControlGroup group = ControlGroup.in(place(Controller.CPU));
        Remains.registerGroups(folder, List.of(group.folder()));
        Remains.end(folder);
        assertThat(group.folder()).doesNotExist();
        Path precious = Files.createDirectory(folder.resolve("skewer-1-1"));
        Remains.registerGroups(folder, List.of(precious));
        Remains.end(folder);
        assertThat(precious).exists();
    }

    @Test
    void busyThreadsEnd() {
        BusyThreads.leaving(20).close();
        await(
                "they end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("busy-")));
    }
}
