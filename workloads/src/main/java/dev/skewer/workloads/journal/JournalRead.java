package dev.skewer.workloads.journal;

import java.io.Serializable;

/**
 * What a read of the journal alone saw.
 *
 * @param epoch of the journal at the moment of the read, or {@link Metadata#UNREPORTED}
 * @param rows the entries found
 */
public record JournalRead(int epoch, Rows rows) implements Serializable {}
