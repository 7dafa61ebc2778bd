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
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of histories of sets. */
class SetAddTest {
    private static Verdict check(String consistencyModel, String... events) throws IOException {
        CheckSession session = session(consistencyModel, String.join("\n", events), Format.EDN);
        Verdict verdict = session.verdict(Budget.unlimited());
        if (verdict.valid() == Validity.TRUE) {
            session.certify();
        }
        return verdict;
    }

    private static CheckSession session(String consistencyModel, String history, Format format) throws IOException {
        CheckSession session = TransactionChecker.sets()
                .open(CheckOptions.none().with(CheckOption.CONSISTENCY_MODEL, consistencyModel));
        var bytes = new ByteArrayInputStream(history.getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "test", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        return session;
    }

    private static String event(int process, String type, String value) {
        return "{:process " + process + " :type :" + type + " :f :txn :value " + value + "}\n";
    }

    /** A transaction that is called and returns before the next. */
    private static String done(int process, String invoked, String returned) {
        return event(process, "invoke", invoked) + event(process, "ok", returned);
    }

    private static String onlyStory(Verdict verdict, String anomaly) {
        return Objects.requireNonNull(verdict.anomalies().get(anomaly))
                .examples()
                .get(0)
                .contradiction();
    }

    @Test
    void theFormOfASetDoesNotMatter() throws IOException {
        String adds = done(0, "[[:add :x 1] [:add :x 2]]", "[[:add :x 1] [:add :x 2]]");
        for (String set : new String[] {"#{2 1}", "[1 2]", "(2 1)"}) {
            Verdict verdict = check("strict-serializable", adds, done(1, "[[:r :x nil]]", "[[:r :x " + set + "]]"));
            assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        }
        Verdict empty = check("serializable", adds, done(1, "[[:r :x nil]]", "[[:r :x nil]]"));
        assertThat(empty.valid()).isEqualTo(Validity.TRUE);
        assertThat(empty.not()).containsExactly("strong-consistent-view");
        String json = """
                {"process": 0, "type": "invoke", "f": "txn", "value": [["add", "x", 1]]}
                {"process": 0, "type": "ok", "f": "txn", "value": [["add", "x", 1]]}
                {"process": 1, "type": "invoke", "f": "txn", "value": [["r", "x", null]]}
                {"process": 1, "type": "ok", "f": "txn", "value": [["r", "x", [1]]]}
                """;
        assertThat(session("strict-serializable", json, Format.JSONL)
                        .verdict(Budget.unlimited())
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void readSkewIsToldByWhatReadsHaveAndLack() throws IOException {
        Verdict verdict = check(
                "serializable",
                done(0, "[[:add :x 3] [:add :y 4]]", "[[:add :x 3] [:add :y 4]]"),
                done(1, "[[:r :x nil] [:r :y nil]]", "[[:r :x #{}] [:r :y #{4}]]"));
        assertThat(verdict.anomalies()).containsOnlyKeys("G-single", "fractured-read");
        assertThat(onlyStory(verdict, "G-single"))
                .contains("T2 read #{} from :x, without the 3 that T1 added")
                .contains("T2 read #{4} from :y, with the 4 that T1 added");
    }

    @Test
    void setsThatDoNotIncludeEachOtherAreALongFork() throws IOException {
        Verdict verdict = check(
                "prefix",
                event(0, "invoke", "[[:add :x 1]]"),
                event(1, "invoke", "[[:add :x 2]]"),
                event(2, "invoke", "[[:r :x nil]]"),
                event(3, "invoke", "[[:r :x nil]]"),
                event(2, "ok", "[[:r :x #{1}]]"),
                event(3, "ok", "[[:r :x #{2}]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsOnlyKeys("G-nonadjacent");
        assertThat(verdict.satisfied()).contains("parallel-snapshot-isolation");
    }

    @Test
    void theyAreSoEvenIfNoElementTellsWhoAddedIt() throws IOException {
        Verdict verdict = check(
                "prefix",
                done(0, "[[:add :x 1] [:add :x 2]]", "[[:add :x 1] [:add :x 2]]"),
                done(1, "[[:add :x 1] [:add :x 2]]", "[[:add :x 1] [:add :x 2]]"),
                done(2, "[[:r :x nil]]", "[[:r :x #{1}]]"),
                done(3, "[[:r :x nil]]", "[[:r :x #{2}]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(onlyStory(verdict, "G-nonadjacent"))
                .isEqualTo(
                        "T2 read #{2} from :x, without the 1 of the #{1} that T1 read, which has not all of the other: no order"
                                + " of adds has both.");
    }

    @Test
    void whatIsWrongWithOneReadIsTold() throws IOException {
        String failed = event(0, "invoke", "[[:add :x 1]]") + event(0, "fail", "[[:add :x 1]]");
        assertThat(check("read-committed", failed, done(1, "[[:r :x nil]]", "[[:r :x #{1}]]"))
                        .anomalies())
                .containsOnlyKeys("G1a");
        Verdict garbage = check("read-committed", done(1, "[[:r :x nil]]", "[[:r :x #{7}]]"));
        assertThat(onlyStory(garbage, "garbage-read"))
                .isEqualTo("T1 read #{7} from :x, and no transaction wrote the 7.");
        assertThat(check("read-committed", done(1, "[[:r :x nil] [:add :x 1]]", "[[:r :x #{1}] [:add :x 1]]"))
                        .anomalies())
                .containsOnlyKeys("future-read");
        Verdict internal = check("read-atomic", done(1, "[[:add :x 1] [:r :x nil]]", "[[:add :x 1] [:r :x #{}]]"));
        assertThat(onlyStory(internal, "internal")).startsWith("T1 read #{} from :x");
        Verdict repeated = check(
                "serializable",
                done(0, "[[:add :x 1]]", "[[:add :x 1]]") + done(1, "[[:r :x nil]]", "[[:r :x [1 1]]]"));
        assertThat(repeated.anomalies()).containsOnlyKeys("duplicate-elements");
    }

    @Test
    void anAddOfUnknownOutcomeTookEffectIfItIsSeen() throws IOException {
        String unknown = event(0, "invoke", "[[:add :x 1] [:add :y 1]]") + event(0, "info", "nil");
        for (String seen : new String[] {"[[:r :x #{}] [:r :y #{}]]", "[[:r :x #{1}] [:r :y #{1}]]"}) {
            assertThat(check("strict-serializable", unknown, done(1, "[[:r :x nil] [:r :y nil]]", seen))
                            .valid())
                    .isEqualTo(Validity.TRUE);
        }
        assertThat(check("serializable", unknown, done(1, "[[:r :x nil] [:r :y nil]]", "[[:r :x #{1}] [:r :y #{}]]"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    /** An add that was retried under the same name, as real clients do. */
    @Test
    void anElementThatWasAddedTwiceIsNoReasonForAnAlarm() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                event(0, "invoke", "[[:add :x 1]]") + event(0, "info", "nil"),
                done(1, "[[:add :x 1]]", "[[:add :x 1]]"),
                done(2, "[[:r :x nil]]", "[[:r :x #{1}]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void aReadThatLacksWhatItsTransactionAndAnotherHaveAddedIsBeforeTheOther() throws IOException {
        Verdict verdict = check(
                "serializable",
                done(0, "[[:add :x 1] [:add :y 5]]", "[[:add :x 1] [:add :y 5]]"),
                done(1, "[[:add :x 1] [:r :x nil] [:r :y nil]]", "[[:add :x 1] [:r :x #{}] [:r :y #{5}]]"));
        assertThat(verdict.anomalies()).containsKeys("internal", "G-single");
        assertThat(onlyStory(verdict, "G-single")).contains("T2 read #{} from :x, without the 1 that T1 added");
    }

    @Test
    void whatNoReadHasIsLackedByThoseThatAddItLater() throws IOException {
        Verdict verdict = check(
                "serializable",
                done(0, "[[:r :x nil] [:add :x 1]]", "[[:r :x #{1}] [:add :x 1]]"),
                done(1, "[[:add :x 7] [:add :y 5]]", "[[:add :x 7] [:add :y 5]]"),
                done(2, "[[:r :x nil] [:r :y nil] [:add :x 7]]", "[[:r :x #{1}] [:r :y #{5}] [:add :x 7]]"));
        assertThat(verdict.anomalies()).containsKeys("future-read", "G-single");
        assertThat(onlyStory(verdict, "G-single")).contains("T2 read #{1} from :x, without the 7 that T1 added");
    }

    /** Reads of a large set cost neither memory nor time for each pair of a read and an element. */
    @Test
    void manyReadsOfALargeSetAreCheckedInLinearTime() throws IOException {
        StringBuilder events = new StringBuilder();
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            events.append(done(
                    0,
                    "[[:r :x nil] [:add :x " + i + "] [:r :x nil]]",
                    "[[:r :x #{" + set + "}] [:add :x " + i + "] [:r :x #{" + set + i + "}]]"));
            set.append(i).append(' ');
        }
        CheckSession session = session("strict-serializable", events.toString(), Format.EDN);
        assertThat(session.verdict(Budget.unlimited()).valid()).isEqualTo(Validity.TRUE);
        session.certify();
        assertThat(session.bytes()).isLessThan(1 << 20);
    }

    @Test
    void whatIsNoTransactionIsAnErrorThatNamesThePlace() {
        assertThatThrownBy(() -> check("serializable", event(0, "invoke", "[[:append :x 1]]")))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "test:1:1: [:append :x 1] is no micro-op of a set; right would be [[:add :x 1] [:r :y #{1 2}]]");
        assertThatThrownBy(() -> check("serializable", done(0, "[[:r :x nil]]", "[[:r :x 7]]")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test:2:1: the read [:r :x 7] returned no set");
    }
}
