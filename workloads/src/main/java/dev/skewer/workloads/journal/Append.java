package dev.skewer.workloads.journal;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;

/** One entry for one invocation. */
public record Append(long invocation, long entry) implements Serializable {
    /** The same entry for another invocation. */
    Append on(LongUnaryOperator others) {
        return new Append(others.applyAsLong(invocation), entry);
    }
}
