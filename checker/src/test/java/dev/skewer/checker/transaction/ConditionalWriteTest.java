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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of histories of conditional writes of a few lines. */
class ConditionalWriteTest {
    private static String event(int process, String type, String value) {
        return "{:process " + process + " :type :" + type + " :f :txn :value " + value + "}";
    }

    private static Verdict check(String consistencyModel, String... events) throws IOException {
        CheckSession session = TransactionChecker.registers()
                .open(CheckOptions.none().with(CheckOption.CONSISTENCY_MODEL, consistencyModel));
        var bytes = new ByteArrayInputStream(String.join("\n", events).getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "test", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        return session.verdict(Budget.unlimited());
    }

    @Test
    void twoThatWereDoneOnTheSameVersionAreALostUpdate() throws IOException {
        Verdict verdict = check(
                "snapshot-isolation",
                event(0, "invoke", "[[:cas :x [nil 1]]]"),
                event(1, "invoke", "[[:cas :x [nil 2] nil]]"),
                event(0, "ok", "[[:cas :x [nil 1] true]]"),
                event(1, "ok", "[[:cas :x [nil 2] true]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsOnlyKeys("lost-update");
        assertThat(Objects.requireNonNull(verdict.anomalies().get("lost-update"))
                        .examples()
                        .get(0)
                        .steps()
                        .get(0)
                        .text())
                .contains("[:cas :x [nil 1] true]");
    }

    @Test
    void oneThatWasRefusedSawSomethingElse() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                event(0, "invoke", "[[:cas :x [nil 1] nil]]"),
                event(0, "ok", "[[:cas :x [nil 1] true]]"),
                event(0, "invoke", "[[:cas :x [1 2] nil]]"),
                event(1, "invoke", "[[:cas :x [1 3] nil]]"),
                event(0, "ok", "[[:cas :x [1 2] true]]"),
                event(1, "ok", "[[:cas :x [1 3] false]]"),
                event(1, "invoke", "[[:cas :x [7 8] nil] [:r :x nil]]"),
                event(1, "ok", "[[:cas :x [7 8] false] [:r :x 2]]"));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
    }

    @Test
    void oneThatWasRefusedContradictsWhatItsTransactionSaw() throws IOException {
        Verdict verdict = check(
                "serializable",
                event(0, "invoke", "[[:w :x 1]]"),
                event(0, "ok", "[[:w :x 1]]"),
                event(0, "invoke", "[[:cas :x [1 2] nil] [:r :x nil]]"),
                event(0, "ok", "[[:cas :x [1 2] false] [:r :x 1]]"));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey("internal");
    }

    /** The transaction took effect, as somebody saw its other write; the conditional one may have been refused. */
    @Test
    void whatATransactionOfUnknownOutcomeMayHaveWrittenIsNotHeldAgainstIt() throws IOException {
        Verdict verdict = check(
                "strict-serializable",
                event(0, "invoke", "[[:w :x 1]]"),
                event(0, "ok", "[[:w :x 1]]"),
                event(1, "invoke", "[[:w :y 1] [:cas :x [9 2] nil]]"),
                event(1, "info", "[[:w :y 1] [:cas :x [9 2] nil]]"),
                event(0, "invoke", "[[:r :y nil] [:r :x nil]]"),
                event(0, "ok", "[[:r :y 1] [:r :x 1]]"));
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[:cas :x 1 nil]] | [[:cas :x 1 true]] | test:1:1: the conditional write [:cas :x 1 nil] has no value that it expects",
                "[[:cas :x [1 2] nil]] | [[:cas :x [1 2] nil]] | test:2:1: the conditional write [:cas :x [1 2] nil] does not say whether",
                "[[:cas :x [1 2]]] | [[:cas :x [1 3] true]] | where its invocation has another micro-op",
                "[[:r :x nil] [:w :x 2]] | [[:cas :x [1 2] true]] | where its invocation has another micro-op",
                "[[:cas :x [1 2]]] | [[:r :x 1] [:w :x 2]] | where its invocation has another micro-op"
            })
    void whatIsNoConditionalWriteIsAnErrorThatNamesThePlace(String invoked, String completed, String complaint) {
        assertThatThrownBy(() -> check("serializable", event(0, "invoke", invoked), event(0, "ok", completed)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining(complaint);
    }
}
