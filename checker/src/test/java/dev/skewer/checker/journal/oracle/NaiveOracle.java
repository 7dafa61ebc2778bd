package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition, word for word and with no thought for time: makes every sequence of operations, and asks of each
 * whether it holds every {@code ok} operation and no failed one, whether it respects real time, and whether the model
 * returns what was recorded. For up to about six operations; it keeps {@link Oracle} honest.
 */
final class NaiveOracle {
    private NaiveOracle() {}

    static boolean linearizable(List<SmallOp> history) {
        return extend(new ArrayList<>(), history);
    }

    private static boolean extend(List<SmallOp> sequence, List<SmallOp> history) {
        if (explains(sequence, history)) {
            return true;
        }
        for (SmallOp op : history) {
            if (!sequence.contains(op)) {
                sequence.add(op);
                if (extend(sequence, history)) {
                    return true;
                }
                sequence.remove(sequence.size() - 1);
            }
        }
        return false;
    }

    /** Whether this very sequence explains the history. */
    static boolean explains(List<SmallOp> sequence, List<SmallOp> history) {
        for (SmallOp op : history) {
            if (op.end() == SmallOp.End.OK && !sequence.contains(op)) {
                return false;
            }
        }
        for (int i = 0; i < sequence.size(); i++) {
            if (sequence.get(i).end() == SmallOp.End.FAIL) {
                return false;
            }
            for (int j = i + 1; j < sequence.size(); j++) {
                if (sequence.get(j).precedes(sequence.get(i))) {
                    return false;
                }
            }
        }
        State state = State.EMPTY;
        for (SmallOp op : sequence) {
            Outcome outcome = JournalModel.apply(state, op.call());
            Result recorded = op.result();
            if (outcome == null || (recorded != null && !recorded.agreesWith(outcome.result()))) {
                return false;
            }
            state = outcome.state();
        }
        return true;
    }
}
