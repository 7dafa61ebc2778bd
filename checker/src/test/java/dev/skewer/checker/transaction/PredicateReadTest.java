package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Example;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of histories of predicate reads of a few lines. */
class PredicateReadTest {
    private static final String[] PHANTOM = {
        event(0, "invoke", "[[:rp [:x :y :z] nil] [:w :x 1]]"),
        event(1, "invoke", "[[:rp [:y :x] nil] [:w :y 2]]"),
        event(0, "ok", "[[:rp [:x :y :z] {}] [:w :x 1]]"),
        event(1, "ok", "[[:rp [:y :x] {}] [:w :y 2]]")
    };

    private static String event(int process, String type, String value) {
        return "{:process " + process + " :type :" + type + " :f :txn :value " + value + "}";
    }

    private static Verdict check(TransactionChecker checker, Format format, String consistencyModel, String... events)
            throws IOException {
        CheckSession session = checker.open(CheckOptions.none().with(CheckOption.CONSISTENCY_MODEL, consistencyModel));
        var bytes = new ByteArrayInputStream(String.join("\n", events).getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "test", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        return session.verdict(Budget.unlimited());
    }

    private static Verdict registers(String consistencyModel, String... events) throws IOException {
        return check(TransactionChecker.registers(), Format.EDN, consistencyModel, events);
    }

    @ParameterizedTest
    @CsvSource({
        "serializable, FALSE",
        "strict-serializable, FALSE",
        "repeatable-read, TRUE",
        "snapshot-isolation, TRUE",
        "strong-snapshot-isolation, TRUE",
        "read-committed, TRUE"
    })
    void aPhantomIsNotSerializableAndARepeatableReadNevertheless(String model, Validity valid) throws IOException {
        Verdict verdict = registers(model, PHANTOM);
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(valid);
        assertThat(valid == Validity.FALSE ? verdict.anomalies() : verdict.allowed())
                .containsOnlyKeys("G2");
    }

    @Test
    void itsStorySaysWhatWasLookedForAndNotFound() throws IOException {
        Example story = Objects.requireNonNull(
                        registers("serializable", PHANTOM).anomalies().get("G2"))
                .examples()
                .get(0);
        assertThat(story.title()).isEqualTo("Write skew among 2 transactions, by what was looked for and not found");
        assertThat(story.contradiction())
                .contains("T1 asked for :x, :y and :z and did not find :y, to which T2 wrote 2, so T1 comes before T2");
        assertThat(story.steps().get(0).text()).isEqualTo("[:rp [:x :y :z] {}] [:w :x 1]");
    }

    /** Read skew by a predicate is no repeatable read only if it is so by objects alone. */
    @ParameterizedTest
    @CsvSource({"repeatable-read, TRUE", "consistent-view, FALSE", "snapshot-isolation, FALSE", "serializable, FALSE"})
    void aPhantomOfReadSkewIsExcludedByWhatExcludesReadSkew(String model, Validity valid) throws IOException {
        Verdict verdict = registers(
                model,
                event(0, "invoke", "[[:rp [:x] nil] [:r :y nil]]"),
                event(1, "invoke", "[[:w :x 1] [:w :y 2]]"),
                event(1, "ok", "[[:w :x 1] [:w :y 2]]"),
                event(0, "ok", "[[:rp [:x] {}] [:r :y 2]]"));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(valid);
        if (valid == Validity.FALSE) {
            assertThat(verdict.anomalies()).containsKey("G2");
        }
    }

    @Test
    void whatItFoundItReadAsByItself() throws IOException {
        Verdict verdict = registers(
                "repeatable-read",
                event(2, "invoke", "[[:w :x 1] [:w :y 1]]"),
                event(2, "ok", "[[:w :x 1] [:w :y 1]]"),
                event(0, "invoke", "[[:rp [:x] nil] [:w :y 2]]"),
                event(1, "invoke", "[[:rp [:y] nil] [:w :x 2]]"),
                event(0, "ok", "[[:rp [:x] {:x 1}] [:w :y 2]]"),
                event(1, "ok", "[[:rp [:y] {:y 1}] [:w :x 2]]"),
                event(2, "invoke", "[[:r :x nil] [:r :y nil]]"),
                event(2, "ok", "[[:r :x 2] [:r :y 2]]"));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsOnlyKeys("G2-item");
    }

    @Test
    void keysOfJsonAreWhatTheySpell() throws IOException {
        String[] events = {
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"txn\",\"value\":[[\"w\",7,1],[\"w\",\"x\",2]]}",
            "{\"process\":0,\"type\":\"ok\",\"f\":\"txn\",\"value\":[[\"w\",7,1],[\"w\",\"x\",2]]}",
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"txn\",\"value\":[[\"rp\",[7,\"x\",8],null]]}",
            "{\"process\":0,\"type\":\"ok\",\"f\":\"txn\",\"value\":[[\"rp\",[7,\"x\",8],{\"7\":1,\"x\":2}]]}"
        };
        Verdict verdict = check(TransactionChecker.registers(), Format.JSONL, "strict-serializable", events);
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
    }

    @Test
    void listsAreAskedForTheSameWay() throws IOException {
        Verdict verdict = check(
                TransactionChecker.listAppend(),
                Format.EDN,
                "serializable",
                event(0, "invoke", "[[:rp [:x :y] nil] [:append :x 1]]"),
                event(1, "invoke", "[[:rp [:x :y] nil] [:append :y 2]]"),
                event(0, "ok", "[[:rp [:x :y] {}] [:append :x 1]]"),
                event(1, "ok", "[[:rp [:x :y] {}] [:append :y 2]]"),
                event(0, "invoke", "[[:rp [:x :y] nil]]"),
                event(0, "ok", "[[:rp [:x :y] {:x [1] :y [2]}]]"));
        assertThat(verdict.anomalies()).as("%s", verdict).containsOnlyKeys("G2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[:rp :x nil]] | [[:rp :x {}]] | test:1:1: the predicate read [:rp :x nil] asks for no list of keys",
                "[[:rp [:x :x] nil]] | [[:rp [:x :x] {}]] | asks for :x more than once",
                "[[:rp [:x] nil]] | [[:rp [:x] [1]]] | test:2:1: the predicate read [:rp [:x] [1]] returned no map",
                "[[:rp [:x] nil]] | [[:rp [:x] {:y 1}]] | returned :y, which it did not ask for; right would be [:rp [:x :y] {:x 1}]",
                "[[:rp [:x] nil]] | [[:rp [:x :y] {}]] | where its invocation has another micro-op",
                "[[:rp [:x] nil]] | [[:r :x 1]] | where its invocation has another micro-op",
                "[[:r :x nil]] | [[:rp [:x] {}]] | where its invocation has another micro-op",
                "[[:rp [:x :y] nil]] | [[:rp [:x] {}]] | has fewer micro-ops than its invocation",
                "[[:rp [:x] nil]] | [[:rp [:x] {}] [:r :y 1]] | has more micro-ops than its invocation"
            })
    void whatIsNoPredicateReadIsAnErrorThatNamesThePlace(String invoked, String completed, String complaint) {
        assertThatThrownBy(() -> registers("serializable", event(0, "invoke", invoked), event(0, "ok", completed)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining(complaint);
    }
}
