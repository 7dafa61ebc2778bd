package dev.skewer.store.write;

import dev.skewer.store.Defect;
import java.time.Duration;

/**
 * When the callers of a batch are told its outcome.
 *
 * @param beforeWrite whether as soon as the command is in the batch
 * @param gatherNanos for how long a batch that is not full waits for further commands
 */
public record Acknowledgement(boolean beforeWrite, long gatherNanos) {
    /** When the batch is written; a batch is what has queued up by then. */
    public static final Acknowledgement AFTER_COMMIT = new Acknowledgement(false, 0);

    /** {@link Defect#EARLY_ACK}. */
    public static final Acknowledgement EARLY =
            new Acknowledgement(true, Duration.ofMillis(1).toNanos());
}
