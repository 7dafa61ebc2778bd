package dev.skewer.harness.interleaving;

import dev.skewer.workloads.journal.JournalOperation;
import dev.skewer.workloads.journal.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a recorded run.
 *
 * @param process the name of its process
 * @param operation what was called
 * @param from the index of the event that began it
 * @param to that of the event that ended it; {@link Long#MAX_VALUE} if none did, or its outcome is unknown
 * @param answer what it said of its journal, if it did
 */
record RecordedOperation(
        String process,
        JournalOperation operation,
        long from,
        long to,
        @Nullable Metadata answer) {}
