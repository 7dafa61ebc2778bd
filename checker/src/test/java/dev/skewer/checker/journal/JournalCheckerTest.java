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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.crash.Cuts;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.history.HistoryException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One small history for each anomaly, and the histories that look like one and are none. */
class JournalCheckerTest {
    @Test
    void anEmptyHistoryIsValidAndWorthNothing() {
        Verdict verdict = check();
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isZero();
    }

    @Test
    void aReadMayShowAnAppendThatItOverlaps() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(1, "read", "{:id 1}"),
                append(0, 1, 11, 0, 1),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isEqualTo(1);
    }

    @Test
    void whereACompactSaysThatItFoundAnotherVersionItIsWrong() {
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                append(0, 1, 11, 0, 1),
                                invoke(0, "compact", "{:id 1 :first 1}"),
                                ok(0, "compact", "{:id 1 :first 1 :epoch 0 :length 2}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                append(0, 1, 11, 0, 1),
                                invoke(0, "compact", "{:id 1 :first 1}"),
                                ok(0, "compact", "{:id 1 :first 1 :epoch 0 :length 1}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void whereACompactSaysThatItFoundNothingYetItIsWrong() {
        assertThat(check(
                                invoke(0, "append", "{:id 1 :entry 10}"),
                                invoke(1, "compact", "{:id 1 :first 0}"),
                                ok(0, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"),
                                ok(1, "compact", "{:id 1 :first 0 :epoch 0 :length 0}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void whereAJournalReadAloneSaysItsEpochItIsOfThatEpoch() {
        assertThat(check(append(0, 1, 10, 0, 0), trim(0, 1, 0, 1, 0), append(0, 1, 11, 1, 0), journal(1, 1))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(append(0, 1, 10, 0, 0), trim(0, 1, 0, 1, 0), append(0, 1, 11, 1, 0), journal(1, 0))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    private static String journal(int process, int epoch) {
        return invoke(process, "read-journal", "{:id 1}")
                + ok(process, "read-journal", "{:id 1 :epoch " + epoch + " :journal [[0 11]]}");
    }

    @Test
    void aKeyOfTheStateIsOneWhetherItIsWrittenAsAStringOrAsAKeyword() {
        assertThat(check(
                                invoke(0, "set-state", "{:id 1 :key \"x\" :entry 10}"),
                                ok(0, "set-state", "{:id 1 :key \"x\" :entry 10 :epoch 0 :index 0}"),
                                invoke(0, "read", "{:id 1}"),
                                ok(
                                        0,
                                        "read",
                                        "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]] :state {:x"
                                                + " 10}}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void metadataFromBeforeATrimAndAJournalFromAfterItAreReadSkew() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                invoke(1, "read", "{:id 1}"),
                trim(0, 1, 1, 1, 1),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 3} :journal [[0 10]]}"));
        Example story = assertFound(verdict, "read-skew", "metadata-before-trim");
        assertThat(story.steps())
                .extracting(Example.Step::text)
                .anyMatch(text -> text.startsWith("trim 1 to length 1"));
        assertThat(story.contradiction()).contains("no single moment shows both");
    }

    @Test
    void otherEntriesOfTheSameNumberAreReadSkewThatCountingCannotSee() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(1, "read", "{:id 1}"),
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 10] [1 12]]}"));
        assertThat(assertFound(verdict, "read-skew", "same-length-replacement").contradiction())
                .contains("counting rows notices nothing");
    }

    @Test
    void aCompactThatStopsShortStandsWhereItsFirstIndexStands() {
        // The length was 3 before the trim too, but the first index moved to 3 only after it.
        String[] sharp = {
            append(0, 1, 10, 0, 0),
            append(0, 1, 11, 0, 1),
            append(0, 1, 12, 0, 2),
            invoke(1, "trim", "{:id 1 :length 1}"),
            invoke(2, "append", "{:id 1 :entry 13}"),
            invoke(3, "append", "{:id 1 :entry 14}"),
            call(0, "compact", "{:id 1 :first 3}", "{:id 1 :first 3}"),
            invoke(4, "compact", "{:id 1 :first 5}"),
            call(0, "read", "{:id 1}", "{:id 1 :metadata {:epoch 1 :first 3 :length 3} :journal []}"),
            ok(2, "append", "{:id 1 :entry 13 :epoch 1 :index 1}"),
            ok(3, "append", "{:id 1 :entry 14 :epoch 1 :index 2}"),
            ok(4, "compact", "{:id 1 :first 3}"),
            ok(1, "trim", "{:id 1 :epoch 1 :length 1}")
        };
        // So many others that no search of everything helps.
        Stream<String> others =
                IntStream.range(0, 20_000).mapToObj(i -> call(9, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}"));
        Verdict verdict = check(Stream.concat(Arrays.stream(sharp), others).toArray(String[]::new));
        assertThat(verdict.notes()).isEmpty();
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void metadataAheadOfItsJournalIsReadSkew() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(0, "append", "{:id 1 :entry 11}"),
                read(1, 1, 0, 0, 2, "[[0 10]]"),
                ok(0, "append", "{:id 1 :entry 11 :epoch 0 :index 1}"));
        assertFound(verdict, "read-skew", "metadata-after-append");
    }

    @Test
    void aWholeRangeReadThatRunsPastItsMetadataIsReadSkew() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(1, "read", "{:id 1 :range true}"),
                append(0, 1, 11, 0, 1),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10] [1 11]]}"));
        assertFound(verdict, "read-skew", "metadata-before-append");
    }

    @Test
    void metadataFromBeforeACompactIsReadSkew() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(1, "read", "{:id 1}"),
                call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 1}"),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[1 11]]}"));
        assertFound(verdict, "read-skew", "metadata-before-compact");
    }

    @Test
    void aTrimMayShortenAJournalSoThatACompactOfUnknownOutcomeStopsShort() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(1, "append", "{:id 1 :entry 12}"),
                invoke(2, "compact", "{:id 1 :first 4}"),
                invoke(3, "trim", "{:id 1 :length 0}"),
                call(0, "compact", "{:id 1 :first 0}", "{:id 1 :first 1}"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void whereACompactSaysALengthAndNoEpochTheLengthCounts() {
        String call = "{:id 1 :first 1}";
        assertThat(check(append(0, 1, 10, 0, 0), call(0, "compact", call, "{:id 1 :first 1 :length 2}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(append(0, 1, 10, 0, 0), call(0, "compact", call, "{:id 1 :first 1 :length 1}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void aJournalThatATrimAndACompactHaveEmptiedTogetherIsNotLost() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(1, "read", "{:id 1}"),
                call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 1}"),
                trim(0, 1, 1, 1, 1),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal []}"));
        assertFound(verdict, "read-skew", "metadata-before-trim");
    }

    @Test
    void metadataFromBeforeAPurgeIsReadSkew() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(1, "read", "{:id 1}"),
                call(0, "purge", "{:id 1}", "{:id 1}"),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal []}"));
        assertFound(verdict, "read-skew", "metadata-before-purge");
    }

    @Test
    void aScanOfTwoMomentsIsReadSkewAcrossInvocations() {
        Verdict verdict = check(
                invoke(1, "scan", "[1 2]"),
                append(0, 1, 10, 0, 0),
                append(0, 2, 20, 0, 0),
                ok(
                        1,
                        "scan",
                        "[{:id 1 :metadata nil :journal []}"
                                + " {:id 2 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 20]]}]"));
        assertFound(verdict, "read-skew", "across-invocations");
    }

    @Test
    void aStateOfAnotherVersionIsReadSkew() {
        Verdict verdict = check(
                call(0, "set-state", "{:id 1 :key \"k\" :entry 10}", "{:id 1 :key \"k\" :entry 10 :epoch 0 :index 0}"),
                call(0, "set-state", "{:id 1 :key \"k\" :entry 11}", "{:id 1 :key \"k\" :entry 11 :epoch 0 :index 1}"),
                call(
                        1,
                        "read",
                        "{:id 1}",
                        "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 10] [1 11]]"
                                + " :state {\"k\" 10}}"));
        assertFound(verdict, "read-skew", "state");
    }

    @Test
    void theStoryOfAStateFromTheFutureSaysWhichVersionItIsFrom() {
        Verdict verdict = check(
                call(0, "set-state", "{:id 1 :key \"k\" :entry 10}", "{:id 1 :key \"k\" :entry 10 :epoch 0 :index 0}"),
                invoke(1, "read", "{:id 1}"),
                call(0, "set-state", "{:id 1 :key \"k\" :entry 11}", "{:id 1 :key \"k\" :entry 11 :epoch 0 :index 1}"),
                ok(1, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]] :state {\"k\" 11}}"));
        assertThat(assertFound(verdict, "read-skew", "state").contradiction())
                .contains("at epoch 0, index 1, which that version does not reach yet");
    }

    @Test
    void anEntryThatNobodyAppendedIsAPhantom() {
        assertFound(check(append(0, 1, 10, 0, 0), read(1, 1, 0, 0, 1, "[[0 99]]")), "phantom-entry", "never-appended");
    }

    @Test
    void anEntryReadBeforeItsAppendBeganIsAPhantom() {
        Verdict verdict = check(read(1, 1, 0, 0, 1, "[[0 10]]"), append(0, 1, 10, 0, 0));
        assertFound(verdict, "phantom-entry", "before-its-append");
    }

    @Test
    void anEntryOfAFailedAppendIsAnAbortedRead() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(0, "append", "{:id 1 :entry 11}"),
                event(0, "fail", "append", "{:id 1 :entry 11}"),
                read(1, 1, 0, 0, 1, "[[0 11]]"));
        assertFound(verdict, "aborted-read", null);
    }

    @Test
    void aTrimmedEntryThatIsBackIsResurrected() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                read(1, 1, 1, 0, 2, "[[0 10] [1 11]]"));
        assertFound(verdict, "resurrected-entry", "trimmed");
    }

    @Test
    void oneAppendInTwoRowsIsADuplicate() {
        Verdict verdict =
                check(append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 2), read(1, 1, 0, 0, 3, "[[0 10] [1 10] [2 11]]"));
        assertFound(verdict, "duplicate-entry", null);
    }

    @Test
    void aMissingIndexIsAGap() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                read(1, 1, 0, 0, 3, "[[0 10] [2 12]]"));
        assertFound(verdict, "gap", null);
    }

    @Test
    void rowsOutOfOrderAreReordered() {
        Verdict verdict = check(append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), read(1, 1, 0, 0, 2, "[[1 11] [0 10]]"));
        assertFound(verdict, "reordered", "rows");
    }

    @Test
    void anAppendPlacedBelowOneThatWasOverBeforeItBeganIsReordered() {
        Verdict verdict = check(append(0, 1, 10, 0, 1), append(0, 1, 11, 0, 0));
        assertFound(verdict, "reordered", "writes");
    }

    @Test
    void aLengthThatNoAppendsMadeIsTornMetadata() {
        assertFound(check(append(0, 1, 10, 0, 0), read(1, 1, 0, 0, 4, "[[0 10]]")), "torn-metadata", "length");
    }

    @Test
    void anEpochThatNoTrimOpenedIsTornMetadata() {
        assertFound(check(append(0, 1, 10, 0, 0), read(1, 1, 3, 0, 1, "[[0 10]]")), "torn-metadata", "epoch");
    }

    @Test
    void twoAppendsAtOnePositionAreAReuse() {
        assertFound(check(append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 0)), "position-reuse", null);
    }

    @Test
    void partOfAnAppendAllIsAnIntermediateRead() {
        Verdict verdict = check(
                call(
                        0,
                        "append-all",
                        "[{:id 1 :entry 10} {:id 2 :entry 20}]",
                        "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 0}]"),
                call(
                        1,
                        "scan",
                        "[1 2]",
                        "[{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}"
                                + " {:id 2 :metadata nil :journal []}]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Verdict overlapping = check(
                invoke(0, "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]"),
                call(
                        1,
                        "scan",
                        "[1 2]",
                        "[{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}"
                                + " {:id 2 :metadata nil :journal []}]"),
                ok(0, "append-all", "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 0}]"));
        assertThat(assertFound(overlapping, "intermediate-read", null).contradiction())
                .contains("saw 1 with the effect of")
                .contains("saw 2 as it was before");
    }

    @Test
    void aReadThatMissesWhatWasAcknowledgedIsStale() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                read(1, 1, 0, 0, 1, "[[0 10]]"),
                read(2, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        assertFound(verdict, "stale-read", null);
    }

    @Test
    void anAcknowledgedEntryThatNobodySeesAnyMoreIsLost() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                read(1, 1, 0, 0, 1, "[[0 10]]"),
                read(2, 1, 0, 0, 1, "[[0 10]]"));
        assertFound(verdict, "lost-append", null);
    }

    @Test
    void aProcessThatGoesBackInTimeReadsNonMonotonically() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(0, "append", "{:id 1 :entry 11}"),
                read(1, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                read(1, 1, 0, 0, 1, "[[0 10]]"),
                ok(0, "append", "{:id 1 :entry 11 :epoch 0 :index 1}"));
        assertFound(verdict, "non-monotonic-read", null);
    }

    @Test
    void twoScansThatDisagreeAreALongFork() {
        Verdict verdict = check(
                invoke(0, "append", "{:id 1 :entry 10}"),
                invoke(3, "append", "{:id 2 :entry 20}"),
                invoke(1, "scan", "[1 2]"),
                invoke(2, "scan", "[1 2]"),
                ok(
                        1,
                        "scan",
                        "[{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}"
                                + " {:id 2 :metadata nil :journal []}]"),
                ok(
                        2,
                        "scan",
                        "[{:id 1 :metadata nil :journal []}"
                                + " {:id 2 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 20]]}]"),
                ok(0, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"),
                ok(3, "append", "{:id 2 :entry 20 :epoch 0 :index 0}"));
        assertFound(verdict, "long-fork", null);
    }

    @Test
    void anAppendOfUnknownOutcomeThatSomebodySawTookEffect() {
        Verdict verdict = check(
                invoke(0, "append", "{:id 1 :entry 10}"),
                event(0, "info", "append", "{:id 1 :entry 10}"),
                append(2, 1, 11, 0, 1),
                read(1, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void aTrimOfUnknownOutcomeMayExplainAnEpoch() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                invoke(3, "trim", "{:id 1 :length 1}"),
                event(3, "info", "trim", "{:id 1 :length 1}"),
                append(0, 1, 12, 1, 1));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void anAppendOfUnknownOutcomeThatNobodySawMayFillAPositionOnce() {
        String[] unknown = {
            invoke(0, "append", "{:id 1 :entry 10}"), event(0, "info", "append", "{:id 1 :entry 10}"),
        };
        assertThat(check(unknown[0], unknown[1], append(2, 1, 11, 0, 1)).valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(unknown[0], unknown[1], append(2, 1, 11, 0, 2)).valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void withoutEpochsRowsThatNoJournalHasAreStillFound() {
        Verdict verdict = check(
                call(0, "append", "{:id 1 :entry 10}", "{:id 1 :entry 10}"),
                call(1, "read", "{:id 1}", "{:id 1 :metadata {:length 1} :journal [[0 99]]}"));
        assertFound(verdict, "phantom-entry", "never-appended");
    }

    @Test
    void everyAnomalyIsExplainedInTheCatalog() {
        for (Finding finding : Finding.values()) {
            assertThat(AnomalyCatalog.named(finding.anomaly()))
                    .as(finding.anomaly())
                    .isPresent();
        }
        for (AnomalyCatalog.Entry entry : AnomalyCatalog.all()) {
            if (!entry.model().equals(JournalChecker.NAME) || entry.name().equals(Cuts.LOST_SUFFIX)) {
                continue;
            }
            assertThat(Finding.values()).extracting(Finding::anomaly).contains(entry.name());
        }
    }

    @Test
    void anEntryAppendedTwiceIsAnErrorThatNamesThePlace() {
        assertThatThrownBy(() -> check(append(0, 1, 10, 0, 0), append(0, 1, 10, 0, 1)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:3")
                .hasMessageContaining("must be unique");
    }

    @Test
    void negativeLengthsAndWrongShapesAreErrorsThatNameThePlace() {
        assertThatThrownBy(() -> check(invoke(0, "trim", "{:id 1 :length -1}")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:1")
                .hasMessageContaining(":length");
        assertThatThrownBy(() -> check(invoke(0, "append", "[1 2]")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("{:id I :entry V}");
        assertThatThrownBy(() -> check(invoke(0, "frobnicate", "nil")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("frobnicate")
                .hasMessageContaining(":append");
    }

    /** Asserts that an anomaly, of a sort if one is given, was found; returns its first example. */
    private static Example assertFound(Verdict verdict, String name, @Nullable String sort) {
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey(name);
        Anomaly anomaly = Objects.requireNonNull(verdict.anomalies().get(name));
        assertThat(anomaly.count()).isPositive();
        assertThat(anomaly.examples()).isNotEmpty();
        if (sort != null) {
            assertThat(anomaly.kinds()).containsKey(sort);
        }
        return anomaly.examples().get(0);
    }

    @Test
    void aStoryShowsWhatElseItTakesToBelieveIt() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(3, "trim", "{:id 1 :length 0}"),
                call(1, "read-journal", "{:id 1}", "{:id 1 :journal []}"),
                read(0, 1, 0, 0, 1, "[[0 10]]"));
        Example example =
                verdict.anomalies().values().iterator().next().examples().get(0);
        // The trim may have emptied the journal, but for what comes later.
        assertThat(example.steps()).extracting(Example.Step::op).containsExactly("T1", "T2", "T3");
        assertThat(example.steps()).extracting(Example.Step::index).containsExactly(0L, 3L, 5L);
        assertThat(example.contradiction()).endsWith("T1, T2 and T3 have no order, whatever the others did.");
    }
}
