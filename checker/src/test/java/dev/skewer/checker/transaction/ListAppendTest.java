package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is said of histories of lists of a few lines. */
class ListAppendTest {
    private static Verdict check(String consistencyModel, String... events) throws IOException {
        CheckSession session = session(consistencyModel, String.join("\n", events));
        Verdict verdict = session.verdict(Budget.unlimited());
        if (verdict.valid() == Validity.TRUE) {
            session.certify();
        }
        return verdict;
    }

    private static CheckSession session(String consistencyModel, String history) throws IOException {
        CheckSession session = TransactionChecker.listAppend()
                .open(CheckOptions.none().with(CheckOption.CONSISTENCY_MODEL, consistencyModel));
        var bytes = new ByteArrayInputStream(history.getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "test.edn", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        return session;
    }

    private static String invoke(int process, String value) {
        return "{:process " + process + " :type :invoke :f :txn :value " + value + "}";
    }

    private static String ok(int process, String value) {
        return "{:process " + process + " :type :ok :f :txn :value " + value + "}";
    }

    private static String end(int process, String type) {
        return "{:process " + process + " :type :" + type + " :f :txn :value nil}";
    }

    @Test
    void anAppendThatWasAcknowledgedAndIsNotSeenLaterIsAStaleRead() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                invoke(0, "[[:append :x 1]]"),
                ok(0, "[[:append :x 1]]"),
                invoke(1, "[[:r :x nil]]"),
                ok(1, "[[:r :x nil]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsOnlyKeys("G-single-realtime");
        assertThat(verdict.not()).containsExactly("strong-consistent-view");
    }

    @Test
    void whatHasAnUnknownOutcomeMayHaveHappenedOrNot() throws IOException {
        for (String seen : new String[] {"[]", "[1]"}) {
            Verdict verdict = check(
                    "strict-serializable",
                    invoke(0, "[[:append :x 1]]"),
                    end(0, "info"),
                    invoke(1, "[[:r :x nil]]"),
                    ok(1, "[[:r :x " + seen + "]]"));
            assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        }
    }

    @Test
    void whatWasSeenOfATransactionOfUnknownOutcomeMeansThatAllOfItHappened() throws IOException {
        Verdict verdict = check(
                "serializable",
                invoke(0, "[[:append :x 1] [:append :y 1]]"),
                end(0, "info"),
                invoke(1, "[[:r :x nil] [:r :y nil]]"),
                ok(1, "[[:r :x [1]] [:r :y []]]"));
        assertThat(verdict.anomalies()).containsKey("G-single");
    }

    @Test
    void listsThatDisagreeOnlyAboutWhatFailedAreReadUncommitted() throws IOException {
        Verdict verdict = check(
                "read-uncommitted",
                invoke(0, "[[:append :x 1]]"),
                invoke(1, "[[:append :x 2]]"),
                ok(1, "[[:append :x 2]]"),
                invoke(1, "[[:r :x nil]]"),
                ok(1, "[[:r :x [1 2]]]"),
                end(0, "fail"),
                invoke(1, "[[:r :x nil]]"),
                ok(1, "[[:r :x [2]]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.allowed()).containsKeys("G1a", "incompatible-order");
    }

    @Test
    void whatOneOfUnknownOutcomeWroteMayHaveBeenRolledBackAtReadUncommitted() throws IOException {
        for (String outcome : new String[] {"info", "ok"}) {
            Verdict verdict = check(
                    "read-uncommitted",
                    invoke(0, "[[:append :x 1] [:append :y 1]]"),
                    outcome.equals("ok") ? ok(0, "[[:append :x 1] [:append :y 1]]") : end(0, outcome),
                    invoke(1, "[[:append :x 2] [:append :y 2]]"),
                    ok(1, "[[:append :x 2] [:append :y 2]]"),
                    invoke(1, "[[:r :x nil] [:r :y nil]]"),
                    ok(1, "[[:r :x [1 2]] [:r :y [2 1]]]"));
            assertThat(verdict.valid()).isEqualTo(outcome.equals("info") ? Validity.TRUE : Validity.FALSE);
        }
    }

    @Test
    void whatAnomaliesAModelAllowsAreToldBesideAVerdictOfTrue() throws IOException {
        Verdict verdict = check(
                "snapshot-isolation",
                invoke(0, "[[:r :x nil] [:append :y 1]]"),
                invoke(1, "[[:r :y nil] [:append :x 1]]"),
                ok(0, "[[:r :x []] [:append :y 1]]"),
                ok(1, "[[:r :y []] [:append :x 1]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.allowed()).containsOnlyKeys("G2-item");
        assertThat(verdict.not()).containsExactly("repeatable-read", "update-serializable");
    }

    /** An append that was retried under the same name, as real clients do. */
    @Test
    void anElementThatWasAppendedTwiceIsNoReasonForAnAlarm() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                invoke(0, "[[:append :x 1]]"),
                end(0, "info"),
                invoke(1, "[[:append :x 1]]"),
                ok(1, "[[:append :x 1]]"),
                invoke(2, "[[:r :x nil]]"),
                ok(2, "[[:r :x [1]]]"));
        assertThat(verdict.valid()).isNotEqualTo(Validity.FALSE);
    }

    @Test
    void anElementOfWhichAllAppendsButOneFailedIsThatOnes() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                invoke(0, "[[:append :x 1]]"),
                end(0, "fail"),
                invoke(0, "[[:append :x 1]]"),
                ok(0, "[[:append :x 1]]"),
                invoke(1, "[[:r :x nil]]"),
                ok(1, "[[:r :x [1]]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void aHistoryMayBeCheckedAsItGoesOn() throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String list = "[";
            for (int j = 0; j <= i; j++) {
                list += (j == 0 ? "" : " ") + j;
            }
            events.append(invoke(0, "[[:append :x " + i + "] [:r :x nil]]")).append('\n');
            events.append(ok(0, "[[:append :x " + i + "] [:r :x " + list + "]]]"))
                    .append('\n');
            assertThat(session("strict-serializable", events.toString())
                            .verdict(Budget.unlimited())
                            .valid())
                    .isEqualTo(Validity.TRUE);
        }
    }

    @Test
    void whatIsNoTransactionIsAnErrorThatNamesThePlace() {
        assertThatThrownBy(() -> check("serializable", invoke(0, "[[:append :x]]")))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "test.edn:1:1: [:append :x] is no micro-op of a list; right would be [[:append :x 1] [:r :y [1 2]]]");
        assertThatThrownBy(() -> check("serializable", invoke(0, "17")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:1:1: the :value 17 is no transaction");
        assertThatThrownBy(() -> check("serializable", invoke(0, "[[:r :x nil]]"), ok(0, "[[:r :x 7]]")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:2:1: the read [:r :x 7] returned no list");
        assertThatThrownBy(() -> check("serializable", invoke(0, "[[:r :x nil]]"), ok(0, "[[:r :y []]]")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:2:1: an ok transaction has [:r :y []] where its invocation has");
    }

    @Test
    void whatATransactionMayHaveWrittenThatDoesNotSayIsNotGarbage() throws IOException {
        String[] read = {invoke(1, "[[:r :x nil]]"), ok(1, "[[:r :x [7]]]")};
        String blank = "{:process 0 :type :invoke :f :txn :value nil}";
        Verdict open = check("read-committed", blank, read[0], read[1]);
        assertThat(open.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(open.notes())
                .containsExactly(
                        "1 transactions of unknown outcome do not say what they wrote, and 1 reads returned what no other one wrote");
        String info = "{:process 0 :type :info :f :txn :value [[:append :x 7]] :error :timeout}";
        assertThat(check("strict-serializable", blank, read[0], read[1], info).valid())
                .isEqualTo(Validity.TRUE);
        String failed = "{:process 0 :type :fail :f :txn :value nil}";
        assertThat(check("read-committed", blank, failed, read[0], read[1]).valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check("strict-serializable", blank, invoke(1, "[[:r :x nil]]"), ok(1, "[[:r :x []]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }
}
