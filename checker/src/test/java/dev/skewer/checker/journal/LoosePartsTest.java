package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.checkWithoutSearch;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What does not say where it stood is placed by what it saw and by the clock, without a search where no outcome is unknown. */
class LoosePartsTest {
    private static String journal(int process, String rows) {
        return call(process, "read-journal", "{:id 1}", "{:id 1 :journal " + rows + "}");
    }

    private static String absent(int process) {
        return call(process, "read-metadata", "{:id 1}", "{:id 1 :metadata nil}");
    }

    /** Two appends and two trims to nothing that all were under way all the time: 10, nothing, 11, nothing. */
    private static String[] amid(String... reads) {
        List<String> lines = new ArrayList<>(List.of(
                invoke(0, "append", "{:id 1 :entry 10}"),
                invoke(1, "trim", "{:id 1 :length 0}"),
                invoke(2, "append", "{:id 1 :entry 11}"),
                invoke(3, "trim", "{:id 1 :length 0}")));
        lines.addAll(List.of(reads));
        lines.add(ok(0, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"));
        lines.add(ok(1, "trim", "{:id 1 :epoch 1 :length 0}"));
        lines.add(ok(2, "append", "{:id 1 :entry 11 :epoch 1 :index 0}"));
        lines.add(ok(3, "trim", "{:id 1 :epoch 2 :length 0}"));
        return lines.toArray(String[]::new);
    }

    @Test
    void aLaterReadOfNothingStandsAboveWhatAnEarlierOneSaw() {
        String ten = "[[0 10]]";
        String eleven = "[[0 11]]";
        for (List<String> right : List.of(
                List.of(ten, "[]"),
                List.of("[]", ten),
                List.of("[]", ten, "[]", eleven, "[]"),
                List.of(ten, "[]", "[]", eleven, eleven),
                List.of(ten, eleven, "[]"))) {
            String[] reads = right.stream().map(rows -> journal(7, rows)).toArray(String[]::new);
            assertThat(checkWithoutSearch(amid(reads)).valid()).as("%s", right).isEqualTo(Validity.TRUE);
        }
        for (List<String> wrong : List.of(
                List.of(eleven, ten),
                List.of(ten, "[]", ten),
                List.of(eleven, "[]", eleven),
                List.of("[]", eleven, ten))) {
            String[] reads = wrong.stream().map(rows -> journal(7, rows)).toArray(String[]::new);
            assertThat(check(amid(reads)).valid()).as("%s", wrong).isEqualTo(Validity.FALSE);
        }
    }

    @Test
    void readsThatOverlapMayStandInAnyOrder() {
        String[] lines = amid(
                invoke(7, "read-journal", "{:id 1}"),
                journal(8, "[[0 11]]"),
                ok(7, "read-journal", "{:id 1 :journal [[0 10]]}"));
        assertThat(checkWithoutSearch(lines).valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void aReadOfNothingThatSaysItsEpochStandsThere() {
        String[] right = {
            "{:id 1 :epoch 0 :journal [[0 10]]}", "{:id 1 :epoch 1 :journal []}", "{:id 1 :epoch 2 :journal []}"
        };
        String[] reads = new String[right.length];
        for (int i = 0; i < right.length; i++) {
            reads[i] = call(7, "read-journal", "{:id 1}", right[i]);
        }
        assertThat(checkWithoutSearch(amid(reads)).valid()).isEqualTo(Validity.TRUE);
        String late = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 2 :journal []}");
        assertThat(check(amid(late, journal(7, "[[0 11]]"))).valid()).isEqualTo(Validity.FALSE);
        String never = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 0 :journal []}");
        assertThat(check(amid(journal(7, "[[0 10]]"), never)).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void anAbsentInvocationIsNotBornOrPurged() {
        String begin = invoke(0, "append", "{:id 1 :entry 10}");
        String end = ok(0, "append", "{:id 1 :entry 10 :epoch 0 :index 0}");
        String purge = invoke(1, "purge", "{:id 1}");
        String purged = ok(1, "purge", "{:id 1}");
        assertThat(checkWithoutSearch(begin, absent(7), end, journal(7, "[[0 10]]"), purge, absent(7), purged)
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(checkWithoutSearch(begin, purge, absent(7), journal(7, "[[0 10]]"), absent(7), end, purged)
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(begin, purge, journal(7, "[[0 10]]"), absent(7), journal(7, "[[0 10]]"), end, purged)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(begin, end, absent(7), purge, purged).valid()).isEqualTo(Validity.FALSE);
    }

    /** What is worked out of one invocation must not linger when the next is placed. */
    @Test
    void whenAnotherInvocationWasReadDoesNotMatter() {
        assertThat(checkWithoutSearch(
                                append(0, 1, 10, 0, 0),
                                append(0, 2, 20, 0, 0),
                                call(0, "purge", "{:id 2}", "{:id 2}"),
                                call(7, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}"),
                                read(7, 1, 0, 0, 1, "[[0 10]]"),
                                journal(7, "[[0 10]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void aCompactStandsWhereTheLengthReachedItsFirstIndex() {
        String two = append(0, 1, 10, 0, 0);
        String begin = invoke(2, "append", "{:id 1 :entry 11}");
        String end = ok(2, "append", "{:id 1 :entry 11 :epoch 0 :index 1}");
        String stopped = call(3, "compact", "{:id 1 :first 9}", "{:id 1 :first 1}");
        assertThat(checkWithoutSearch(two, begin, stopped, journal(7, "[[1 11]]"), end)
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(two, begin, journal(7, "[[0 10] [1 11]]"), stopped, end)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(checkWithoutSearch(
                                two, begin, stopped, end, call(4, "compact", "{:id 1 :first 9}", "{:id 1 :first 2}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(two, begin, end, stopped).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(begin, stopped, two, end).valid()).isEqualTo(Validity.FALSE);
    }

    /** A journal of a length at which epochs began again and again stands in the one that the clock leaves. */
    @Test
    void theSameRowsAgainAndAgainStandWhereTheClockLeavesThem() {
        String ten = append(0, 1, 10, 0, 0);
        List<String> lines = new ArrayList<>(List.of(ten));
        List<String> wrong = new ArrayList<>(List.of(ten));
        for (int epoch = 0; epoch < 20; epoch++) {
            String more = append(0, 1, 11 + epoch, epoch, 1);
            String trimmed = call(0, "trim", "{:id 1 :length 1}", "{:id 1 :epoch " + (epoch + 1) + " :length 1}");
            lines.addAll(
                    List.of(more, journal(7, "[[0 10] [1 " + (11 + epoch) + "]]"), trimmed, journal(7, "[[0 10]]")));
            wrong.addAll(List.of(more, trimmed, journal(7, "[[0 10]]")));
        }
        assertThat(checkWithoutSearch(lines.toArray(String[]::new)).valid()).isEqualTo(Validity.TRUE);
        wrong.add(journal(7, "[[0 10] [1 14]]"));
        assertThat(check(wrong.toArray(String[]::new)).valid()).isEqualTo(Validity.FALSE);
    }

    /** A journal that says its epoch stands in that one, and nowhere where its rows had another epoch. */
    @Test
    void rowsThatSayTheirEpochStandThere() {
        String[] begin = {
            append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), invoke(1, "trim", "{:id 1 :length 1}"),
        };
        String end = ok(1, "trim", "{:id 1 :epoch 1 :length 1}");
        String zero = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 0 :journal [[0 10] [1 11]]}");
        String one = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 1 :journal [[0 10]]}");
        String before = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 0 :journal [[0 10]]}");
        String all = String.join("\n", begin);
        assertThat(checkWithoutSearch(all, zero, one, end).valid()).isEqualTo(Validity.TRUE);
        assertThat(check(all, one, zero, end).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(all, before, end).valid()).isEqualTo(Validity.FALSE);
        String wrong = call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 1 :journal [[0 10] [1 11]]}");
        assertThat(check(all, wrong, end).valid()).isEqualTo(Validity.FALSE);
    }

    /** More of them at once than fit in what was set aside at first. */
    @Test
    void anyNumberOfJournalsReadAtOnceArePlacedOrAreMisfits() {
        for (int readers : new int[] {15, 16, 17, 33, 100}) {
            StringBuilder begin = new StringBuilder();
            StringBuilder end = new StringBuilder();
            StringBuilder wrong = new StringBuilder();
            for (int i = 0; i < readers; i++) {
                begin.append(invoke(100 + i, "read-journal", "{:id 1}")).append('\n');
                end.append(ok(100 + i, "read-journal", "{:id 1 :journal [[0 10]]}"))
                        .append('\n');
                wrong.append(ok(100 + i, "read-journal", "{:id 1 :epoch 0 :journal []}"))
                        .append('\n');
            }
            String ten = append(0, 1, 10, 0, 0);
            assertThat(checkWithoutSearch(ten, begin.toString(), append(0, 1, 11, 0, 1), end.toString())
                            .valid())
                    .isEqualTo(Validity.TRUE);
            assertThat(Objects.requireNonNull(checkWithoutSearch(ten, begin.toString(), wrong.toString())
                                    .anomalies()
                                    .get("unexplained"))
                            .count())
                    .isEqualTo(readers);
        }
    }

    /** An empty journal stands only where the first index had come up to the length. */
    @Test
    void anEmptyJournalStandsWhereACompactHadComeUpToTheLength() {
        String two = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
        String begin = invoke(2, "compact", "{:id 1 :first 2}");
        String end = ok(2, "compact", "{:id 1 :first 2}");
        String twelve = append(0, 1, 12, 0, 2);
        assertThat(checkWithoutSearch(two, begin, journal(7, "[[0 10] [1 11]]"), journal(7, "[]"), end, twelve)
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(two, begin, journal(7, "[]"), journal(7, "[[0 10] [1 11]]"), end)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(two, begin, end, twelve, journal(7, "[]")).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(two, journal(7, "[]"), begin, end).valid()).isEqualTo(Validity.FALSE);
        assertThat(checkWithoutSearch(two, begin, end, journal(7, "[]"), twelve, journal(7, "[[2 12]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    /** A place that was chosen makes nothing certain: each of these was called wrong by a checker that took it so. */
    @Test
    void whereOnePlaceMakesAnAnomalyAnotherMayMakeNone() {
        String trim = invoke(1, "trim", "{:id 1 :length 2}");
        String trimmed = ok(1, "trim", "{:id 1 :epoch 1 :length 2}");
        // Of an append-all, the trim dropped what the journal does not show.
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                invoke(2, "append-all", "[{:id 1 :entry 11} {:id 1 :entry 12}]"),
                                trim,
                                journal(7, "[[0 10] [1 11]]"),
                                ok(
                                        2,
                                        "append-all",
                                        "[{:id 1 :entry 11 :epoch 0 :index 1} {:id 1 :entry 12 :epoch 0 :index 2}]"),
                                trimmed)
                        .valid())
                .isEqualTo(Validity.TRUE);
        // The journal was empty because the trim and the compact that was asked for more had met, before the other
        // compact.
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                append(0, 1, 11, 0, 1),
                                append(0, 1, 12, 0, 2),
                                invoke(2, "compact", "{:id 1 :first 3}"),
                                invoke(7, "read-journal", "{:id 1}"),
                                trim,
                                ok(7, "read-journal", "{:id 1 :journal []}"),
                                invoke(3, "compact", "{:id 1 :first 2}"),
                                ok(2, "compact", "{:id 1 :first 2}"),
                                trimmed,
                                ok(3, "compact", "{:id 1 :first 2}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    /** Unborn or purged: nothing of unknown outcome is needed for there to be a choice. */
    @Test
    void whatAScanDidNotFindMayHaveBeenPurgedMeanwhileOrNotBornYet() {
        String one = ":metadata {:epoch 0 :first 0 :length 1} :journal [[0 20]]}]";
        String scan = invoke(7, "scan", "[1 2]");
        String born = append(0, 1, 10, 0, 0);
        String purged = call(0, "purge", "{:id 1}", "{:id 1}");
        String other = append(0, 2, 20, 0, 0);
        String found = ok(7, "scan", "[{:id 1 :metadata nil :journal []} {:id 2 " + one);
        assertThat(check(scan, born, purged, other, found).valid()).isEqualTo(Validity.TRUE);
        assertThat(check(scan, other, born, purged, found).valid()).isEqualTo(Validity.TRUE);
        assertThat(check(scan, born, other, found, purged).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(born, scan, other, found, purged).valid()).isEqualTo(Validity.FALSE);
    }
}
