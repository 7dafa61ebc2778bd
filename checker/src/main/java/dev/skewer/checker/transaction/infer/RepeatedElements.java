package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.NEVER;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.history.Token;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A guess of which append each element of a list is from where several appended the same: the history as if the elements had differed. If
 * that has an execution of a consistency model, so has the history, since an execution of the one is one of the other with fewer names.
 *
 * <p>What stands in a list before an element came earlier, and what stands behind it later. So whoever appended it did not return before
 * the one began, nor begin after the other had returned, if transactions happened within their calls; of those for which that is so the
 * one is taken that returned first. What one transaction appended to a list stands together, and at the length that it had read before,
 * if it had read it. O(n log n) of n micro-ops and elements, but for elements of one value with times in common.
 */
public final class RepeatedElements {
    private static final int NONE = -1;

    /** Where the appends of a transaction are placed, the surest ways first. */
    private enum Place {
        /** Where one of them stands that is known, or behind what the transaction had read. */
        KNOWN,
        /** Where they fit in time. */
        IN_TIME,
        /** Where they stand in this order. */
        ANYWHERE
    }

    private final TransactionHistory h;
    private final KeyGroups groups;
    /** By transaction, between which moments it is taken to have happened. */
    private final int[] earliest;

    private final int[] latest;

    private final IntList appends = new IntList();
    private final IntList positions = new IntList();

    /** By position of the list at hand, the append that is taken to be its element's; or {@link #NONE}. */
    private int[] append = new int[0];
    /** By position, the latest call among what came before. */
    private int[] begun = new int[0];
    /** By position, the earliest return among what came after. */
    private int[] returned = new int[0];

    private final TokenPositions index = new TokenPositions();
    /** By position of an element that is there first, how often it is there, and how often it was appended. */
    private int[] occurrences = new int[0];

    private int[] appended = new int[0];
    /** By position, the next one with the same element. */
    private int[] next = new int[0];

    private RepeatedElements(TransactionHistory history, KeyGroups groups, int[] earliest, int[] latest) {
        h = history;
        this.groups = groups;
        this.earliest = earliest;
        this.latest = latest;
    }

    /**
     * The history with elements that differ; nothing if the guess leaves an element without an append.
     *
     * @param earliest by transaction, the moment before which it is taken not to have happened, such as that of its call
     * @param latest by transaction, the moment after which it is taken not to have happened
     */
    public static Optional<TransactionHistory> told(
            TransactionHistory history, KeyGroups groups, int[] earliest, int[] latest) {
        var guess = new RepeatedElements(history, groups, earliest, latest);
        for (int key = 0; key < history.keys.size(); key++) {
            if (!guess.guess(key)) {
                return Optional.empty();
            }
        }
        return Optional.of(guess.renamed());
    }

    private TransactionHistory renamed() {
        long largest = 0;
        for (int m = 0; m < h.microOps; m++) {
            if (!h.reads(m) && Token.kind(h.value[m]) == Token.INT) {
                largest = Math.max(largest, Token.intValue(h.value[m]));
            }
        }
        int count = appends.size();
        int[] renamed = new int[count];
        int[] at = new int[count];
        long[] elements = new long[count];
        for (int i = 0; i < count; i++) {
            renamed[i] = appends.get(i);
            at[i] = positions.get(i);
            elements[i] = Token.ofInt(largest + 1 + i);
        }
        return h.withElements(renamed, at, elements);
    }

    /** Guesses for one list; false if an element is left without an append. */
    private boolean guess(int key) {
        int length = h.lists.length(key);
        if (!isRepeated(key, length)) {
            return true;
        }
        Arrays.fill(append, 0, length, NONE);
        placeUnique(key);
        bound(key, length);
        int[] transactions = byReturn(key);
        for (Place where : Place.values()) {
            for (int t : transactions) {
                place(t, key, length, where);
            }
        }
        for (int position = 0; position < length; position++) {
            int first = index.get(h.lists.version(key)[position]);
            if (append[position] == NONE) {
                // What nothing appended is another matter.
                if (appended[first] > 0) {
                    return false;
                }
            } else if (occurrences[first] > 1 || appended[first] > 1) {
                appends.add(append[position]);
                positions.add(position);
            }
        }
        return true;
    }

