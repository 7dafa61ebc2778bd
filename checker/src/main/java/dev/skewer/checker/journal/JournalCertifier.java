package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.explain.Contradiction;
import dev.skewer.checker.journal.explain.Story;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.search.ModelState;
import dev.skewer.checker.journal.search.OrderReplay;
import java.util.BitSet;

/**
 * Checks again what was said of a history, by definition: an order is replayed through the {@linkplain ModelState sequential
 * model}; operations that are said to contradict each other must have no order. The placement of operations, the graph and
 * the stories, which gave the answer, take no part in that.
 */
final class JournalCertifier {
    private static final String SHOWN = "the operations shown have no order, whatever the others did";

    private static final String REPLAYED = "an order of the operations was replayed, and gives every answer";

    private static final String REPLAYED_BY_ERA =
            "an order of the operations was replayed, each invocation after a crash from a version that it had before, and gives every answer";

    private final JournalHistory h;
    private final Contradiction contradiction;

    JournalCertifier(JournalHistory history, InvocationParts groups) {
        h = history;
        contradiction = new Contradiction(history, groups, Budget.unlimited());
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
        return new Certificate(true, h.hasEras() ? REPLAYED_BY_ERA : REPLAYED);
    }

    /**
     * Certifies that the operations of a story contradict each other: whatever the others did, or else, if the story says that
     * they do not do so alone, given all operations on the same invocations or in the history.
     *
     * @throws IllegalStateException if they do not
     */
    Certificate story(Story story) {
        BitSet shown = story.operations();
        if (contradiction.breaksRule(shown)) {
            return new Certificate(true, SHOWN);
        }
        Validity result = contradiction.search(shown);
        if (result == Validity.FALSE) {
            return new Certificate(true, SHOWN);
        }
        if (story.basis() == Story.Basis.SHOWN) {
            return tooLong(result);
        }
        BitSet invocations = contradiction.invocations(shown);
        if (contradiction.searchAll(invocations) == Validity.FALSE) {
            return new Certificate(true, "the operations on the invocations shown have no order");
        }
        invocations.set(0, h.invocationCount());
        result = contradiction.searchAll(invocations);
        return result == Validity.FALSE ? new Certificate(true, "the operations have no order") : tooLong(result);
    }

    private static Certificate tooLong(Validity result) {
        if (result == Validity.TRUE) {
            throw new IllegalStateException("there is an order of operations that had none");
        }
        return new Certificate(false, "to search for an order once more would take too long");
    }
}
