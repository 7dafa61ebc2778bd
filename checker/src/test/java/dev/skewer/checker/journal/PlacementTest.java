package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.oracle.FixedHistories;
import dev.skewer.checker.journal.oracle.FixedHistories.Case;
import dev.skewer.checker.journal.search.RestartedSearch;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import dev.skewer.history.Token;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where an order puts each part: what it moved, and what it found, is what the model says on the way through the order. */
class PlacementTest {
    @Test
    void anOrderGivesEachPartThePlaceThatTheModelPassesThere() {
        int placed = 0;
        for (Case next : FixedHistories.some()) {
            if (next.linearizable()) {
                placed += check(next, next.witness());
            }
        }
        for (Case next : FixedHistories.doubtful().subList(0, 20)) {
            JournalHistory history = next.history();
            int[] all = IntStream.range(0, history.invocationCount()).toArray();
            RestartedSearch search =
                    new RestartedSearch(history, new InvocationParts(history), all, Budget.unlimited());
            assertThat(search.run(1_000_000)).isEqualTo(Validity.TRUE);
            placed += check(next, search.order());
        }
        assertThat(placed).isGreaterThan(2_000);
    }

    /** Returns how many parts were placed. */
    private static int check(Case next, int[] order) {
        JournalHistory history = next.history();
        InvocationCheck check = new InvocationCheck(history, new InvocationParts(history));
        int placed = 0;
        for (int i = 0; i < history.invocationCount(); i++) {
            int invocation = i;
            int[] its = Arrays.stream(order)
                    .filter(op -> concerns(history, op, invocation))
                    .toArray();
            check.place(i, its);
            int id = (int) Token.intValue(history.invocations.token(i));
            List<List<Integer>> versions = next.versions(order, id);
            Placement at = check.placement;
            assertThat(at.chosen).isTrue();
            int suffix = 0;
            int prefix = 0;
            for (int k = 0; k < order.length; k++) {
                List<Integer> before = versions.get(k);
                List<Integer> after = versions.get(k + 1);
                if (!concerns(history, order[k], i) || isInSeveralParts(history, order[k], i)) {
                    // An append-all may move it several times.
                    suffix += after.get(2) > before.get(2) ? after.get(2) - before.get(2) : 0;
                    continue;
                }
                int part = partOf(check.scope, order[k]);
                boolean shorter = !before.subList(0, 3).equals(after.subList(0, 3));
                boolean higher = after.get(3) > before.get(3);
                suffix += shorter ? 1 : 0;
                prefix += higher ? 1 : 0;
                byte role = shorter ? Placement.SUFFIX : higher ? Placement.PREFIX : Placement.OBSERVER;
                if (!check.scope.isOk(part) && role == Placement.OBSERVER) {
                    role = Placement.NOWHERE;
                } else {
                    placed++;
                    assertThat(at.suffixLow[part]).as("%s", next).isEqualTo(suffix);
                    assertThat(at.suffixHigh[part]).as("%s", next).isEqualTo(suffix);
                    boolean anywhere = history.kind[check.scope.part[part]] <= JournalHistory.Kind.SET_STATE;
                    assertThat(at.prefixLow[part]).as("%s", next).isEqualTo(anywhere ? 0 : prefix);
                    assertThat(at.prefixHigh[part]).as("%s", next).isEqualTo(anywhere ? at.prefixCount - 1 : prefix);
                }
                assertThat(at.role[part]).as("%s", next).isEqualTo(role);
                if (role == Placement.SUFFIX) {
                    assertThat(at.suffixOwner[suffix]).isEqualTo(part);
                } else if (role == Placement.PREFIX) {
                    assertThat(at.prefixOwner[prefix]).isEqualTo(part);
                }
            }
            assertThat(at.suffixCount).as("%s", next).isEqualTo(suffix + 1);
            assertThat(at.prefixCount).as("%s", next).isEqualTo(prefix + 1);
        }
        return placed;
    }

    private static boolean concerns(JournalHistory h, int op, int invocation) {
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            if (h.partInvocation[p] == invocation) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInSeveralParts(JournalHistory h, int op, int invocation) {
        int parts = 0;
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            parts += h.partInvocation[p] == invocation ? 1 : 0;
        }
        return parts > 1;
    }

    private static int partOf(Scope scope, int op) {
        for (int k = 0; k < scope.n; k++) {
            if (scope.op[k] == op) {
                return k;
            }
        }
        throw new AssertionError("operation " + op + " has no part");
    }

    @Test
    void anOrderThatExplainsNothingIsRefused() {
        JournalHistory history =
                JournalLines.history(JournalLines.append(0, 1, 10, 0, 0), JournalLines.append(0, 1, 11, 0, 1));
        InvocationCheck check = new InvocationCheck(history, new InvocationParts(history));
        assertThatThrownBy(() -> check.place(0, new int[] {1, 0})).isInstanceOf(IllegalStateException.class);
    }
}
