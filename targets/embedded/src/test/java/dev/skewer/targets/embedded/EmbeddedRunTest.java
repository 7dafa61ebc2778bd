package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.runner.TestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against the reference store, from the spec to the file. */
class EmbeddedRunTest {
    @TempDir
    Path folder;

    private RunOutcome run(TestSpec spec, Path file) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        try (EdnWriter writer = new EdnWriter(Files.newOutputStream(file))) {
            return TestRunner.run(spec, new RunContext() {
                @Override
                public Path scratch() {
                    return scratch;
                }

                @Override
                public EventSink history() {
                    return writer;
                }
            });
        } finally {
            try (Stream<Path> left = Files.list(scratch)) {
                assertThat(left).isEmpty();
            }
        }
    }

    private static long events(Path file, EventType type) throws IOException {
        long count = 0;
        try (EventReader reader = Histories.open(file, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                count += event.type == type && event.process >= 0 ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(strings = {"committed", "snapshot", "locked"})
    void aRunLeavesAHistoryThatReadsBack(String isolation) throws IOException {
        Path file = folder.resolve("history.edn");
        RunOutcome outcome =
                run(TestSpec.builder().isolation(isolation).ops(5_000).seed(3).build(), file);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ops() + outcome.finalReads()).isEqualTo(5_000);
        assertThat(outcome.ok()).isGreaterThan(4_500);
        assertThat(outcome.info()).isZero();
        assertThat(events(file, EventType.INVOKE)).isEqualTo(5_000);
        assertThat(events(file, EventType.OK)).isEqualTo(outcome.ok() + outcome.finalReads());
    }

    /** What the checker says of a run: the reason why all of this exists. */
    private static Verdict check(Path file) throws IOException {
        JournalHistoryBuilder history = new JournalHistoryBuilder(file.toString());
        read(file, history);
        return JournalChecker.check(history.build(), Budget.unlimited());
    }

    private static void read(Path file, EventSink sink) throws IOException {
        try (EventReader reader = Histories.open(file, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                sink.accept(event);
            }
        }
    }

    /** The store says of each change where it stood; a store that says less is a correct one too. */
    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "locked"})
    void aRunIsSoundWhetherItsStoreReportsAllOrLess(String isolation) throws IOException {
        Path file = folder.resolve("history.edn");
        run(
                TestSpec.builder()
                        .isolation(isolation)
                        .concurrency(16)
                        .keys(4)
                        .ops(8_000)
                        .seed(5)
                        .build(),
                file);
        Verdict all = check(file);
        JournalHistoryBuilder lesser = new JournalHistoryBuilder("fewer fields");
        FewerFields fewer = new FewerFields(lesser);
        read(file, fewer);
        assertThat(fewer.leftOut).isGreaterThan(500);
        Verdict less = JournalChecker.check(lesser.build(), Budget.unlimited());
        assertThat(all.anomalies()).isEmpty();
        assertThat(less.anomalies()).isEmpty();
        assertThat(less.ops()).isEqualTo(all.ops());
        assertThat(all.opportunities()).isEqualTo(less.opportunities()).isGreaterThan(100);
    }

    @Test
    void slowReadersAreSkewedAtCommittedAndNotAtSnapshot() throws IOException {
        TestSpec.Builder spec =
                TestSpec.builder().faults(List.of("slow-reader")).timeLimit(Duration.ofSeconds(1));
        Path committed = folder.resolve("committed.edn");
        run(spec.isolation("committed").build(), committed);
        Verdict skewed = check(committed);
        assertThat(skewed.valid()).isEqualTo(Validity.FALSE);
        assertThat(skewed.anomalies()).containsKey("read-skew");
        Path snapshot = folder.resolve("snapshot.edn");
        run(spec.isolation("snapshot").build(), snapshot);
        Verdict sound = check(snapshot);
        assertThat(sound.anomalies()).isEmpty();
        assertThat(sound.opportunities()).isGreaterThan(100);
    }

    @Test
    void allFaultsTogether() throws IOException {
        Path file = folder.resolve("history.edn");
        RunOutcome outcome = run(
                TestSpec.builder()
                        .faults(Faults.suiting(Targets.of("embedded")).stream()
                                .map(FaultType::name)
                                .toList())
                        .timeLimit(Duration.ofMillis(1_200))
                        .seed(538) // whose faults all begin within 322 ms
                        .build(),
                file);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(outcome.faults())
                .allSatisfy((fault, times) -> assertThat(times).as(fault).isPositive());
        assertThat(outcome.ok()).isGreaterThan(outcome.ops() * 8 / 10);
        assertThat(events(file, EventType.INFO)).isEqualTo(outcome.info());
    }

    @Test
    void everyDefectRuns() throws IOException {
        for (String defect : Targets.of("embedded").defectIds()) {
            RunOutcome outcome =
                    run(TestSpec.builder().defects(List.of(defect)).ops(200).build(), folder.resolve(defect + ".edn"));
            assertThat(outcome.problems()).as(defect).isEmpty();
            assertThat(outcome.ops() + outcome.finalReads()).as(defect).isEqualTo(200);
        }
    }
}
