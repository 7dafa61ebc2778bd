package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.Example;
import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalHistory.Status;
import java.util.BitSet;

/**
 * Checks again what was said of a history, by definition: an order is replayed through the {@linkplain ModelState sequential
 * model}; operations that are said to contradict each other must have no order, as far as a search of them can tell. The
 * placement of operations, the graph and the stories, which gave the answer, take no part in that.
 */
final class JournalCertifier {
    /** How many steps a search takes at the most; a few seconds. */
    private static final long STEPS = 1L << 21;

    /** How many parts it may look at. */
    private static final int MOST_PARTS = 20_000;

    private final JournalHistory h;

    JournalCertifier(JournalHistory history) {
        h = history;
    }

    /**
     * Certifies that an order explains the history.
     *
     * @throws IllegalStateException if it does not
     */
    Certificate order(int[] order) {
        if (!OrderReplay.explains(h, order)) {
            throw new IllegalStateException("the order of the operations does not explain the history");
        }
        return new Certificate(true, "an order of the operations was replayed, and gives every answer");
    }

    /**
     * Certifies that the operations of an example contradict each other: whatever the others did; or else given the other writes; or
     * else given all operations, on the same invocations or on all.
     *
     * @throws IllegalStateException if all operations together have an order
     */
    Certificate example(Example example) {
        BitSet shown = operations(example);
        int end = shown.stream().map(op -> h.completeRank[op]).max().orElse(0);
        BitSet invocations = invocations(shown);
        BitSet all = new BitSet();
        all.set(0, h.ops);
        BitSet everywhere = new BitSet();
        everywhere.set(0, h.invocationCount());
        if (search(shown, invocations, end) == JournalSearch.Result.NONE) {
            return found("the operations shown, whatever the others did");
        }
        if (search(writesAnd(shown), invocations, end) == JournalSearch.Result.NONE) {
            return found("the operations shown and the other writes");
        }
        if (search(all, invocations, JournalHistory.NEVER) == JournalSearch.Result.NONE) {
            return found("all operations on the invocations shown");
        }
        return switch (search(all, everywhere, JournalHistory.NEVER)) {
            case NONE -> found("all operations");
            case EXHAUSTED -> new Certificate(false, "to search the operations once more would take too long");
            case FOUND -> throw new IllegalStateException("there is an order of operations that had none");
        };
    }

    private static Certificate found(String operations) {
        return new Certificate(true, "a search of its own found no order of " + operations);
    }

    private BitSet writesAnd(BitSet shown) {
        BitSet known = (BitSet) shown.clone();
        for (int op = 0; op < h.ops; op++) {
            if (h.status[op] == Status.OK && Kind.isWrite(h.kind[h.firstPart[op]])) {
                known.set(op);
            }
        }
        return known;
    }

    private BitSet invocations(BitSet shown) {
        BitSet invocations = new BitSet();
        for (int op = shown.nextSetBit(0); op >= 0; op = shown.nextSetBit(op + 1)) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                invocations.set(h.partInvocation[p]);
            }
        }
        return invocations;
    }

    private BitSet operations(Example example) {
        BitSet indexes = new BitSet();
        example.steps().forEach(step -> indexes.set(Math.toIntExact(step.index())));
        BitSet shown = new BitSet();
        for (int op = 0; op < h.ops; op++) {
            long index = h.historyIndex(op);
            if (index <= Integer.MAX_VALUE && indexes.get((int) index)) {
                shown.set(op);
            }
        }
        return shown;
    }

    /**
     * Looks for an order of some operations.
     *
     * @param known those whose answer counts; the others may have taken effect or not
     * @param invocations on which
     * @param end what began after this rank is left out: it cannot have mattered
     */
    private JournalSearch.Result search(BitSet known, BitSet invocations, int end) {
        InvocationParts groups = new InvocationParts(h, end);
        long parts = invocations.stream()
                .mapToLong(i -> groups.start[i + 1] - (long) groups.start[i])
                .sum();
        if (parts > MOST_PARTS) {
            return JournalSearch.Result.EXHAUSTED;
        }
        JournalHistory relaxed = h.relaxed(known);
        int[] some = invocations.stream().toArray();
        return new RestartedSearch(relaxed, new InvocationParts(relaxed, end), some, Budget.unlimited()).run(STEPS);
    }
}