    /** Counts the elements of a list; whether one is there, or was appended, more than once. */
    private boolean isRepeated(int key, int length) {
        room(length + 1);
        long[] version = h.lists.version(key);
        index.clear(length);
        boolean isRepeated = false;
        for (int position = length - 1; position >= 0; position--) {
            next[position] = NONE;
        }
        int[] last = new int[length];
        for (int position = 0; position < length; position++) {
            int first = index.putIfAbsent(version[position], position);
            if (first == position) {
                occurrences[first] = 0;
                appended[first] = 0;
            } else {
                next[last[first]] = position;
                isRepeated = true;
            }
            last[first] = position;
            occurrences[first]++;
        }
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int first = h.reads(m) || h.status[h.transaction[m]] == FAIL ? NONE : index.get(h.value[m]);
            if (first != NONE) {
                isRepeated |= ++appended[first] > 1;
            }
        }
        return isRepeated;
    }

    /** Places the appends whose elements are there once and were appended once. */
    private void placeUnique(int key) {
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int first = h.reads(m) || h.status[h.transaction[m]] == FAIL ? NONE : index.get(h.value[m]);
            if (first != NONE && occurrences[first] == 1 && appended[first] == 1) {
                append[first] = m;
            }
        }
    }

    /** Finds between which moments each element was appended. */
    private void bound(int key, int length) {
        Arrays.fill(begun, 0, length + 1, -1);
        Arrays.fill(returned, 0, length + 1, NEVER);
        for (int position = 0; position < length; position++) {
            if (append[position] != NONE) {
                int t = h.transaction[append[position]];
                begun[position] = earliest[t];
                returned[position] = latest[t];
            }
        }
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (h.reads(m) && h.status[t] == OK && h.value[m] >= 0) {
                int seen = (int) h.value[m];
                begun[seen] = Math.max(begun[seen], earliest[t]);
                if (seen > 0) {
                    returned[seen - 1] = Math.min(returned[seen - 1], latest[t]);
                }
            }
        }
        for (int position = 1; position <= length; position++) {
            begun[position] = Math.max(begun[position], begun[position - 1]);
        }
        for (int position = length - 1; position >= 0; position--) {
            returned[position] = Math.min(returned[position], returned[position + 1]);
        }
    }

    /** The transactions that appended to a list and did not fail, those first that returned first. */
    private int[] byReturn(int key) {
        TreeSet<Long> sorted = new TreeSet<>();
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (!h.reads(m) && h.status[t] != FAIL) {
                sorted.add((long) latest[t] << 32 | t);
            }
        }
        return sorted.stream().mapToInt(Long::intValue).toArray();
    }

    /** Places what a transaction appended to a list where it fits. */
    private void place(int t, int key, int length, Place where) {
        int[] block = new int[h.endMicroOp[t] - h.firstMicroOp[t]];
        int size = 0;
        int read = NONE;
        // What it saw, its own appends aside, was there before these.
        int least = 0;
        int fixed = NONE;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (h.key(m) != key) {
                continue;
            }
            if (h.reads(m)) {
                read = h.value[m] >= 0 ? (int) h.value[m] : read;
                least = Math.max(least, read);
            } else {
                int placed = placeOf(m);
                fixed = placed == NONE ? fixed : placed - size;
                block[size++] = m;
            }
        }
        if (where == Place.KNOWN && fixed == NONE && read >= 0 && fits(read, key, block, size, length)) {
            fixed = read;
        }
        if (where == Place.KNOWN ? fixed == NONE : fixed != NONE) {
            return;
        }
        int position = fixed == NONE ? index.get(h.value[block[0]]) : fixed;
        while (position != NONE && position < length) {
            if (position >= least
                    && fits(position, key, block, size, length)
                    && (where != Place.IN_TIME
                            || (begun[position] <= latest[t] && earliest[t] <= returned[position]))) {
                for (int i = 0; i < size; i++) {
                    append[position + i] = block[i];
                }
                return;
            }
            position = fixed == NONE ? next[position] : NONE;
        }
    }

    /** Where an append was placed, or {@link #NONE}. */
    private int placeOf(int m) {
        int position = index.get(h.value[m]);
        while (position != NONE && append[position] != m) {
            position = next[position];
        }
        return position;
    }

    private boolean fits(int position, int key, int[] block, int size, int length) {
        if (position < 0 || position + size > length) {
            return false;
        }
        long[] version = h.lists.version(key);
        for (int i = 0; i < size; i++) {
            int known = append[position + i];
            boolean isFree = known == NONE || known == block[i];
            if (!isFree || version[position + i] != h.value[block[i]]) {
                return false;
            }
        }
        return true;
    }

    private void room(int count) {
        if (count > append.length) {
            int n = count + (count >> 1);
            append = new int[n];
            begun = new int[n];
            returned = new int[n];
            occurrences = new int[n];
            appended = new int[n];
            next = new int[n];
        }
    }
}
