package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.resource.NodeResources;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What too little of the machine, and a wrong clock, do to the store. */
@SuppressWarnings("try") // something is imposed as long as its block lasts
class ResourceFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As RocksDB begins the lines of its log. */
    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy/MM/dd-HH:mm:ss");

    @TempDir
    Path folder;

    private final List<Target> targets = new ArrayList<>();

    private ProcessTarget open(Class<? extends Controls> control) {
        Availability availability = NodeResources.availability(control);
        assumeTrue(availability.isAvailable(), availability.obstacle());
        Target target = ProcessTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"),
                "snapshot",
                "async",
                Map.of("nodes", "1", "deadline", "4000"),
                List.of(),
                Set.of(control),
                new Seed(1)));
        targets.add(target);
        return (ProcessTarget) target;
    }

    @AfterEach
    void close() {
        targets.forEach(Target::close);
    }

    /** Whether the store's own log has a line of a time after this one. */
    private boolean logsAfter(LocalDateTime time) {
        try {
            Path log = folder.resolve("data/node-0/store/rocksdb/LOG");
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.matches("\\d{4}/\\d\\d/\\d\\d-\\d\\d:\\d\\d:\\d\\d\\..*"))
                    .anyMatch(line ->
                            LocalDateTime.parse(line.substring(0, 19), LOGGED).isAfter(time));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStoreTakesAWrongClockForRight() {
        ProcessTarget target = open(Controls.Clocks.class);
        LocalDateTime soon = LocalDateTime.now(ZoneId.systemDefault()).plusMinutes(30);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
        }
        assertThat(logsAfter(soon)).isFalse();
        try (Imposed shift = target.shiftClock(0, Duration.ofHours(1))) {
            // It tells the time when it opens.
            target.kill(0);
            target.start(0);
            assertThat(logsAfter(soon)).isTrue();
        }
        target.kill(0);
        target.start(0);
        assertThat(logsAfter(soon)).isFalse();
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(connection.read(1, false, false).rows().size()).isEqualTo(1);
        }
    }

    /** A figure of the node's control group; -1 if it has none with such a file. */
    private long figure(String file, String name) {
        try {
            for (String group : Files.readAllLines(folder.resolve("data/node-0/control-groups"))) {
                Path figures = Path.of(group, file);
                if (Files.exists(figures)) {
                    return Files.readAllLines(figures).stream()
                            .filter(line -> line.startsWith(name))
                            .map(line ->
                                    Long.parseLong(line.substring(name.length()).strip()))
                            .findFirst()
                            .orElse(-1L);
                }
            }
            return -1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSqueezedStoreIsStoppedAgainAndAgainAndAnswersAllTheSame() {
        ProcessTarget target = open(Controls.Processors.class);
        assumeTrue(figure("cpu.stat", "nr_throttled") >= 0, "no control group can be made here");
        try (Imposed squeeze = target.squeezeProcessor(0, 5);
                JournalConnection connection = target.connect(JournalConnection.class)) {
            long before = figure("cpu.stat", "nr_throttled");
            for (int i = 0; figure("cpu.stat", "nr_throttled") < before + 5; i++) {
                connection.append(i, i);
            }
        }
    }

    @Test
    void aStoreThatEndsForWantOfMemoryIsThereAgain() throws InterruptedException {
        ProcessTarget target = open(Controls.Memory.class);
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(1, 1);
        }
        target.limitMemory(0, 0).close();
        assertThat(target.awaitNode(0, PATIENCE)).isTrue();
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(connection.read(1, false, false).rows().size()).isEqualTo(1);
        }
    }

    @Test
    void aRunGoesOnUnderAllOfThem() throws IOException {
        for (Class<? extends Controls> control :
                List.of(Controls.Clocks.class, Controls.Processors.class, Controls.Memory.class)) {
            Availability availability = NodeResources.availability(control);
            assumeTrue(availability.isAvailable(), availability.obstacle());
        }
        RunOutcome outcome = JudgedRun.of(
                        TestSpec.builder()
                                .target("process")
                                .targetOptions(Map.of("nodes", "2"))
                                .faults(List.of(
                                        "clock(every=300ms,for=200ms)",
                                        "cpu-squeeze(every=300ms,for=200ms,nodes=one)",
                                        "memory-pressure(every=500ms,for=200ms,nodes=one)"))
                                .timeLimit(Duration.ofSeconds(3))
                                .seed(1)
                                .build(),
                        folder)
                .outcome();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ok()).isPositive();
        assertThat(outcome.faults())
                .allSatisfy((fault, times) -> assertThat(times).as(fault).isPositive());
    }
}
