package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.set.SetConnection;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers, sets and counters, kept as journals of the reference store. */
class JournalsAsObjectsTest {
    @TempDir
    Path folder;

    private Target open(String isolation) {
        return EmbeddedTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"), isolation, "none", Map.of(), List.of(), Set.of(), new Seed(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"committed", "snapshot", "locked"})
    void aClientAloneSeesWhatItDid(String isolation) {
        try (Target target = open(isolation);
                RegisterConnection registers = target.connect(RegisterConnection.class);
                SetConnection sets = target.connect(SetConnection.class);
                CounterConnection counters = target.connect(CounterConnection.class)) {
            assertThat(registers.read(1)).isNull();
            assertThat(registers.compareAndSet(1, 0, 1)).isFalse();
            registers.write(1, 3);
            assertThat(registers.compareAndSet(1, 3, 4)).isTrue();
            assertThat(registers.compareAndSet(1, 3, 5)).isFalse();
            assertThat(registers.read(1)).isEqualTo(4);

            assertThat(sets.read(2)).isEmpty();
            sets.add(2, 8);
            sets.add(2, 7);
            assertThat(sets.read(2)).containsExactlyInAnyOrder(7, 8);

            assertThat(counters.read(3)).isZero();
            counters.increment(3);
            counters.increment(3);
            assertThat(counters.read(3)).isEqualTo(2);
        }
    }

    /** Old values are dropped, or a register that is written often would be slow to read. */
    @Test
    void aRegisterIsAsShortAfterManyWrites() {
        try (Target target = open("snapshot");
                RegisterConnection registers = target.connect(RegisterConnection.class);
                JournalConnection journals = target.connect(JournalConnection.class)) {
            for (long value = 0; value < 200; value++) {
                registers.write(1, value);
                assertThat(registers.read(1)).isEqualTo(value);
                assertThat(registers.compareAndSet(1, value, -value)).isTrue();
            }
            assertThat(journals.readJournal(1).rows().size()).isLessThanOrEqualTo(32);
        }
    }

    private Verdict verdict(TestSpec spec) {
        JudgedRun run = JudgedRun.of(spec, folder, DurabilityPromise.DURABLE);
        assertThat(run.outcome().problems()).isEmpty();
        return run.verdict();
    }

    @ParameterizedTest
    @CsvSource({
        "register, snapshot, none", "register, committed, restart",
        "set, snapshot, restart", "set, committed, none",
        "counter, snapshot, none", "counter, locked, restart"
    })
    void nothingIsFound(String workload, String isolation, String fault) {
        Verdict verdict = verdict(TestSpec.builder()
                .workload(workload)
                .isolation(isolation)
                .faults(List.of(fault))
                .keys(4)
                .ops(8_000)
                .seed(2)
                .build());
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "register, early-ack", "register, lagging-reader",
        "set, early-ack", "set, lagging-reader",
        "counter, early-ack", "counter, lagging-reader"
    })
    void aDefectIsFound(String workload, String defect) {
        Verdict verdict = verdict(TestSpec.builder()
                .workload(workload)
                .defects(List.of(defect))
                .keys(4)
                .ops(8_000)
                .seed(2)
                .build());
        assertThat(verdict.anomalies()).containsKey("nonlinearizable");
    }
}
