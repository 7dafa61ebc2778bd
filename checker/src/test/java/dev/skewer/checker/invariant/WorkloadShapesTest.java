package dev.skewer.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.invariant.workload.WorkloadOptions;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Histories as Jepsen writes them: with keys, in JSON, with options; and what is said of them. */
class WorkloadShapesTest {
    private static String op(int process, String f, String input, String output) {
        return "{:process " + process + " :type :invoke :f " + f + " :value " + input + "}\n{:process " + process
                + " :type :ok :f " + f + " :value " + output + "}\n";
    }

    @Test
    void keysOfIndependentHistoriesAreCheckedAlone() {
        String history = op(0, ":add", "[0 1]", "[0 1]")
                + op(0, ":add", "[1 1]", "[1 1]")
                + op(0, ":read", "[0 nil]", "[0 [1]]")
                + op(0, ":read", "[1 nil]", "[1 []]");
        Verdict verdict = SmallHistory.verdict(history, "set-full");
        assertThat(Objects.requireNonNull(verdict.anomalies().get("lost-element"))
                        .count())
                .isEqualTo(1);
        assertThat(SmallHistory.verdict(history.replace("[1 []]", "[1 [1]]"), "set-full")
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void pairsThatAreNoTuplesAreElements() {
        String history = op(0, ":add", "[0 1]", "[0 1]") + op(0, ":read", "[0 nil]", "[0 1 2]");
        assertThat(SmallHistory.verdict(history, "set-full").anomalies()).containsKey("lost-element");
    }

    @Test
    void accountsOfJsonAreStringsThatSpellIntegers() {
        String history = """
                [{"process": 0, "type": "invoke", "f": "read", "value": null},
                 {"process": 0, "type": "ok", "f": "read", "value": {"0": 100, "1": 0}},
                 {"process": 0, "type": "invoke", "f": "read", "value": null},
                 {"process": 0, "type": "ok", "f": "read", "value": {"1": -1, "0": 101}}]""";
        Verdict verdict = SmallHistory.verdict(history, Format.JSON, "bank-totals", CheckOptions.none());
        assertThat(verdict.anomalies()).containsOnlyKeys("negative-balance");
        CheckOptions lenient = CheckOptions.none().with(WorkloadOptions.NEGATIVE_BALANCES, "yes");
        assertThat(SmallHistory.verdict(history, Format.JSON, "bank-totals", lenient)
                        .valid())
                .isEqualTo(Validity.TRUE);
        CheckOptions other = lenient.withText(WorkloadOptions.TOTAL_AMOUNT, "99");
        assertThat(SmallHistory.verdict(history, Format.JSON, "bank-totals", other)
                        .anomalies())
                .containsOnlyKeys("wrong-total");
    }

    @Test
    void accountsMayBeNumberedInAVector() {
        String reads = op(0, ":read", "nil", "[10 10]") + op(0, ":read", "nil", "[5 15]");
        assertThat(SmallHistory.verdict(reads, "bank-totals").valid()).isEqualTo(Validity.TRUE);
        assertThat(SmallHistory.verdict(reads + op(1, ":read", "nil", "[5 10]"), "bank-totals")
                        .anomalies())
                .containsOnlyKeys("wrong-total");
        assertThat(SmallHistory.verdict(reads + op(1, ":read", "nil", "[5 15 0]"), "bank-totals")
                        .anomalies())
                .containsOnlyKeys("unexpected-account");
    }

    @Test
    void countersMayHaveKeys() {
        String history = op(0, ":add", "[:x 2]", "[:x 2]") + op(0, ":add", "[:y 3]", "[:y 3]");
        assertThat(SmallHistory.verdict(history + op(1, ":read", "[:x nil]", "[:x 2]"), "counter-bounds")
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(SmallHistory.verdict(history + op(1, ":read", "[:y nil]", "[:y 2]"), "counter-bounds")
                        .anomalies())
                .containsOnlyKeys("counter-out-of-bounds");
    }

    @Test
    void logsOfJsonHaveStringsForKeys() {
        String history = """
                [{"process": 0, "type": "invoke", "f": "send", "value": [["send", 7, 1]]},
                 {"process": 0, "type": "ok", "f": "send", "value": [["send", 7, [0, 1]]]},
                 {"process": 1, "type": "invoke", "f": "poll", "value": [["poll"]]},
                 {"process": 1, "type": "ok", "f": "poll", "value": [["poll", {"7": [[0, 2]]}]]}]""";
        Verdict verdict = SmallHistory.verdict(history, Format.JSON, "kafka", CheckOptions.none());
        assertThat(verdict.anomalies()).containsKey("inconsistent-offsets");
    }

    @Test
    void aForkIsToldWithItsWritesAndWhatPutsEachBeforeTheOther() {
        String history = op(0, ":txn", "[[:w 0 1]]", "[[:w 0 1]]")
                + op(1, ":txn", "[[:w 1 1]]", "[[:w 1 1]]")
                + op(2, ":txn", "[[:r 0 nil] [:r 1 nil]]", "[[:r 0 1] [:r 1 nil]]")
                + op(3, ":txn", "[[:r 1 nil] [:r 0 nil]]", "[[:r 1 1] [:r 0 nil]]");
        Verdict verdict = SmallHistory.verdict(history, "long-fork");
        assertThat(verdict.not()).containsExactly("snapshot-isolation");
        Example story = Objects.requireNonNull(verdict.anomalies().get("long-fork"))
                .examples()
                .get(0);
        assertThat(story.steps()).hasSize(4);
        assertThat(story.edges().stream().map(edge -> edge.type().label())).containsExactly("wr", "rw", "wr", "rw");
        assertThat(story.contradiction()).contains("T3 sees the write of 0 and not yet that of 1");
    }

    @Test
    void readsOfAnotherSizeThanTheGroupsAreRefused() {
        String history = op(2, ":txn", "[[:r 0 nil] [:r 1 nil]]", "[[:r 0 1] [:r 1 nil]]");
        CheckOptions options = CheckOptions.none().withText(WorkloadOptions.GROUP_SIZE, "3");
        assertThatThrownBy(() -> SmallHistory.verdict(history, Format.EDN, "long-fork", options))
                .isInstanceOf(HistoryException.class)
                .hasMessage("test:1: reads 2 keys; right would be 3, as --group-size says");
    }

    @Test
    void aKeyThatIsWrittenTwiceIsNotJudged() {
        String history = op(0, ":txn", "[[:w 0 1]]", "[[:w 0 1]]")
                + op(0, ":txn", "[[:w 0 2]]", "[[:w 0 2]]")
                + op(2, ":txn", "[[:r 0 nil] [:r 1 nil]]", "[[:r 0 1] [:r 1 nil]]");
        Verdict verdict = SmallHistory.verdict(history, "long-fork");
        assertThat(verdict.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.notes()).anyMatch(note -> note.contains("key 0 is written more than once"));
    }

    @Test
    void whatADequeueOfUnknownOutcomeMayHaveTakenIsNotLost() {
        String history = op(0, ":enqueue", "1", "1")
                + "{:process 1 :type :invoke :f :dequeue}\n{:process 1 :type :info :f :dequeue}\n"
                + op(2, ":drain", "nil", "[]");
        assertThat(SmallHistory.verdict(history, "total-queue").valid()).isEqualTo(Validity.TRUE);
        String more = op(0, ":enqueue", "2", "2") + history;
        assertThat(SmallHistory.verdict(more, "total-queue").anomalies()).containsKey("lost-element");
    }

    @Test
    void aQueueThatWasNotDrainedIsUndecidedAndOneThatIsSaidToBeIsNot() {
        String history = op(0, ":enqueue", "1", "1") + op(0, ":enqueue", "2", "2") + op(1, ":dequeue", "nil", "1");
        assertThat(SmallHistory.verdict(history, "total-queue").valid()).isEqualTo(Validity.UNKNOWN);
        CheckOptions drained = CheckOptions.none().with(WorkloadOptions.DRAINED, "yes");
        assertThat(SmallHistory.verdict(history, Format.EDN, "total-queue", drained)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(SmallHistory.verdict(history + op(1, ":dequeue", "nil", "2"), "total-queue")
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void whatComesOutTwiceIsReportedAndAllowed() {
        String history = op(0, ":enqueue", "1", "1") + op(1, ":dequeue", "nil", "1") + op(1, ":dequeue", "nil", "1");
        Verdict verdict = SmallHistory.verdict(history, "total-queue");
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.allowed()).containsOnlyKeys("duplicate-element");
    }

    @Test
    void timestampsMayBeTextsOfAnyLength() {
        String rows = "[{:val 1 :sts \"15000000000000000000.1\"} {:val 2 :sts \"15000000000000000000.2\"}]";
        assertThat(SmallHistory.verdict(op(0, ":read", "nil", rows), "monotonic")
                        .valid())
                .isEqualTo(Validity.TRUE);
        String reversed = rows.replace("000.1", "000.3");
        assertThat(SmallHistory.verdict(op(0, ":read", "nil", reversed), "monotonic")
                        .anomalies())
                .containsOnlyKeys("non-monotonic-rows");
    }

    @Test
    void aMessageThatWasSentTwiceMayStandAtTwoOffsets() {
        String sends = op(0, ":send", "[[:send 0 1]]", "[[:send 0 [0 1]]]")
                + op(0, ":send", "[[:send 0 1]]", "[[:send 0 [1 1]]]");
        Verdict verdict =
                SmallHistory.verdict(sends + op(1, ":poll", "[[:poll]]", "[[:poll {0 [[0 1] [1 1]]}]]"), "kafka");
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.notes()).anyMatch(note -> note.contains("was sent more than once"));
    }

    @Test
    void aProcessThatSubscribedMaySkip() {
        String polls = op(
                        0,
                        ":send",
                        "[[:send 0 1] [:send 0 2] [:send 0 3]]",
                        "[[:send 0 [0 1]] [:send 0 [1 2]] [:send 0 [2 3]]]")
                + op(2, ":poll", "[[:poll]]", "[[:poll {0 [[0 1] [1 2] [2 3]]}]]")
                + op(1, ":poll", "[[:poll]]", "[[:poll {0 [[0 1]]}]]")
                + op(1, ":poll", "[[:poll]]", "[[:poll {0 [[2 3]]}]]");
        assertThat(SmallHistory.verdict(polls, "kafka").anomalies()).containsOnlyKeys("poll-skip");
        Verdict subscribed = SmallHistory.verdict(op(1, ":subscribe", "[0]", "[0]") + polls, "kafka");
        assertThat(subscribed.valid()).isEqualTo(Validity.TRUE);
        assertThat(subscribed.allowed()).containsOnlyKeys("poll-skip");
    }

    @Test
    void valuesOfAnotherShapeAreNamedWithTheirLine() {
        assertThatThrownBy(() -> SmallHistory.verdict(op(0, ":read", "nil", "7"), "set-full"))
                .hasMessageStartingWith("test:1: read answers a collection of elements");
        assertThatThrownBy(() -> SmallHistory.verdict(op(0, ":read", "nil", "7"), "bank-totals"))
                .hasMessageStartingWith("test:1: a read of a bank answers balances");
        assertThatThrownBy(() -> SmallHistory.verdict(op(0, ":add", ":x", ":x"), "counter-bounds"))
                .hasMessageStartingWith("test:1: add needs an amount");
        assertThatThrownBy(() -> SmallHistory.verdict(op(0, ":poll", "nil", "[[:pull]]"), "kafka"))
                .hasMessageStartingWith("test:1: an operation of the kafka workload");
    }
}
