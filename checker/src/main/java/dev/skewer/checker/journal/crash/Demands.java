package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import java.util.HashMap;
import java.util.Map;

/**
 * What is to become of writes to several invocations in one of them, so that it is what became of them in the others. By operation, as
 * the history numbers it.
 */
final class Demands {
    private final Map<Integer, Demand> all;

    /**
     * What is to become of one.
     *
     * @param fate as {@link Eras} has it; unplaced: it is not to take effect
     * @param crash that is to undo it; NONE unless one is to
     */
    record Demand(byte fate, int crash) {}

    private Demands(Map<Integer, Demand> all) {
        this.all = Map.copyOf(all);
    }

    static final Demands NONE_MADE = new Demands(Map.of());

    /** These and another one; of one operation the latest counts. */
    Demands and(int op, byte fate, int crash) {
        Map<Integer, Demand> more = new HashMap<>(all);
        more.put(op, new Demand(fate, crash));
        return new Demands(more);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether an operation is not to take effect. */
    boolean isDropped(int op) {
        Demand demand = all.get(op);
        return demand != null && demand.fate() == Eras.UNPLACED;
    }

    /** Whether no crash is to undo an operation, which is to take effect. */
    boolean isKept(int op) {
        Demand demand = all.get(op);
        return demand != null && demand.fate() == Eras.KEPT;
    }

    /** The crash that is to undo an operation; NONE if none has to. */
    int undoneBy(int op) {
        Demand demand = all.get(op);
        return demand != null && demand.fate() == Eras.UNDONE ? demand.crash() : NONE;
    }
}
