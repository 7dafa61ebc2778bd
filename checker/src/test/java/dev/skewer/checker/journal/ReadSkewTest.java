package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal that is not the one of its metadata is called: by what was under way when it was read, and what was over. */
class ReadSkewTest {
    private static final String TEN_ELEVEN = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);

    /** The names of what was found, with their kinds. */
    private static List<String> found(String... lines) {
        Verdict verdict = check(lines);
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        List<String> names = new ArrayList<>();
        verdict.anomalies().forEach((name, anomaly) -> {
            assertThat(anomaly.count()).isEqualTo(1);
            names.add((name + " " + String.join(" ", anomaly.kinds().keySet())).strip());
        });
        return names;
    }

    private static String compact(int process, int first, int length) {
        return call(
                process,
                "compact",
                "{:id 1 :first " + first + "}",
                "{:id 1 :first " + first + " :epoch 0 :length " + length + "}");
    }

    private static String begin() {
        return invoke(7, "read", "{:id 1}");
    }

    private static String end(int epoch, int first, int length, String rows) {
        return read(7, 1, epoch, first, length, rows).split("\n")[1];
    }

    @Test
    void anEntryOfAnEarlierEpochThatIsMissingIsLostIfItsAppendWasOver() {
        String thirteen = append(0, 1, 12, 0, 2) + "\n" + trim(0, 1, 2, 1, 2) + "\n" + append(0, 1, 13, 1, 2);
        assertThat(found(TEN_ELEVEN, thirteen, read(7, 1, 1, 0, 3, "[[0 10]]"))).containsExactly("lost-append");
        assertThat(found(TEN_ELEVEN, thirteen, read(7, 1, 1, 0, 3, "[[0 10] [1 11]]")))
                .containsExactly("lost-append");
        assertThat(found(append(0, 1, 10, 0, 0), begin(), append(0, 1, 11, 0, 1), thirteen, end(1, 0, 3, "[[0 10]]")))
                .containsExactly("read-skew metadata-after-append");
        assertThat(found(TEN_ELEVEN, begin(), thirteen, end(1, 0, 3, "[[0 10] [1 11]]")))
                .containsExactly("read-skew metadata-after-append");
    }

    @Test
    void onlyWhatBeganBeforeTheReadWasOverCanHaveEmptiedItsJournal() {
        String nothing = end(0, 0, 2, "[]");
        String trim = trim(0, 1, 0, 1, 0);
        String purge = call(0, "purge", "{:id 1}", "{:id 1}");
        String compact = compact(0, 2, 2);
        assertThat(found(TEN_ELEVEN, begin(), trim, nothing)).containsExactly("read-skew metadata-before-trim");
        assertThat(found(TEN_ELEVEN, begin(), purge, nothing)).containsExactly("read-skew metadata-before-purge");
        assertThat(found(TEN_ELEVEN, begin(), compact, nothing)).containsExactly("read-skew metadata-before-compact");
        for (String late : List.of(trim, purge, compact)) {
            assertThat(found(TEN_ELEVEN, begin(), nothing, late)).as(late).containsExactly("lost-append");
        }
        assertThat(found(TEN_ELEVEN, begin(), compact(0, 1, 2), nothing)).containsExactly("lost-append");
        assertThat(found(TEN_ELEVEN, begin(), trim(0, 1, 1, 1, 1), nothing)).containsExactly("lost-append");
    }

    @Test
    void aTrimToTheFirstIndexEmptiesWhatACompactHasLeft() {
        assertThat(found(TEN_ELEVEN, compact(0, 1, 2), begin(), trim(0, 1, 0, 1, 1), end(0, 1, 2, "[]")))
                .containsExactly("read-skew metadata-before-trim");
        assertThat(found(
                        TEN_ELEVEN,
                        append(0, 1, 12, 0, 2),
                        begin(),
                        compact(0, 1, 3),
                        trim(0, 1, 2, 1, 2),
                        end(0, 0, 3, "[]")))
                .containsExactly("lost-append");
    }

    @Test
    void aLaterTrimToJustTheLengthThatWasReadExplainsIt() {
        String three = TEN_ELEVEN + "\n" + append(0, 1, 12, 0, 2);
        assertThat(found(three, begin(), trim(0, 1, 2, 1, 2), trim(0, 1, 1, 2, 1), end(0, 0, 3, "[[0 10] [1 11]]")))
                .containsExactly("read-skew metadata-before-trim");
        assertThat(found(three, begin(), trim(0, 1, 2, 1, 2), trim(0, 1, 1, 2, 1), end(0, 0, 3, "[[0 10]]")))
                .containsExactly("read-skew metadata-before-trim");
        assertThat(found(three, begin(), trim(0, 1, 1, 1, 1), end(0, 0, 3, "[[0 10] [1 11]]")))
                .containsExactly("lost-append");
    }

    @Test
    void anEntryThatWasDroppedBeforeTheReadBeganOrBeforeItsYoungestNeighbourCameIsBack() {
        String trim = trim(0, 1, 1, 1, 1);
        String more = append(0, 1, 12, 1, 1) + "\n" + append(0, 1, 13, 1, 2);
        assertThat(found(TEN_ELEVEN, trim, more, read(7, 1, 1, 0, 3, "[[0 10] [1 11] [2 13]]")))
                .containsExactly("resurrected-entry trimmed");
        assertThat(found(TEN_ELEVEN, begin(), trim, more, end(1, 0, 3, "[[0 10] [1 11] [2 13]]")))
                .containsExactly("resurrected-entry trimmed");
        assertThat(found(TEN_ELEVEN, begin(), trim, append(0, 1, 12, 1, 1), end(1, 0, 2, "[[0 10] [1 11]]")))
                .containsExactly("read-skew same-length-replacement");
        assertThat(found(TEN_ELEVEN, trim, append(0, 1, 12, 1, 1), read(7, 1, 1, 0, 2, "[[0 10] [1 11]]")))
                .containsExactly("resurrected-entry trimmed");
    }

    @Test
    void anEntryBelowTheFirstIndexIsBackOnlyIfTheCompactThatDroppedItWasOver() {
        String rows = "[[0 10] [1 11]]";
        assertThat(found(TEN_ELEVEN, compact(0, 1, 2), read(7, 1, 0, 1, 2, rows)))
                .containsExactly("resurrected-entry compacted");
        assertThat(found(TEN_ELEVEN, begin(), compact(0, 1, 2), end(0, 1, 2, rows)))
                .containsExactly("read-skew metadata-after-compact");
        String three = TEN_ELEVEN + "\n" + append(0, 1, 12, 0, 2);
        assertThat(found(three, compact(0, 1, 3), begin(), compact(0, 2, 3), end(0, 2, 3, "[[0 10] [1 11] [2 12]]")))
                .containsExactly("resurrected-entry compacted");
        assertThat(found(three, compact(0, 1, 3), begin(), compact(0, 2, 3), end(0, 2, 3, "[[1 11] [2 12]]")))
                .containsExactly("read-skew metadata-after-compact");
        assertThat(found(three, begin(), compact(0, 1, 3), compact(0, 2, 3), end(0, 2, 3, "[[0 10] [1 11] [2 12]]")))
                .containsExactly("read-skew metadata-after-compact");
    }

    @Test
    void rowsBesideAbsentMetadataAreFromAfterTheFirstAppendOrFromBeforeThePurge() {
        String rows = ok(7, "read", "{:id 1 :metadata nil :journal [[0 10] [1 11]]}");
        assertThat(found(begin(), TEN_ELEVEN, rows)).containsExactly("read-skew metadata-before-append");
        assertThat(found(TEN_ELEVEN, begin(), call(0, "purge", "{:id 1}", "{:id 1}"), rows))
                .containsExactly("read-skew metadata-after-purge");
    }

    @Test
    void aJournalReadAloneThatFitsNoVersionLacksAnEntryOrHasOneTooMany() {
        String trimmed = trim(0, 1, 1, 1, 1) + "\n" + append(0, 1, 12, 1, 1) + "\n" + append(0, 1, 13, 1, 2);
        assertThat(found(TEN_ELEVEN, call(7, "read-journal", "{:id 1}", "{:id 1 :journal [[1 11]]}")))
                .containsExactly("torn-metadata order");
        assertThat(found(
                        TEN_ELEVEN,
                        trimmed,
                        call(7, "read-journal", "{:id 1}", "{:id 1 :journal [[0 10] [1 11] [2 13]]}")))
                .containsExactly("resurrected-entry trimmed");
        assertThat(found(TEN_ELEVEN, call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 0 :journal []}")))
                .containsExactly("unexplained");
        assertThat(found(
                        TEN_ELEVEN,
                        trimmed,
                        call(7, "read-journal", "{:id 1}", "{:id 1 :epoch 0 :journal [[0 10] [1 12]]}")))
                .containsExactly("unexplained");
    }

    @Test
    void anEntryOfUnknownOutcomeWhereAnotherWasAcknowledgedFitsNowhere() {
        assertThat(found(
                        TEN_ELEVEN,
                        invoke(5, "append", "{:id 1 :entry 99}"),
                        event(5, "info", "append", "{:id 1 :entry 99}"),
                        read(7, 1, 0, 0, 2, "[[0 99] [1 11]]")))
                .containsExactly("unexplained");
    }

    @Test
    void anAcknowledgedEntryAtAnotherIndexIsMisplaced() {
        assertThat(found(TEN_ELEVEN, read(7, 1, 0, 0, 2, "[[0 11]]")))
                .containsExactly("reordered other-index-than-acknowledged");
        assertThat(found(begin(), TEN_ELEVEN, end(0, 0, 2, "[[1 11] [0 10]]"))).containsExactly("reordered rows");
    }

    /** What an unknown outcome may explain is no finding; what contradicts the epoch that the metadata names is one anyway. */
    @Test
    void aTrimOfUnknownOutcomeExplainsAReadOfAnotherEpochOnly() {
        String[] unknown = {
            TEN_ELEVEN, invoke(5, "trim", "{:id 1 :length 1}"), event(5, "info", "trim", "{:id 1 :length 1}"),
        };
        String twelve = append(0, 1, 12, 1, 1);
        assertThat(check(String.join("\n", unknown), twelve, read(7, 1, 1, 0, 2, "[[0 10] [1 12]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(found(String.join("\n", unknown), read(7, 1, 0, 0, 2, "[[0 10]]")))
                .hasSize(1);
        assertThat(found(String.join("\n", unknown), twelve, read(7, 1, 1, 0, 2, "[[0 10] [1 11]]")))
                .hasSize(1);
    }

    @Test
    void whatWasSeenOfAnotherInvocationLaterDoesNotBringALostEntryBack() {
        assertThat(found(
                        TEN_ELEVEN,
                        append(0, 2, 20, 0, 0),
                        append(0, 2, 21, 0, 1),
                        read(7, 2, 0, 0, 1, "[[0 20]]"),
                        read(8, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                        read(8, 1, 0, 0, 2, "[[0 10] [1 11]]")))
                .hasSize(1);
        assertThat(check(
                                TEN_ELEVEN,
                                append(0, 2, 20, 0, 0),
                                append(0, 2, 21, 0, 1),
                                read(7, 2, 0, 0, 1, "[[0 20]]"),
                                read(7, 2, 0, 0, 1, "[[0 20]]"),
                                read(8, 1, 0, 0, 2, "[[0 10] [1 11]]"))
                        .anomalies())
                .containsKey("lost-append");
    }
}
