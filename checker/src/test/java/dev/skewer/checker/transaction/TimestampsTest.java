package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verdict on a history with timestamps says. */
class TimestampsTest {
    /** Process 1 does not see what process 0 has committed when its snapshot claims to be. */
    private static final String STALE = """
            {:process 0 :type :invoke :f :txn :value [[:append :x 1]]}
            {:process 0 :type :ok :f :txn :value [[:append :x 1]] :ts [0 1]}
            {:process 1 :type :invoke :f :txn :value [[:r :x nil]]}
            {:process 1 :type :ok :f :txn :value [[:r :x []]] :ts [1]}""";

    private static CheckSession session(String edn, Format format, String model, String timestamps) {
        CheckSession session = Checkers.named("list-append")
                .orElseThrow()
                .open(CheckOptions.none()
                        .withText(CheckOption.CONSISTENCY_MODEL, model)
                        .withText(CheckOption.TIMESTAMPS, timestamps));
        var bytes = new ByteArrayInputStream(edn.getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "h", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session;
    }

    private static Verdict verdict(String edn, String model, String timestamps) {
        return session(edn, Format.EDN, model, timestamps).verdict(Budget.unlimited());
    }

    @Test
    void aReadThatIsNotOfItsTimestampIsToldWithWhatStoodThere() {
        Verdict verdict = verdict(STALE, "snapshot-isolation", "yes");
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.notes())
                .contains("the timestamps are taken for what the database claims: without them the history satisfies"
                        + " snapshot-isolation, with them it does not");
        assertThat(verdict.not()).isEmpty();
        Example story = Objects.requireNonNull(verdict.anomalies().get("timestamp-read"))
                .examples()
                .get(0);
        assertThat(story.contradiction())
                .isEqualTo(
                        "T2 read [] from :x at its start timestamp 1, and by the timestamps the latest write there was"
                                + " the 1 of T1, committed at 1, and a list shows all that was appended until then.");
    }

    @Test
    void withoutTheOptionTimestampsArePassedOver() {
        assertThat(verdict(STALE, "snapshot-isolation", "no").valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict(STALE.replace("[1]}", ":soon}"), "snapshot-isolation", "no")
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void timestampsProveWhatTheyExplain() {
        Verdict verdict = verdict(STALE.replace("[]", "[1]"), "strict-serializable", "yes");
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.satisfied()).containsExactly("strict-serializable");
        assertThat(verdict.notes())
                .anyMatch(
                        note -> note.contains("timestamps of all 2 transactions that took effect explains each read"));
    }

    @Test
    void whatIsWrongWithoutTimestampsIsSaidToBeWrongWithout() {
        Verdict verdict = verdict(STALE, "strict-serializable", "yes");
        assertThat(verdict.anomalies().keySet()).contains("timestamp-read", "G-single-realtime");
        assertThat(verdict.notes()).anyMatch(note -> note.contains("without them the history violates"));
        assertThat(verdict.not()).isNotEmpty();
    }

    @Test
    void aTransactionOfUnknownOutcomeMayHaveCommittedWhereItsReadersLeaveRoom() {
        String seen = """
                {:process 0 :type :invoke :f :txn :value [[:append :x 1]]}
                {:process 1 :type :invoke :f :txn :value [[:r :x nil]]}
                {:process 1 :type :ok :f :txn :value [[:r :x [1]]] :ts [5]}
                {:process 1 :type :invoke :f :txn :value [[:r :x nil]]}
                {:process 1 :type :ok :f :txn :value [[:r :x []]] :ts [4]}""";
        assertThat(verdict(seen, "snapshot-isolation", "yes").valid()).isEqualTo(Validity.TRUE);
        Verdict backwards = verdict(seen.replace(":ts [4]", ":ts [6]"), "snapshot-isolation", "yes");
        assertThat(backwards.anomalies()).containsOnlyKeys("timestamp-read");
        assertThat(Objects.requireNonNull(backwards.anomalies().get("timestamp-read"))
                        .examples()
                        .get(0)
                        .title())
                .isEqualTo("A transaction that committed at no moment");
    }

    @Test
    void aHistoryWithoutTimestampsIsSaidToHaveNone() {
        Verdict verdict = verdict(STALE.replaceAll(" :ts \\[[^]]*]", ""), "snapshot-isolation", "yes");
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.notes()).anyMatch(note -> note.startsWith("no transaction has timestamps"));
    }

    @Test
    void timestampsOf64BitsAndFarApartAreCompared() {
        String far = STALE.replace("[0 1]", "[-9223372036854775807 9223372036854775806]")
                .replace(":ts [1]", ":ts [9223372036854775807]");
        assertThat(verdict(far, "snapshot-isolation", "yes").anomalies()).containsOnlyKeys("timestamp-read");
        assertThat(verdict(far.replace("[]", "[1]"), "snapshot-isolation", "yes")
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void jsonHasThemToo() {
        String json = """
                {"process":0,"type":"invoke","f":"txn","value":[["append","x",1]]}
                {"process":0,"type":"ok","f":"txn","value":[["append","x",1]],"ts":[0,1]}
                {"process":1,"type":"invoke","f":"txn","value":[["r","x",null]]}
                {"process":1,"type":"ok","f":"txn","value":[["r","x",[]]],"ts":[1,null]}""";
        Verdict verdict =
                session(json, Format.JSONL, "snapshot-isolation", "yes").verdict(Budget.unlimited());
        assertThat(verdict.anomalies()).containsOnlyKeys("timestamp-read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1 2 3]", "[nil 1]", "7", "{:start 1}", "[1.5]", "[:a :b]"})
    void whatAreNoTimestampsIsRefusedWithItsPlace(String stamps) {
        assertThatThrownBy(() -> verdict(STALE.replace("[0 1]", stamps), "snapshot-isolation", "yes"))
                .isInstanceOf(HistoryException.class)
                .hasMessage("h:2:1: the :ts " + stamps
                        + " are no timestamps; right would be two integers: [start commit], or"
                        + " [start] of a transaction that only read");
    }

    @Test
    void aModelThatTimestampsSayNothingOfIsRefused() {
        assertThatThrownBy(() -> verdict(STALE, "read-committed", "yes"))
                .isInstanceOf(CheckOptionException.class)
                .hasMessageContaining("timestamps say nothing of read-committed; right would be --consistency-model");
        assertThat(List.of("snapshot-isolation", "serializable"))
                .allSatisfy(model ->
                        assertThat(verdict(STALE, model, "yes").valid()).isEqualTo(Validity.FALSE));
    }
}
