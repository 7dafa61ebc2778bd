package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.checkWithoutSearch;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each chain of versions has an order by itself, and all of them have none together: first indexes against lengths of one
 * invocation, and one invocation against another. Whoever forgets one edge of the graph calls these histories right.
 */
class DependencyGraphTest {
    private static final String TWO = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
    private static final String ALL = "[{:id 1 :entry 11} {:id 2 :entry 21}]";
    private static final String ALL_OK = "[{:id 1 :entry 11 :epoch 0 :index 1} {:id 2 :entry 21 :epoch 0 :index 0}]";

    private static void isRight(String... lines) {
        assertThat(checkWithoutSearch(lines).valid()).isEqualTo(Validity.TRUE);
    }

    private static void isWrong(String... lines) {
        assertThat(checkWithoutSearch(lines).valid()).isEqualTo(Validity.FALSE);
    }

    private static String compact(int process, int to, int answer) {
        return call(process, "compact", "{:id 1 :first " + to + "}", "{:id 1 :first " + answer + "}");
    }

    /** Asked for nothing, the trim kept one entry: the first index was 1. */
    private static String[] trimAfterCompact(String... reads) {
        return new String[] {
            TWO,
            invoke(1, "compact", "{:id 1 :first 1}"),
            invoke(2, "trim", "{:id 1 :length 0}"),
            String.join("\n", reads),
            ok(1, "compact", "{:id 1 :first 1}"),
            ok(2, "trim", "{:id 1 :epoch 1 :length 1}")
        };
    }

    @Test
    void aTrimThatFoundAFirstIndexCameAfterTheCompactThatMovedIt() {
        String older = read(7, 1, 0, 0, 2, "[[0 10] [1 11]]");
        String trimmedOnly = read(8, 1, 1, 0, 1, "[[0 10]]");
        String compactedOnly = read(8, 1, 0, 1, 2, "[[1 11]]");
        String both = invoke(9, "read", "{:id 1}");
        String bothEnd = ok(9, "read", "{:id 1 :metadata {:epoch 1 :first 1 :length 1} :journal []}");
        isRight(trimAfterCompact(compactedOnly, both, bothEnd));
        isWrong(trimAfterCompact(trimmedOnly));
        isWrong(trimAfterCompact(older, trimmedOnly));
        isWrong(trimAfterCompact(both, trimmedOnly, bothEnd));
    }

    @Test
    void aTrimThatFoundAFirstIndexCameBeforeTheCompactThatMovedItOn() {
        String three = TWO + "\n" + append(0, 1, 12, 0, 2) + "\n" + compact(0, 1, 1);
        String begin = invoke(1, "compact", "{:id 1 :first 2}") + "\n" + invoke(2, "trim", "{:id 1 :length 0}");
        String end = ok(1, "compact", "{:id 1 :first 2}") + "\n" + ok(2, "trim", "{:id 1 :epoch 1 :length 1}");
        String more = invoke(3, "append", "{:id 1 :entry 13}");
        String moreEnd = ok(3, "append", "{:id 1 :entry 13 :epoch 1 :index 1}");
        isRight(three, begin, more, read(8, 1, 1, 1, 2, "[[1 13]]"), end, moreEnd);
        isWrong(three, begin, more, read(8, 1, 0, 2, 3, "[[2 12]]"), end, moreEnd);
    }

