package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the clock says against reads, and whose reads they were. */
class RealTimeTest {
    private static long count(Verdict verdict, String name) {
        Anomaly anomaly = verdict.anomalies().get(name);
        return anomaly == null ? 0 : Objects.requireNonNull(anomaly).count();
    }

    private static String longer(int process) {
        return read(process, 1, 0, 0, 2, "[[0 10] [1 11]]") + "\n";
    }

    private static String shorter(int process) {
        return read(process, 1, 0, 0, 1, "[[0 10]]") + "\n";
    }

    @Test
    void eachReadOfAProcessThatGoesBackIsCountedHoweverManyProcessesThereAre() {
        for (int processes : new int[] {1, 3, 40, 500}) {
            StringBuilder lines = new StringBuilder();
            for (int p = 0; p < processes; p++) {
                lines.append(longer(7 * p + 2));
            }
            for (int p = 0; p < processes; p++) {
                // Every third goes back, and one of these twice; the others go on.
                lines.append(p % 3 == 0 ? shorter(7 * p + 2) : longer(7 * p + 2));
            }
            lines.append(shorter(2)).append(shorter(5_000)).append(longer(5_000));
            Verdict verdict = check(
                    append(0, 1, 10, 0, 0),
                    invoke(1, "append", "{:id 1 :entry 11}"),
                    lines.toString(),
                    ok(1, "append", "{:id 1 :entry 11 :epoch 0 :index 1}"));
            int back = (processes + 2) / 3 + 1;
            assertThat(count(verdict, "non-monotonic-read"))
                    .as("%d processes", processes)
                    .isEqualTo(back);
            assertThat(count(verdict, "stale-read")).isEqualTo(back + 1);
        }
    }

    @Test
    void aProcessThatReadsAnotherInvocationDoesNotGoBack() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                longer(7),
                shorter(8),
                append(0, 2, 20, 0, 0),
                append(0, 2, 21, 0, 1),
                read(7, 2, 0, 0, 1, "[[0 20]]"),
                read(9, 2, 0, 0, 2, "[[0 20] [1 21]]"));
        assertThat(count(verdict, "stale-read")).isEqualTo(2);
        assertThat(count(verdict, "non-monotonic-read")).isZero();
    }

    @Test
    void anAppendAllTakesOnePlaceAfterTheOtherInOneInvocation() {
        String two = "[{:id 1 :entry 10} {:id 1 :entry 11}]";
        String apart = "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 1 :entry 11 :epoch 0 :index 2}]";
        Verdict verdict = check(
                invoke(1, "append", "{:id 1 :entry 12}"),
                call(0, "append-all", two, apart),
                ok(1, "append", "{:id 1 :entry 12 :epoch 0 :index 1}"));
        assertThat(count(verdict, "reordered")).isPositive();
        Verdict between = check(
                invoke(0, "append-all", two),
                shorter(7),
                ok(0, "append-all", "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 1 :entry 11 :epoch 0 :index 1}]"));
        assertThat(count(between, "intermediate-read")).isEqualTo(1);
    }

    /** What the clock refutes does not count when others are placed: one stale read is one anomaly. */
    @Test
    void aStaleReadDoesNotPushAwayAJournalThatWasReadAlone() {
        String begin = invoke(8, "read-journal", "{:id 1}");
        String end = ok(8, "read-journal", "{:id 1 :journal [[0 10]]}");
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                begin,
                trim(0, 1, 1, 1, 1),
                end,
                longer(7),
                read(9, 1, 1, 0, 1, "[[0 10]]"));
        assertThat(verdict.anomalies()).containsOnlyKeys("stale-read");
        assertThat(count(verdict, "stale-read")).isEqualTo(1);
    }

    @Test
    void anEntryIsLostOnlyIfSomebodyCameLaterAndNobodyWhoDidSawIt() {
        String ten = append(0, 1, 10, 0, 0);
        String eleven = append(0, 1, 11, 0, 1);
        assertThat(check(ten, eleven, shorter(7), shorter(8)).anomalies())
                .containsOnlyKeys("lost-append", "stale-read");
        assertThat(check(ten, eleven, shorter(7)).anomalies()).containsOnlyKeys("stale-read");
        assertThat(check(ten, eleven, shorter(7), longer(8)).anomalies()).containsOnlyKeys("stale-read");
        // A trim that is missing is no entry that is gone.
        assertThat(check(ten, eleven, trim(0, 1, 1, 1, 1), longer(7), longer(8)).anomalies())
                .containsOnlyKeys("stale-read");
    }

    @Test
    void aPrefixThatAReadHasNotSeenYetIsStaleOnlyIfTheCompactWasOver() {
        String two = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
        String begin = invoke(3, "compact", "{:id 1 :first 1}");
        String end = ok(3, "compact", "{:id 1 :first 1}");
        String compacted = read(8, 1, 0, 1, 2, "[[1 11]]");
        assertThat(check(two, begin, end, longer(7)).anomalies()).containsOnlyKeys("stale-read");
        assertThat(check(two, begin, longer(7), end).anomalies()).isEmpty();
        assertThat(check(two, begin, longer(7), compacted, end).anomalies()).isEmpty();
        assertThat(count(check(two, begin, compacted, longer(7), end), "stale-read"))
                .isEqualTo(1);
        assertThat(count(check(two, compacted, begin, end), "phantom-entry")).isEqualTo(1);
        assertThat(check(two, begin, compacted, end).anomalies()).isEmpty();
    }

    @Test
    void aWriteThatFoundAnOlderVersionAnsweredWithIt() {
        String two = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
        Verdict verdict = check(two, longer(8), trim(3, 1, 5, 0, 1));
        assertThat(verdict.anomalies()).containsOnlyKeys("stale-read");
        assertThat(Objects.requireNonNull(verdict.anomalies().get("stale-read")).kinds())
                .containsOnlyKeys("answer-of-a-write");
    }
}
