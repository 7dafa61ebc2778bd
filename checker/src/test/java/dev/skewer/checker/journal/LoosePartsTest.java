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
}
