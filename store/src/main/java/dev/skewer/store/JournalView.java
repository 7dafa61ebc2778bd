package dev.skewer.store;

import org.jspecify.annotations.Nullable;

/**
 * What a read of the journal alone saw.
 *
 * @param epoch of the journal; null if the invocation is unknown or purged, and where the read takes no two parts of one
 *     moment ({@link ReadIsolation#COMMITTED}), so that an epoch read beside the journal could be that of another
 * @param journal the entries found
 */
public record JournalView(@Nullable Integer epoch, Journal journal) {}
