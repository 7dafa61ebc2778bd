package dev.skewer.checker.transaction.weak;

import java.util.Optional;

/**
 * Whether a history has an execution of a level.
 *
 * @param outcome the answer
 * @param contradiction why it has none; empty unless the level is violated
 */
public record Decision(Outcome outcome, Optional<Contradiction> contradiction) {
    static final Decision HOLDS = new Decision(Outcome.HOLDS, Optional.empty());
    static final Decision UNDECIDED = new Decision(Outcome.UNDECIDED, Optional.empty());

    /** The answers. */
    public enum Outcome {
        /** It has one. */
        HOLDS,
        /** It has none. */
        VIOLATED,
        /** Values that were written more than once, or the budget, leave it open. */
        UNDECIDED
    }

    /** Requires a reason of a violation, and of nothing else. */
    public Decision {
        if (contradiction.isPresent() != (outcome == Outcome.VIOLATED)) {
            throw new IllegalArgumentException(outcome + " with " + contradiction);
        }
    }

    static Decision violated(Contradiction contradiction) {
        return new Decision(Outcome.VIOLATED, Optional.of(contradiction));
    }
}
