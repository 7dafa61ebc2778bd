/**
 * Jepsen's checks of the histories of its workloads: bank, long fork, sets, counters and so on. Each knows what one workload
 * does and what may then never be seen, so it takes a pass or a sort over the history and no search.
 *
 * <p>{@link dev.skewer.checker.invariant.InvariantModels} offers them; the checks themselves are in {@code workload}, what they
 * work on is in {@code history}, what they tell in {@code story}.
 */
@NullMarked
package dev.skewer.checker.invariant;

import org.jspecify.annotations.NullMarked;
