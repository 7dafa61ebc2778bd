package dev.skewer.harness.shrink;

import java.util.ArrayList;
import java.util.List;

/**
 * What tries of one test came to.
 *
 * @param ops of those that failed, in ascending order
 * @param passes how many did not
 * @param isPossible whether it could run at all
 */
public record Tries(List<Long> ops, int passes, boolean isPossible) {
    /** None. */
    static final Tries NONE = new Tries(List.of(), 0, true);

    /** Copies the list. */
    public Tries {
        ops = List.copyOf(ops);
    }

    Tries with(Trial.Outcome outcome) {
        return switch (outcome.ending()) {
            case FAILED -> {
                var more = new ArrayList<>(ops);
                more.add(outcome.ops());
                more.sort(null);
                yield new Tries(more, passes, isPossible);
            }
            case PASSED -> new Tries(ops, passes + 1, isPossible);
            case IMPOSSIBLE -> new Tries(ops, passes, false);
            case STOPPED -> this;
        };
    }

    /** What a test makes of them. */
    SequentialTest.Decision decide(SequentialTest test) {
        return isPossible ? test.decide(failures(), passes) : SequentialTest.Decision.GIVEN_UP;
    }

    /** How many failed. */
    public int failures() {
        return ops.size();
    }

    /** How many there were. */
    public int tries() {
        return ops.size() + passes;
    }

    /** Operations until the anomaly in half of those that failed; 0 if none did. */
    public long medianOps() {
        return ops.isEmpty() ? 0 : ops.get(ops.size() / 2);
    }

    /** Operations of the longest that failed; 0 if none did. */
    long mostOps() {
        return ops.isEmpty() ? 0 : ops.get(ops.size() - 1);
    }
}
