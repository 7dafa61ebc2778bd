package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.ListVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order of what transactions wrote that returned, as reads show it that may be dirty: what others wrote, who failed or of whom it
 * is not known, comes and goes, and is left out of each list. What is left of two lists is the beginning of one another's. Linear in
 * micro-ops, in the longest lists and in those that disagree with them.
 *
 * <p>Of registers nothing is known then, as no read says what stands on top of what.
 */
public final class CommittedVersions {
    private final TransactionHistory h;
    private final KeyGroups groups;
    private final EdgeList edges = new EdgeList();
    private final TokenPositions index = new TokenPositions();
    private int[] writer = new int[16];
    private boolean isComplete = true;

    /** Looks at all objects. */
    public CommittedVersions(TransactionHistory history, KeyGroups groups) {
        h = history;
        this.groups = groups;
        for (int key = 0; key < h.keys.size() && h.type == DataType.LIST; key++) {
            join(key);
        }
    }

    /** Write dependencies, of neighbours, and from the last that was seen to those that never were. */
    public EdgeList edges() {
        return edges;
    }

    /** Whether each element names one transaction, and all lists agree; otherwise there may be more dependencies. */
    public boolean isComplete() {
        return isComplete;
    }

    private void join(int key) {
        int from = groups.first[key];
        int to = groups.first[key + 1];
        index.clear(to - from);
        if (writer.length < to - from) {
            writer = new int[to - from];
        }
        int size = 0;
        List<long[]> others = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (!h.reads(m)) {
                int value = index.putIfAbsent(h.value[m], size);
                if (value == size) {
                    writer[size++] = h.status[t] == OK ? t : -1;
                } else {
                    // It names no transaction, and is left out as what may be gone is.
                    writer[value] = -1;
                    isComplete = false;
                }
            } else if (ListVersions.isDivergent(h.value[m])) {
                others.add(h.lists.divergent(h.value[m]));
            } else {
                isComplete &= h.status[t] != OK || h.value[m] != TransactionHistory.UNKNOWN;
            }
        }
        int[] longest = committed(h.lists.version(key), h.lists.length(key));
        for (long[] list : others) {
            int[] other = committed(list, list.length);
            int common = Math.min(longest.length, other.length);
            if (!Arrays.equals(longest, 0, common, other, 0, common)) {
                // Which of the two is right cannot be told.
                isComplete = false;
                return;
            }
            longest = other.length > longest.length ? other : longest;
        }
        boolean[] isSeen = new boolean[size];
        int last = -1;
        for (int value : longest) {
            isSeen[value] = true;
            if (last >= 0) {
                edges.add(writer[last], writer[value], EdgeType.WW);
            }
            last = value;
        }
        for (int value = 0; value < size && last >= 0; value++) {
            if (!isSeen[value] && writer[value] >= 0) {
                edges.add(writer[last], writer[value], EdgeType.WW);
            }
        }
    }

    /** What transactions that returned appended of a list, as numbers of its values. */
    private int[] committed(long[] list, int length) {
        int[] values = new int[length];
        int size = 0;
        for (int position = 0; position < length; position++) {
            int value = index.get(list[position]);
            if (value != TokenPositions.MISSING && writer[value] >= 0) {
                values[size++] = value;
            }
        }
        return Arrays.copyOf(values, size);
    }
}
