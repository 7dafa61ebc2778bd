package dev.skewer.checker.linear;

import java.util.List;

/** Tries every order of every choice of calls: as plainly right as it is slow. For a handful of calls. */
final class BruteForce<S> {
    private final Model<S> model;
    private final Calls calls;
    private final List<Operation> operations;
    private final boolean[] placed;

    private BruteForce(Model<S> model, Calls calls, List<Operation> operations) {
        this.model = model;
        this.calls = calls;
        this.operations = operations;
        placed = new boolean[calls.size];
    }

    static <S> boolean isLinearizable(Model<S> model, Calls calls, List<Operation> operations) {
        return new BruteForce<>(model, calls, operations).completes(model.initial());
    }

    private boolean completes(S state) {
        boolean done = true;
        for (int c = 0; c < calls.size; c++) {
            done &= placed[c] || calls.isUnknown(c);
        }
        if (done) {
            return true;
        }
        for (int c = 0; c < calls.size; c++) {
            if (placed[c] || !mayBeNext(c)) {
                continue;
            }
            S next = model.step(state, operations.get(c));
            if (next != null) {
                placed[c] = true;
                if (completes(next)) {
                    return true;
                }
                placed[c] = false;
            }
        }
        return false;
    }

    /** Whether nothing that is still to be placed was over before the call began. */
    private boolean mayBeNext(int call) {
        for (int c = 0; c < calls.size; c++) {
            if (!placed[c] && calls.completed[c] < calls.invoked[call]) {
                return false;
            }
        }
        return true;
    }
}
