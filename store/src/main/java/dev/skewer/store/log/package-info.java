/**
 * The log of commands that is replayed when a store of durability {@code replayed} opens. A {@code CommandLog} is a directory of {@code
 * Segment}s; each holds records, one for each group commit; a record is the commands with the LSNs that they got ({@code LogRecord}), in the
 * encoding of {@code CommandCodec}.
 */
@NullMarked
package dev.skewer.store.log;

import org.jspecify.annotations.NullMarked;
