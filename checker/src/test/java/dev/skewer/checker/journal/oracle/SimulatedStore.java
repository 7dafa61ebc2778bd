package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that executes calls one at a time and remembers all its states; this one is correct. */
class SimulatedStore {
    /** Every state so far, oldest first; never empty. */
    final List<State> versions = new ArrayList<>(List.of(State.EMPTY));

    /**
     * Executes a call now.
     *
     * @return its result; null if it was refused
     */
    @Nullable Result execute(Call call) {
        Outcome outcome = JournalModel.apply(state(), call);
        if (outcome == null) {
            return null;
        }
        become(outcome.state());
        return outcome.result();
    }

    /** The latest state. */
    final State state() {
        return versions.get(versions.size() - 1);
    }

    final void become(State next) {
        if (!next.equals(state())) {
            versions.add(next);
        }
    }
}
