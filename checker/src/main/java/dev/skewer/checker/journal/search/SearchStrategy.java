package dev.skewer.checker.journal.search;

import java.util.BitSet;

/**
 * How a {@link JournalSearch} goes about it.
 *
 * @param thrift what it leaves out
 * @param seed what it prefers now and then where it has a choice; 0 for what is best as a rule
 * @param untraced operations, as the search numbers them, that it does not leave out although nothing was seen of them
 */
public record SearchStrategy(Thrift thrift, long seed, BitSet untraced) {
    /** Everything, in the order that is best as a rule: the only strategy by which finding no order proves something. */
    public static final SearchStrategy EXHAUSTIVE = new SearchStrategy(Thrift.NONE, 0, new BitSet());

    /** How much is left out of what is possible but not likely. Where anything is, finding no order proves nothing. */
    public enum Thrift {
        /** Nothing is left out. */
        NONE,
        /** That an append-all of unknown outcome took effect which left no trace where its entries are about to go. */
        UNTRACED,
        /** Also that a write of unknown outcome took effect for no better reason than that another could then. */
        ALL
    }

    /** Whether an append-all of unknown outcome is tried where its entry is about to be dropped. */
    boolean offers(SearchSpace space, int o) {
        return thrift == Thrift.NONE || space.likeness[o] < 0 || untraced.get(o);
    }
}
