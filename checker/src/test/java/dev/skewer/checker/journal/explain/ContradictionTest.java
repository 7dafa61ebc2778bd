package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.FixedHistories;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether some operations have an order, by definition. */
class ContradictionTest {
    private static BitSet set(int... operations) {
        return IntStream.of(operations).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private static BitSet all(int count) {
        return set(IntStream.range(0, count).toArray());
    }

    private static Contradiction of(JournalHistory history) {
        return new Contradiction(history, new InvocationParts(history), Budget.unlimited());
    }

    private static String unknown(int process, String f, String value) {
        return invoke(process, f, value) + "\n" + event(process, "info", f, value);
    }

    private static String length(int id, int length) {
        return call(
                7, "read-metadata", "{:id " + id + "}", "{:id " + id + " :metadata {:first 0 :length " + length + "}}");
    }

    @Test
    void allOperationsHaveAnOrderIfTheOracleFindsOne() {
        for (FixedHistories.Case next : FixedHistories.some()) {
            JournalHistory history = next.history();
            Contradiction contradiction = of(history);
            Validity expected = next.linearizable() ? Validity.TRUE : Validity.FALSE;
            assertThat(contradiction.searchAll(all(history.invocationCount())))
                    .as(next::toString)
                    .isEqualTo(expected);
            if (next.linearizable()) {
                assertThat(contradiction.breaksRule(all(history.ops()))).isFalse();
                assertThat(contradiction.search(all(history.ops()))).isNotEqualTo(Validity.FALSE);
            }
        }
    }

    @Test
    void whatARuleExcludesNeedsNoSearch() {
        JournalHistory history =
                history(append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), read(7, 1, 0, 0, 1, "[[0 10]]"));
        Contradiction contradiction = of(history);
        assertThat(contradiction.breaksRule(set(1, 2))).isTrue();
        assertThat(contradiction.breaksRule(set(0, 2))).isFalse();
        assertThat(contradiction.steps()).isZero();
        assertThat(contradiction.search(set(1, 2))).isEqualTo(Validity.FALSE);
        assertThat(contradiction.steps()).isPositive();
        assertThat(contradiction.search(set(0, 2))).isEqualTo(Validity.TRUE);
    }

    /** Of those that are not known it is open whether they took effect, of those that failed it is not. */
    @Test
    void othersMayHaveTakenEffectUnlessTheyFailed() {
        String value = "{:id 1 :entry 10}";
        String[] ends = {call(0, "append", value, value), unknown(0, "append", value), invoke(0, "append", value)};
        for (String end : ends) {
            assertThat(of(history(end, length(1, 1))).search(set(1))).isEqualTo(Validity.TRUE);
        }
        String failed = invoke(0, "append", value) + "\n" + event(0, "fail", "append", value);
        assertThat(of(history(failed, length(1, 1))).search(set(1))).isEqualTo(Validity.FALSE);
        // What begins after all that is known had ended is too late.
        assertThat(of(history(length(1, 1), ends[0])).search(set(0))).isEqualTo(Validity.FALSE);
        assertThat(of(history(length(1, 1), ends[0])).search(set(0, 1))).isEqualTo(Validity.FALSE);
    }

    @Test
    void onlyOperationsThatReturnedCanBeKnown() {
        JournalHistory history = history(
                append(0, 1, 10, 0, 0),
                unknown(1, "append", "{:id 1 :entry 11}"),
                invoke(2, "append", "{:id 1 :entry 12}") + "\n" + event(2, "fail", "append", "{:id 1 :entry 12}"),
                append(0, 2, 20, 0, 0),
                call(3, "scan", "[1 2]", "[{:id 1 :metadata nil :journal []} {:id 2 :metadata nil :journal []}]"));
        Contradiction contradiction = of(history);
        assertThat(contradiction.returned(set(0))).containsExactly(0, 4);
        assertThat(contradiction.returned(set(1))).containsExactly(3, 4);
        assertThat(contradiction.returned(set(0, 1))).containsExactly(0, 3, 4);
        assertThat(contradiction.invocations(set(0, 1))).isEqualTo(set(0));
        assertThat(contradiction.invocations(set(4))).isEqualTo(set(0, 1));
    }

    @Test
    void whereFewOperationsAreKnownTheInvocationsHaveToBeSmall() {
        for (int parts : new int[] {255, 256, 257}) {
            String[] lines = new String[parts + 1];
            lines[0] = length(2, 5);
            for (int i = 1; i <= parts; i++) {
                lines[i] = length(1, 0);
            }
            Contradiction contradiction = of(history(lines));
            assertThat(contradiction.isSearched(set(1))).isEqualTo(parts <= 256);
            assertThat(contradiction.search(set(1))).isEqualTo(parts <= 256 ? Validity.FALSE : Validity.UNKNOWN);
            assertThat(contradiction.isSearched(set(0))).isTrue();
        }
    }
}
