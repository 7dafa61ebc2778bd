package dev.skewer.checker.transaction.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What reads saw of one set that only grows. Elements are numbered in order of first sight. Sets that include each other form a chain,
 * from the empty one up, and of each is kept only which elements it has beyond the one before it: memory follows the elements and the
 * distinct sets, not the sum of all reads. A set that does not fit into the chain is kept as the largest set of the chain within it, and
 * what it has beyond that; equal ones once. A set of n elements costs n look-ups.
 *
 * <p>Which of two sets that do not include each other is the odd one cannot be told; the one that was seen first is in the chain.
 *
 * <p>Reads are known by what {@link #observe} returned. Elements that the transaction of a read adds itself are left out of what it saw.
 */
public final class SetVersions {
    /** The place of an element that no set of the chain has: behind all others. */
    public static final int OUTSIDE = Integer.MAX_VALUE;

    private static final int IN_NONE = -1;
    private static final int IN_DIVERGENT = -2;

    /** By element. */
    private long[] tokens = new long[4];

    private int elements;
    /** Element + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[8];
    /** By element, the first version of the chain that has it, {@link #IN_NONE} or {@link #IN_DIVERGENT}. */
    private int[] firstVersion = new int[4];
    /** By element, the last look at a read that had it. */
    private int[] stamp = new int[4];

    private int looks;

    /** By version, its place in the chain; the empty set is version 0 at place 0. */
    private int[] place = new int[2];

    private int[] versionAt = new int[2];
    /** By version. */
    private int[] size = new int[2];

    private int versions = 1;

    private final List<Divergent> divergent = new ArrayList<>();
    private final Map<Divergent, Integer> divergentNumbers = new HashMap<>();
    /** Reads that have what their own transaction adds only later, in pairs with the micro-ops that do. */
    private int[] early = new int[0];

    private int earlySize;
    /** By element that one read had several times, that read. */
    private final Map<Integer, Repetition> repetitions = new HashMap<>();

    /** The elements of the read at hand that others may have added. */
    private int[] read = new int[16];

    /**
     * A set that does not fit into the chain.
     *
     * @param base the version of the chain that it includes
     * @param extra its other elements, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // compared below
    public record Divergent(int base, int[] extra) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Divergent set && set.base == base && Arrays.equals(set.extra, extra);
        }

        @Override
        public int hashCode() {
            return 31 * base + Arrays.hashCode(extra);
        }
    }

    /**
     * An element that a read had several times.
     *
     * @param read its micro-op
     * @param times how often
     */
    public record Repetition(int read, int times) {}

    /** How many elements were seen, those included that only their own transaction saw. */
    public int elements() {
        return elements;
    }

    /** An element's token. */
    public long token(int element) {
        return tokens[element];
    }

    /** The number of a token's element; negative if it was not seen. */
    public int element(long token) {
        int slot = slot(token);
        return table[slot] - 1;
    }

    /** The place of the first set in the chain that has an element, or {@link #OUTSIDE}. */
    public int placeOfElement(int element) {
        return firstVersion[element] < 0 ? OUTSIDE : place[firstVersion[element]];
    }

    /** Whether a transaction saw an element that it did not add itself. */
    public boolean wasSeen(int element) {
        return firstVersion[element] != IN_NONE;
    }

    /** How many sets the chain has, the empty one included. */
    public int versions() {
        return versions;
    }

    /** The place of a version in the chain. */
    public int placeOfVersion(int version) {
        return place[version];
    }

    /** How many elements a version has. */
    public int size(int version) {
        return size[version];
    }

    /** How many distinct sets do not fit into the chain. */
    public int divergent() {
        return divergent.size();
    }

    /** One of them. */
    public Divergent divergent(int number) {
        return divergent.get(number);
    }

    /** Whether what {@link #observe} returned is the number of a set that does not fit into the chain. */
    public static boolean isDivergent(long read) {
        return read < TransactionHistory.UNKNOWN;
    }

    /** That number. */
    public static int divergentNumber(long read) {
        return (int) (-2 - read);
    }

    /** Whether a read has an element; never one that its own transaction adds. */
    public boolean contains(long read, int element) {
        if (read >= 0) {
            return placeOfElement(element) <= place[(int) read];
        }
        if (!isDivergent(read)) {
            return false;
        }
        Divergent set = divergent.get(divergentNumber(read));
        return placeOfElement(element) <= place[set.base] || Arrays.binarySearch(set.extra, element) >= 0;
    }

    /** How many reads have what their own transaction adds only later. */
    public int earlyReads() {
        return earlySize / 2;
    }

    /** The micro-op of such a read. */
    public int earlyRead(int i) {
        return early[2 * i];
    }

    /** The micro-op that adds what it has. */
    public int laterAdd(int i) {
        return early[2 * i + 1];
    }

    /** The elements that one read had several times, each with the read that had it most often. */
    public Map<Integer, Repetition> repetitions() {
        return repetitions;
    }

    /**
     * Takes what a read saw.
     *
     * @param microOp the read
     * @param seen its elements as tokens, in no order
     * @param count how many these are
     * @param own what its transaction adds to the set, before or after
     * @param room how many elements of sets outside the chain may still be kept
     * @return a version of the chain; or the number of another set, as {@link #divergentNumber} has it; or
     *     {@link TransactionHistory#UNKNOWN} if there is no room for that
     */
    long observe(int microOp, long[] seen, int count, OwnAdds own, long room) {
        if (read.length < count) {
            read = new int[count];
        }
        looks++;
        int n = 0;
        int highest = 0;
        boolean isInChain = true;
        int[] repeated = null;
        int repeatedSize = 0;
        for (int i = 0; i < count; i++) {
            int element = number(seen[i]);
            if (stamp[element] == looks) {
                repeated = repeated == null ? new int[count] : repeated;
                repeated[repeatedSize++] = element;
                continue;
            }
            stamp[element] = looks;
            if (!own.isEmpty() && own.has(seen[i])) {
                int later = own.later(seen[i]);
                if (later >= 0) {
                    addEarly(microOp, later);
                }
                continue;
            }
            read[n++] = element;
            int version = firstVersion[element];
            if (version < 0) {
                isInChain = false;
            } else {
                highest = Math.max(highest, place[version]);
            }
        }
        if (repeated != null) {
            noteRepeated(microOp, repeated, repeatedSize);
        }
        return isInChain && size[versionAt[highest]] == n
                ? versionAt[highest]
                : addVersion(n, isInChain ? highest : OUTSIDE, room);
    }

    /** Adds the set at hand to the chain if it fits. */
    private long addVersion(int n, int highest, long room) {
        int below = placeBelow(n);
        int within = 0;
        for (int i = 0; i < n; i++) {
            within += placeOfElement(read[i]) <= below ? 1 : 0;
        }
        boolean isBetween = below == versions - 1 || highest == below + 1;
        if (within != size[versionAt[below]] || !isBetween) {
            return diverge(n, room);
        }
        int version = versions++;
        if (version == place.length) {
            int more = version + (version >> 1) + 1;
            place = Arrays.copyOf(place, more);
            versionAt = Arrays.copyOf(versionAt, more);
            size = Arrays.copyOf(size, more);
        }
        for (int i = 0; i < n; i++) {
            if (placeOfElement(read[i]) > below) {
                firstVersion[read[i]] = version;
            }
        }
        size[version] = n;
        for (int at = version; at > below + 1; at--) {
            versionAt[at] = versionAt[at - 1];
            place[versionAt[at]] = at;
        }
        versionAt[below + 1] = version;
        place[version] = below + 1;
        return version;
    }

    /** The place of the largest set of the chain with fewer elements. */
    private int placeBelow(int elements) {
        int low = 0;
        int high = versions - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (size[versionAt[middle]] < elements) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long diverge(int n, long room) {
        int base = placeWithin(n);
        int[] extra = new int[n - size[versionAt[base]]];
        int extras = 0;
        for (int i = 0; i < n; i++) {
            if (placeOfElement(read[i]) > base) {
                extra[extras++] = read[i];
            }
            if (firstVersion[read[i]] == IN_NONE) {
                firstVersion[read[i]] = IN_DIVERGENT;
            }
        }
        Arrays.sort(extra);
        Divergent set = new Divergent(versionAt[base], extra);
        Integer known = divergentNumbers.get(set);
        if (known == null) {
            if (extras > room) {
                return TransactionHistory.UNKNOWN;
            }
            known = divergent.size();
            divergent.add(set);
            divergentNumbers.put(set, known);
        }
        return -2L - known;
    }

    /** The place of the largest set of the chain that the one at hand includes. */
    private int placeWithin(int n) {
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            places[i] = placeOfElement(read[i]);
        }
        Arrays.sort(places);
        int within = 0;
        for (int i = 0; i < n && places[i] != OUTSIDE; i++) {
            boolean isLast = i == n - 1 || places[i + 1] > places[i];
            if (isLast && size[versionAt[places[i]]] == i + 1) {
                within = places[i];
            }
        }
        return within;
    }

    private void addEarly(int microOp, int later) {
        if (earlySize == early.length) {
            early = Arrays.copyOf(early, 2 * earlySize + 4);
        }
        early[earlySize++] = microOp;
        early[earlySize++] = later;
    }

    private void noteRepeated(int microOp, int[] repeated, int count) {
        Arrays.sort(repeated, 0, count);
        for (int i = 0; i < count; ) {
            int end = i;
            while (end < count && repeated[end] == repeated[i]) {
                end++;
            }
            var found = new Repetition(microOp, end - i + 1);
            repetitions.merge(repeated[i], found, (one, other) -> other.times > one.times ? other : one);
            i = end;
        }
    }

    private int number(long token) {
        int slot = slot(token);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (elements == tokens.length) {
            int more = elements + (elements >> 1) + 2;
            tokens = Arrays.copyOf(tokens, more);
            firstVersion = Arrays.copyOf(firstVersion, more);
            stamp = Arrays.copyOf(stamp, more);
        }
        tokens[elements] = token;
        firstVersion[elements] = IN_NONE;
        table[slot] = elements + 1;
        if (2 * ++elements > table.length) {
            grow();
        }
        return elements - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int element = 0; element < elements; element++) {
            table[slot(tokens[element])] = element + 1;
        }
    }

    private int slot(long token) {
        int mask = table.length - 1;
        long hash = token * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32 ^ hash >>> 15) & mask;
        while (table[slot] != 0 && tokens[table[slot] - 1] != token) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** About how many bytes it takes. */
    long bytes() {
        long bytes = 300 + 16L * tokens.length + 4L * table.length + 12L * place.length + 4L * read.length;
        return bytes + 4L * early.length + 100L * repetitions.size() + 100L * divergent.size();
    }
}
