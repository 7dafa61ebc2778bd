package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import org.junit.jupiter.api.Test;

/**
 * Where an unknown outcome is taken for the likeliest one and that does not fit, nothing is wrong yet: another may fit. Each
 * of these was called wrong by a checker that had been changed in one place.
 */
class UnknownOutcomesTest {
    private static String unknown(int process, String f, String value) {
        return invoke(process, f, value) + "\n" + event(process, "info", f, value);
    }

    @Test
    void theTrimThatOpenedAnEpochMayBeTheOneThatKeptLess() {
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                unknown(1, "trim", "{:id 1 :length 1}"),
                                unknown(2, "trim", "{:id 1 :length 0}"),
                                unknown(3, "set-state", "{:id 1 :key \"k\" :entry 11}"),
                                read(4, 1, 1, 0, 1, "[[0 11]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                unknown(1, "trim", "{:id 1 :length 1}"),
                                unknown(3, "append", "{:id 1 :entry 11}"),
                                read(4, 1, 1, 0, 1, "[[0 11]]"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void anAppendThatIsLateMayHaveComeAfterTheTrim() {
        assertThat(check(
                                invoke(1, "append", "{:id 1 :entry 10}"),
                                append(0, 1, 11, 0, 0),
                                event(1, "info", "append", "{:id 1 :entry 10}"),
                                unknown(0, "trim", "{:id 1 :length 0}"),
                                unknown(3, "trim", "{:id 1 :length 1}"),
                                read(4, 1, 1, 0, 1, "[[0 10]]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void anAbsentInvocationMayBePurgedAlthoughItMayBeUnborn() {
        String begun = ":metadata {:epoch 0 :first 0 :length 1} :journal ";
        assertThat(check(
                                invoke(2, "append", "{:id 2 :entry 10}"),
                                unknown(0, "append", "{:id 1 :entry 11}"),
                                invoke(3, "scan", "[1 2]"),
                                invoke(4, "scan", "[1 2]"),
                                unknown(1, "trim", "{:id 1 :length 0}"),
                                event(2, "info", "append", "{:id 2 :entry 10}"),
                                ok(4, "scan", "[{:id 1 " + begun + "[[0 11]]} {:id 2 " + begun + "[[0 10]]}]"),
                                call(5, "purge", "{:id 2}", "{:id 2}"),
                                ok(
                                        3,
                                        "scan",
                                        "[{:id 1 :metadata {:epoch 1 :first 0 :length 0} :journal []}"
                                                + " {:id 2 :metadata nil :journal []}]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void aCompactThatStoppedBelowWhatTheJournalReachedIsWrong() {
        assertThat(check(append(0, 1, 10, 0, 0), call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 0}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(append(0, 1, 10, 0, 0), call(0, "compact", "{:id 1 :first 2}", "{:id 1 :first 0}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(append(0, 1, 10, 0, 0), call(0, "compact", "{:id 1 :first 2}", "{:id 1 :first 1}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    /** The compact of unknown outcome may have been first, and the read beside it is right. */
    @Test
    void aStaleReadIsAllThatIsToldWhereAnotherOrderExplainsTheRest() {
        assertThat(check(
                                append(0, 1, 10, 0, 0),
                                append(0, 1, 11, 0, 1),
                                unknown(3, "compact", "{:id 1 :first 1}"),
                                read(1, 1, 0, 1, 2, "[[1 11]]"),
                                append(0, 1, 12, 0, 2),
                                call(4, "compact", "{:id 1 :first 1}", "{:id 1 :epoch 0 :first 1 :length 3}"),
                                read(2, 1, 0, 1, 2, "[[1 11]]"))
                        .anomalies())
                .containsOnlyKeys("stale-read");
    }
}