    @Test
    void aCompactThatOneSawBeforeAnAppendAndAnotherAfterItHasNoPlace() {
        String begin = append(0, 1, 10, 0, 0) + "\n" + invoke(1, "append", "{:id 1 :entry 11}") + "\n"
                + invoke(2, "compact", "{:id 1 :first 1}") + "\n" + invoke(7, "read", "{:id 1}");
        String end = ok(1, "append", "{:id 1 :entry 11 :epoch 0 :index 1}") + "\n"
                + ok(2, "compact", "{:id 1 :first 1}") + "\n"
                + ok(7, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 10] [1 11]]}");
        String answer = invoke(4, "compact", "{:id 1 :first 0}");
        String answerEnd = ok(4, "compact", "{:id 1 :first 1}");
        isRight(begin, answer, answerEnd, end);
        isWrong(begin, read(8, 1, 0, 1, 1, "[]"), end);
        isWrong(begin, answer, read(8, 1, 0, 1, 1, "[]"), answerEnd, end);
    }

    /** An append-all to 1 and 2, and a compact of 1 to 1, both under way all the time. */
    private static String[] beside(String... lines) {
        return new String[] {
            append(0, 1, 10, 0, 0),
            invoke(1, "append-all", ALL),
            invoke(2, "compact", "{:id 1 :first 1}"),
            invoke(7, "read", "{:id 1}"),
            String.join("\n", lines),
            ok(1, "append-all", ALL_OK),
            ok(2, "compact", "{:id 1 :first 1}")
        };
    }

    @Test
    void whatACompactFoundHoldsTheOneThatMovedTheFirstIndexToTheClock() {
        String without = call(8, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}");
        String with = read(8, 2, 0, 0, 1, "[[0 21]]");
        String appendedFirst =
                ok(7, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 10] [1 11]]}");
        String compactedFirst = ok(7, "read", "{:id 1 :metadata {:epoch 0 :first 1 :length 1} :journal []}");
        isRight(beside(without, compact(4, 0, 1), appendedFirst));
        isWrong(beside(compact(4, 0, 1), without, appendedFirst));
        isRight(beside(compact(4, 0, 1), without, compactedFirst));
        isRight(beside(compact(4, 0, 0), with, compactedFirst));
        isWrong(beside(with, compact(4, 0, 0), compactedFirst));
        isRight(beside(with, compact(4, 0, 0), appendedFirst));
    }

    private static String appends(int id, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(append(0, id, 1_000 * id + i, 0, i)).append('\n');
        }
        return lines.toString();
    }

    /**
     * Two scans of 3 and 4 that disagree, and an append-all of unknown outcome to 1 and 2 that has to be in both, among so many
     * others that they are of one share of the threads or of several.
     */
    @ParameterizedTest
    @CsvSource({"0, 40", "40, 0", "40, 36", "40, 40", "40, 44", "80, 40", "40, 80"})
    void whatIsPlacedAnewLeavesOtherInvocationsAsTheyWereOnEachNumberOfThreads(int before, int between) {
        String one = ":metadata {:epoch 0 :first 0 :length 1} :journal ";
        String[] lines = {
            appends(9, before),
            invoke(0, "append", "{:id 3 :entry 30}"),
            invoke(1, "append", "{:id 4 :entry 40}"),
            invoke(2, "scan", "[3 4]"),
            invoke(3, "scan", "[3 4]"),
            ok(2, "scan", "[{:id 3 " + one + "[[0 30]]} {:id 4 :metadata nil :journal []}]"),
            ok(3, "scan", "[{:id 3 :metadata nil :journal []} {:id 4 " + one + "[[0 40]]}]"),
            ok(0, "append", "{:id 3 :entry 30 :epoch 0 :index 0}"),
            ok(1, "append", "{:id 4 :entry 40 :epoch 0 :index 0}"),
            appends(8, between),
            invoke(5, "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]"),
            invoke(6, "append", "{:id 2 :entry 22}"),
            append(0, 1, 11, 0, 1),
            append(0, 2, 21, 0, 1),
            read(7, 1, 0, 0, 2, "[[0 10] [1 11]]"),
            call(7, "read-metadata", "{:id 2}", "{:id 2 :metadata {:epoch 0 :first 0 :length 2}}")
        };
        JournalHistory history = history(lines);
        InvocationParts groups = new InvocationParts(history);
        Verdict verdict = check(lines);
        assertThat(verdict.anomalies()).containsOnlyKeys("long-fork");
        for (int threads = 1; threads <= 5; threads++) {
            assertThat(JournalCheck.check(history, groups, threads, Budget.unlimited()))
                    .as("%d threads", threads)
                    .isEqualTo(verdict);
        }
    }

    /** Of whatever share of the invocations it is, what stays open or is half done is not forgotten. */
    @Test
    void whatNeedsASearchIsSearchedOnEachNumberOfThreads() {
        String trimmed = invoke(1, "trim", "{:id 1 :length 1}") + "\n" + invoke(2, "append", "{:id 1 :entry 11}");
        String[] open = {
            appends(9, 40), append(0, 1, 10, 0, 0), trimmed, read(4, 1, 1, 0, 1, "[[0 11]]"),
        };
        String[] half = {
            appends(9, 40),
            invoke(1, "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]"),
            read(7, 1, 0, 0, 1, "[[0 10]]"),
            call(7, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}")
        };
        // Seen by one scan that came before an append, and not by one that came after it: only all three tell.
        String one = ":metadata {:epoch 0 :first 0 :length 1} :journal [[0 ";
        String[] third = {
            appends(9, 40),
            invoke(1, "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]"),
            append(0, 2, 21, 0, 0),
            invoke(3, "append", "{:id 4 :entry 40}"),
            invoke(7, "scan", "[1 4]"),
            invoke(8, "scan", "[2 4]"),
            ok(7, "scan", "[{:id 1 " + one + "10]]} {:id 4 :metadata nil :journal []}]"),
            ok(8, "scan", "[{:id 2 " + one + "21]]} {:id 4 " + one + "40]]}]"),
            ok(3, "append", "{:id 4 :entry 40 :epoch 0 :index 0}")
        };
        for (String[] lines : List.of(open, half, third)) {
            JournalHistory history = history(lines);
            InvocationParts groups = new InvocationParts(history);
            for (int threads = 1; threads <= 5; threads++) {
                assertThat(JournalCheck.check(history, groups, threads, Budget.unlimited())
                                .valid())
                        .as("%d threads", threads)
                        .isEqualTo(Validity.FALSE);
                // Without a search it stays open.
                assertThat(JournalCheck.check(history, groups, threads, Budget.of(Duration.ofNanos(-1), 0))
                                .valid())
                        .isEqualTo(Validity.UNKNOWN);
            }
        }
    }

    /** As many append-alls as invocations, each to one and to the next: first there, second here, and so round. */
    private static String[] ring(int size, boolean isClosed) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int next = (i + 1) % size;
            lines.add(invoke(
                    i,
                    "append-all",
                    "[{:id " + i + " :entry " + i + "} {:id " + next + " :entry " + (1_000 + i) + "}]"));
        }
        for (int i = 0; i < size; i++) {
            int next = (i + 1) % size;
            boolean isTurned = !isClosed && (i == 0 || next == 0);
            int here = i == 0 && isTurned ? 0 : 1;
            int there = next == 0 && isTurned ? 1 : 0;
            lines.add(ok(
                    i,
                    "append-all",
                    "[{:id " + i + " :entry " + i + " :epoch 0 :index " + here + "} {:id " + next + " :entry "
                            + (1_000 + i) + " :epoch 0 :index " + there + "}]"));
        }
        return lines.toArray(String[]::new);
    }

    @Test
    void aCircleOfAnyNumberOfOperationsIsOneAnomaly() {
        for (int size : new int[] {2, 3, 63, 64, 65, 66, 300}) {
            isRight(ring(size, false));
            Verdict verdict = checkWithoutSearch(ring(size, true));
            assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
            assertThat(verdict.anomalies()).containsOnlyKeys("reordered");
            assertThat(Objects.requireNonNull(verdict.anomalies().get("reordered"))
                            .count())
                    .as("a circle of %d", size)
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasInvokedLastMayComeBeforeAnyNumberOfOthers() {
        for (int size : new int[] {1, 64, 65, 200}) {
            List<String> lines = new ArrayList<>();
            StringBuilder all = new StringBuilder();
            StringBuilder placed = new StringBuilder();
            for (int i = 0; i < size; i++) {
                lines.add(invoke(i, "append", "{:id " + i + " :entry " + i + "}"));
                all.append("{:id ")
                        .append(i)
                        .append(" :entry ")
                        .append(1_000 + i)
                        .append("} ");
                placed.append("{:id ")
                        .append(i)
                        .append(" :entry ")
                        .append(1_000 + i)
                        .append(" :epoch 0 :index 0} ");
            }
            lines.add(invoke(size, "append-all", "[" + all + "]"));
            lines.add(ok(size, "append-all", "[" + placed + "]"));
            for (int i = 0; i < size; i++) {
                lines.add(ok(i, "append", "{:id " + i + " :entry " + i + " :epoch 0 :index 1}"));
            }
            isRight(lines.toArray(String[]::new));
            lines.add(lines.size() - 1, read(900, size - 1, 0, 0, 1, "[[0 " + (999 + size) + "]]"));
            isRight(lines.toArray(String[]::new));
            lines.add(read(900, size - 1, 0, 0, 1, "[[0 " + (999 + size) + "]]"));
            isWrong(lines.toArray(String[]::new));
        }
    }

    /** What was found wrong by itself takes no further part: it is one anomaly, not one more with each invocation. */
    @Test
    void aStaleViewOfAScanIsNotHeldAgainstItsOtherViews() {
        String one = ":metadata {:epoch 0 :first 0 :length 1} :journal ";
        Verdict verdict = checkWithoutSearch(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(1, "append-all", "[{:id 2 :entry 20} {:id 3 :entry 30}]"),
                call(7, "scan", "[1 2]", "[{:id 1 " + one + "[[0 10]]} {:id 2 " + one + "[[0 20]]}]"),
                call(8, "read-metadata", "{:id 3}", "{:id 3 :metadata nil}"),
                ok(1, "append-all", "[{:id 2 :entry 20 :epoch 0 :index 0} {:id 3 :entry 30 :epoch 0 :index 0}]"),
                read(9, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        assertThat(verdict.anomalies()).containsOnlyKeys("stale-read");
    }

    private static void isOnly(String anomaly, String kind, String... lines) {
        Verdict verdict = checkWithoutSearch(lines);
        assertThat(verdict.anomalies()).containsOnlyKeys(anomaly);
        Anomaly found = Objects.requireNonNull(verdict.anomalies().get(anomaly));
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.kinds().keySet()).isEqualTo(kind.isEmpty() ? Set.of() : Set.of(kind));
    }

    /** A scan of 1 and 2 that found nothing in 1 and one entry in 2. */
    private static String secondOnly(int entry) {
        return "[{:id 1 :metadata nil :journal []} {:id 2 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 " + entry
                + "]]}]";
    }

    @Test
    void aScanThatShowsAnAppendAllAndNotWhatCameBeforeItSawPartOfIt() {
        String begin = invoke(1, "append", "{:id 1 :entry 12}") + "\n" + invoke(2, "append-all", ALL) + "\n"
                + invoke(3, "scan", "[1 2]");
        String end = ok(1, "append", "{:id 1 :entry 12 :epoch 0 :index 0}") + "\n" + ok(2, "append-all", ALL_OK);
        isOnly("intermediate-read", "", begin, ok(3, "scan", secondOnly(21)), end);
    }

    @Test
    void aScanThatShowsWhatCameAfterAnAppendAllAndNotThatShowsTwoMoments() {
        String two = ":metadata {:epoch 0 :first 0 :length 2} :journal [[0 21] [1 22]]";
        isOnly(
                "read-skew",
                "across-invocations",
                invoke(1, "append-all", "[{:id 1 :entry 11} {:id 2 :entry 21} {:id 3 :entry 31}]"),
                invoke(2, "append-all", "[{:id 3 :entry 32} {:id 4 :entry 42}]"),
                invoke(4, "append", "{:id 4 :entry 43}"),
                invoke(3, "scan", "[1 4]"),
                ok(
                        3,
                        "scan",
                        "[{:id 1 :metadata nil :journal []} {:id 4 "
                                + two.replace("21", "42").replace("22", "43") + "}]"),
                ok(
                        1,
                        "append-all",
                        "[{:id 1 :entry 11 :epoch 0 :index 0} {:id 2 :entry 21 :epoch 0 :index 0} {:id 3 :entry 31 :epoch"
                                + " 0 :index 0}]"),
                ok(2, "append-all", "[{:id 3 :entry 32 :epoch 0 :index 1} {:id 4 :entry 42 :epoch 0 :index 0}]"),
                ok(4, "append", "{:id 4 :entry 43 :epoch 0 :index 1}"));
    }

    @Test
    void aScanAndALaterReadThatDisagreeAboutAnAppendAllAreALongFork() {
        isOnly(
                "long-fork",
                "",
                invoke(2, "append-all", "[{:id 1 :entry 11} {:id 2 :entry 21}]"),
                call(
                        3,
                        "scan",
                        "[2 3]",
                        "[{:id 2 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 21]]} {:id 3 :metadata nil :journal []}]"),
                call(4, "read-metadata", "{:id 1}", "{:id 1 :metadata nil}"),
                ok(2, "append-all", "[{:id 1 :entry 11 :epoch 0 :index 0} {:id 2 :entry 21 :epoch 0 :index 0}]"));
    }
}
