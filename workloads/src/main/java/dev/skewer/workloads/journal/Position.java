package dev.skewer.workloads.journal;

import java.io.Serializable;

/**
 * Where an entry went.
 *
 * @param epoch of the journal at that moment, or {@link Metadata#UNREPORTED}
 * @param index of the entry, or {@link Metadata#UNREPORTED}
 */
public record Position(int epoch, int index) implements Serializable {
    /** A target that does not tell. */
    public static final Position NOT_TOLD = new Position(Metadata.UNREPORTED, Metadata.UNREPORTED);
}
