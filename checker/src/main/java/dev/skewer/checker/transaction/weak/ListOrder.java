package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.Optional;

/**
 * The order of the versions of lists as committed reads show it. What a transaction reads behind its own appends is not yet committed:
 * it shows what was there before them, and says nothing of where they will stand (at snapshot isolation they stand there; below, others
 * may come between). So an order is known up to the longest list that was read but for the reader's own elements; whatever else took
 * effect stands behind it. Linear; 8 bytes a dependency.
 */
final class ListOrder {
    private final ReadSources reads;
    private final TransactionHistory h;
    private final EdgeList edges = new EdgeList();
    private boolean isComplete = true;
    /** Whether all elements in known places of the list at hand name their transactions. */
    private boolean namesAll;

    private Optional<Contradiction.UnexplainedRead> wrong = Optional.empty();

    /** By transaction, the last list in whose known order it was found. */
    private final int[] foundIn;

    ListOrder(ReadSources reads, KeyWriters writers) {
        this.reads = reads;
        h = reads.h;
        foundIn = new int[h.size];
        Arrays.fill(foundIn, -1);
        for (int key = 0; key < h.keys.size(); key++) {
            namesAll = true;
            int last = known(key);
            // One whose element is in a known place that it does not name alone need not stand behind.
            for (int i = writers.first[key]; namesAll && last >= 0 && i < writers.first[key + 1]; i++) {
                if (foundIn[writers.writer[i]] != key) {
                    edges.add(last, writers.writer[i], EdgeType.WW);
                }
            }
        }
    }

    /** Write dependencies. */
    EdgeList edges() {
        return edges;
    }

    /** Whether all elements in known places name their transactions. */
    boolean isComplete() {
        return isComplete;
    }

    /** A read that shows an order in which no execution appends. */
    Optional<Contradiction.UnexplainedRead> wrong() {
        return wrong;
    }

    /** Links the transactions of a list in known places, and returns the last one; -1 if there is none. */
    private int known(int key) {
        long[] version = h.lists.version(key);
        int length = reads.committedLength(key);
        int last = -1;
        int lastEnd = 0;
        for (int position = 0; position < length; position++) {
            int append = reads.writer(key, version[position]);
            if (append == ReadSources.AMBIGUOUS) {
                namesAll = false;
                isComplete = false;
                continue;
            }
            int t = append < 0 ? -1 : h.transaction[append];
            int end = t < 0 || foundIn[t] == key ? -1 : endOf(t, key, version, lastEnd, position, length);
            if (end < 0) {
                if (wrong.isEmpty()) {
                    wrong = Optional.of(new Contradiction.UnexplainedRead(
                            reads.longestRead(key), Contradiction.Why.NO_ORDER_OF_VERSIONS));
                }
                return last;
            }
            foundIn[t] = key;
            if (last >= 0) {
                edges.add(last, t, EdgeType.WW);
            }
            last = t;
            lastEnd = end;
            position = end - 1;
        }
        return last;
    }

    /**
     * Where the appends of a transaction to a list end that stand around a position; -1 if they are not all there, side by side and in
     * their order. Some may stand before the position, if others have appended the same elements.
     */
    private int endOf(int t, int key, long[] version, int from, int position, int length) {
        int start = position;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t] && start >= from; m++) {
            if (!h.reads(m) && h.key(m) == key) {
                int end = version[position] == h.value[m] ? matchedEnd(t, key, version, start, length) : -1;
                if (end >= 0) {
                    return end;
                }
                start--;
            }
        }
        return -1;
    }

    private int matchedEnd(int t, int key, long[] version, int start, int length) {
        int position = start;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (!h.reads(m) && h.key(m) == key) {
                if (position == length || version[position] != h.value[m]) {
                    return -1;
                }
                position++;
            }
        }
        return position;
    }
}
