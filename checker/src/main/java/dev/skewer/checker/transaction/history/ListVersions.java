package dev.skewer.checker.transaction.history;

import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What reads saw of lists that only grow. Any two lists that one object ever held agree as far as the shorter goes, so a read is
 * compared with the longest list that was seen of its object before, and only its length is kept: memory follows the longest list
 * of each object, not the sum of all reads (Kingsbury and Alvaro, <em>Elle</em>, VLDB 2020, §4.2, calls this traceability). A read
 * that does not agree is kept apart, as it is. A read costs one vectorized comparison.
 *
 * <p>Which of two lists that disagree is the odd one cannot be told; the one that was seen first stays.
 */
public final class ListVersions {
    /** So many reads that disagree are kept whole; of the others the number only. */
    private static final int MOST_KEPT = 1 << 12;

    private static final long[] EMPTY = new long[0];

    private long[][] versions = new long[16][];
    private int[] lengths = new int[16];
    private final List<long[]> divergent;
    /** The objects whose longest list is not shared with what this is a copy of; of no copy none. */
    private final BitSet isOwn = new BitSet();

    private long disagreeing;
    private long bytes;

    /**
     * The same lists, as far as they go.
     *
     * @param some by object, how many elements of its longest list are left, of those that it has
     */
    ListVersions upTo(int[] some) {
        var shorter = new ListVersions();
        shorter.versions = versions;
        shorter.lengths = some;
        return shorter;
    }

    ListVersions() {
        divergent = new ArrayList<>();
    }

    private ListVersions(ListVersions other) {
        versions = other.versions.clone();
        lengths = other.lengths;
        divergent = other.divergent;
        disagreeing = other.disagreeing;
        bytes = other.bytes;
    }

    /** A copy of which elements may be {@linkplain #replace replaced}, and which no more reads are to be observed with. */
    ListVersions copy() {
        return new ListVersions(this);
    }

    /** Puts another element in the place of one of the longest list of an object. */
    void replace(int key, int position, long element) {
        if (!isOwn.get(key)) {
            isOwn.set(key);
            versions[key] = versions[key].clone();
        }
        versions[key][position] = element;
    }

    /** How many elements the longest list of an object has; 0 if none was seen. */
    public int length(int key) {
        return key < lengths.length ? lengths[key] : 0;
    }

    /** The longest list that was seen of an object, as tokens; longer than {@link #length} says, and not to be changed. */
    public long[] version(int key) {
        return key < versions.length && versions[key] != null ? versions[key] : EMPTY;
    }

    /** How many reads did not agree with others. */
    public long disagreeing() {
        return disagreeing;
    }

    /** Whether a read, by what {@link #observe} returned, did not agree, and is kept. */
    public static boolean isDivergent(long read) {
        return read < TransactionHistory.UNKNOWN;
    }

    /** The list of such a read. */
    public long[] divergent(long read) {
        return divergent.get((int) (-2 - read));
    }

    /**
     * Takes what a read saw.
     *
     * @param tape has it
     * @param from where its first element begins
     * @param end where the last one ends, exclusive
     * @return its length if it agrees with what was seen before; otherwise below {@link TransactionHistory#UNKNOWN}, or that
     *     itself if there are too many of the kind
     */
    long observe(int key, Tape tape, int from, int end, Symbols symbols) {
        if (from == end) {
            return 0;
        }
        room(key);
        long[] version = versions[key];
        int length = lengths[key];
        int common = Math.min(end - from, length);
        int same = Arrays.mismatch(tape.tokens(), from, from + common, version, 0, common);
        if (same < 0 && end - from <= length) {
            return common;
        }
        // Up to here all elements are one token each, as those of the version are.
        int element = same < 0 ? common : same;
        int position = from + element;
        while (position < end) {
            long value = ValueIds.scalar(tape, position, symbols);
            if (element == length) {
                append(key, value);
                length++;
            } else if (versions[key][element] != value) {
                return diverge(tape, from, end, symbols);
            }
            element++;
            position = tape.skip(position);
        }
        return element;
    }

    private long diverge(Tape tape, int from, int end, Symbols symbols) {
        disagreeing++;
        if (divergent.size() == MOST_KEPT) {
            return TransactionHistory.UNKNOWN;
        }
        long[] list = elements(tape, from, end, symbols);
        divergent.add(list);
        bytes += 8L * list.length;
        return -1L - divergent.size();
    }

    /** The elements of a sequence, a token each; none of nil. */
    static long[] elements(Tape tape, int at, Symbols symbols) {
        long token = tape.token(at);
        return token == Token.NIL ? EMPTY : elements(tape, at + 1, at + 1 + Token.span(token), symbols);
    }

    private static long[] elements(Tape tape, int from, int end, Symbols symbols) {
        long[] elements = new long[end - from];
        int count = 0;
        for (int position = from; position < end; position = tape.skip(position)) {
            elements[count++] = ValueIds.scalar(tape, position, symbols);
        }
        return count == elements.length ? elements : Arrays.copyOf(elements, count);
    }

    private void append(int key, long value) {
        long[] version = versions[key];
        int length = lengths[key];
        if (length == version.length) {
            version = Arrays.copyOf(version, Math.addExact(length, (length >> 1) + 4));
            versions[key] = version;
            bytes += 8L * (version.length - length);
        }
        version[length] = value;
        lengths[key] = length + 1;
    }

    private void room(int key) {
        if (key >= versions.length) {
            int n = Math.max(key + 1, Math.addExact(versions.length, versions.length >> 1));
            versions = Arrays.copyOf(versions, n);
            lengths = Arrays.copyOf(lengths, n);
        }
        if (versions[key] == null) {
            versions[key] = EMPTY;
        }
    }

    long bytes() {
        return bytes + 16L * versions.length;
    }
}
