package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.JointOrder;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Some invocations, the smaller part of a history, have an order together, and each its share of it. */
class JointOrderTest {
    /** Invocations 0 and 1 have an order together: operations 0, 2, 1, 3, 4. 2 has one; 3 has none; 4 is large. */
    private static JointOrder joint(int others) {
        StringBuilder large = new StringBuilder();
        for (int i = 0; i < others; i++) {
            large.append(append(9, 9, 900 + i, 0, i)).append('\n');
        }
        JournalHistory history = history(
                invoke(0, "append-all", "[{:id 1 :entry 10} {:id 1 :entry 11} {:id 2 :entry 20}]"),
                invoke(1, "append", "{:id 1 :entry 12}"),
                call(2, "read-metadata", "{:id 2}", "{:id 2 :metadata {:epoch 0 :first 0 :length 1}}"),
                ok(
                        0,
                        "append-all",
                        "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 1 :entry 11 :epoch 0 :index 1} {:id 2 :entry 20"
                                + " :epoch 0 :index 0}]"),
                ok(1, "append", "{:id 1 :entry 12 :epoch 0 :index 2}"),
                append(3, 2, 21, 0, 1),
                read(4, 1, 0, 0, 3, "[[0 10] [1 11] [2 12]]"),
                append(5, 3, 30, 0, 0),
                append(5, 4, 40, 0, 0),
                read(6, 4, 0, 0, 1, "[[0 41]]"),
                large.toString());
        return new JointOrder(history, new InvocationParts(history), Budget.unlimited());
    }

    private static BitSet set(int... invocations) {
        BitSet set = new BitSet();
        IntStream.of(invocations).forEach(set::set);
        return set;
    }

    @Test
    void eachInvocationHasItsShareOfTheOrderAndEachOperationOnce() {
        JointOrder joint = joint(20);
        assertThat(joint.members().isEmpty()).isTrue();
        assertThat(joint.extend(set(0, 1))).isTrue();
        assertThat(joint.members()).isEqualTo(set(0, 1));
        assertThat(joint.has(0)).isTrue();
        assertThat(joint.has(2)).isFalse();
        assertThat(joint.orderOf(0)).containsExactly(0, 1, 4);
        assertThat(joint.orderOf(1)).containsExactly(0, 2, 3);
        assertThat(joint.orderOf(2)).isEmpty();
    }

    @Test
    void onlyTheInvocationsAskedForAreInIt() {
        JointOrder joint = joint(20);
        assertThat(joint.extend(set(1))).isTrue();
        assertThat(joint.orderOf(0)).isEmpty();
        assertThat(joint.orderOf(1)).containsExactly(0, 2, 3);
        assertThat(joint.extend(set(2))).isTrue();
        assertThat(joint.members()).isEqualTo(set(1, 2));
        assertThat(joint.orderOf(1)).containsExactly(0, 2, 3);
        assertThat(joint.orderOf(2)).containsExactly(5);
    }

    @Test
    void whereThereIsNoOrderThereAreNoMembersAnyMore() {
        JointOrder joint = joint(20);
        assertThat(joint.extend(set(0))).isTrue();
        assertThat(joint.extend(set(3))).isFalse();
        assertThat(joint.members().isEmpty()).isTrue();
        assertThat(joint.extend(set(0))).isTrue();
        assertThat(joint.members()).isEqualTo(set(0));
    }

    @Test
    void theLargerPartOfAHistoryIsNotSearchedSo() {
        // Ten parts are of the first four invocations; half of all may be searched.
        assertThat(joint(5).extend(set(0, 1, 2))).isFalse();
        assertThat(joint(6).extend(set(0, 1, 2))).isTrue();
        assertThat(joint(6).extend(set(0, 1, 2, 4))).isFalse();
        assertThat(joint(6).extend(set(0, 1))).isTrue();
    }
}
