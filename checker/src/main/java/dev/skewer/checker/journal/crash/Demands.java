package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
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
     * @param fate as {@link Eras} has it; unplaced: it is not to take effect; ANY if that does not matter
     * @param crash that is to undo it; NONE unless one is to
     * @param from the rank after which it takes effect; -1 for none
     * @param until the rank before which it takes effect, if it does; NEVER for none
     */
    record Demand(byte fate, int crash, int from, int until) {}

    private static final byte ANY = -1;

    private static final Demand NOTHING = new Demand(ANY, NONE, -1, NEVER);

    private Demands(Map<Integer, Demand> all) {
        this.all = Map.copyOf(all);
    }

    static final Demands NONE_MADE = new Demands(Map.of());

    /** These and another one; of one operation the latest fate counts. */
    Demands and(int op, byte fate, int crash) {
        Demand known = of(op);
        boolean isPlaced = fate != Eras.UNPLACED;
        return with(op, new Demand(fate, crash, isPlaced ? known.from() : -1, isPlaced ? known.until() : NEVER));
    }

    /** These and another one: that an operation takes effect after a rank and before another one. */
    Demands within(int op, int from, int until) {
        Demand known = of(op);
        return with(
                op,
                new Demand(known.fate(), known.crash(), Math.max(from, known.from()), Math.min(until, known.until())));
    }

    private Demands with(int op, Demand demand) {
        Map<Integer, Demand> more = new HashMap<>(all);
        more.put(op, demand);
        return new Demands(more);
    }

    private Demand of(int op) {
        return all.getOrDefault(op, NOTHING);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether an operation is not to take effect. */
    boolean isDropped(int op) {
        return of(op).fate() == Eras.UNPLACED;
    }

    /** Whether no crash is to undo an operation, which is to take effect. */
    boolean isKept(int op) {
        return of(op).fate() == Eras.KEPT;
    }

    /** The crash that is to undo an operation; NONE if none has to. */
    int undoneBy(int op) {
        return of(op).fate() == Eras.UNDONE ? of(op).crash() : NONE;
    }

    /** The rank after which an operation takes effect; -1 for none. */
    int from(int op) {
        return of(op).from();
    }

    /** The rank before which an operation takes effect; NEVER for none. */
    int until(int op) {
        return of(op).until();
    }
}
