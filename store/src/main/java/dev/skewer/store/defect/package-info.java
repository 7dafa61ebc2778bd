/**
 * The defects: {@code Rules} chooses them, and what is sound in all other places, when a store is opened.
 *
 * <ul>
 *   <li>Writing: {@code TwoBatches}, {@code ForgetfulBatch}, {@code EpochReuse}, {@code StaleTrimLength}, {@code KeyByKeyTrim}, {@code
 *       GreedyCompaction}, {@code ResurrectingCompaction}, {@code TornAppendAll}, {@code TimeoutDefects}.
 *   <li>Opening: {@code ServeBeforeReplay}.
 *   <li>Reading: {@code SnapshotDefects}, {@code MetadataCache}.
 * </ul>
 */
@NullMarked
package dev.skewer.store.defect;

import org.jspecify.annotations.NullMarked;
