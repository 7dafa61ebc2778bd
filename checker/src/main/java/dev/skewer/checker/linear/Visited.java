package dev.skewer.checker.linear;

import java.util.Arrays;

/**
 * The configurations that a search has been in, each with the one it came from: a hash table over pages of longs, so that
 * growing copies no entries. An entry takes 24 bytes, 8 for each 64 calls that were ever open at once, and 8 for each 64
 * calls of unknown outcome.
 *
 * <p>A configuration whose known calls and state were met before, with the same calls of unknown outcome spent or fewer,
 * can do nothing that the earlier one could not; {@link #add} refuses it. So what is kept for one set of known calls and
 * one state is an antichain of minimal spendings. (The unknown calls are a resource: whatever completes a configuration
 * also completes one that has more of them left.)
 */
final class Visited {
    private static final int ENTRIES_PER_PAGE = 1 << 12;

    /** What {@link #add} returns for a configuration that is not worth looking at. */
    static final int DOMINATED = -1;

    private final int openWords;
    private final int spentWords;
    private final int stride;
    private long[][] pages = new long[16][];
    private int size;
    /** The last entry of each bucket + 1; 0 where there is none. The length is a power of two. */
    private int[] buckets = new int[1 << 10];

    Visited(int openWords, int spentWords) {
        this.openWords = openWords;
        this.spentWords = spentWords;
        stride = 3 + openWords + spentWords;
    }

    int size() {
        return size;
    }

    long bytes() {
        return 4L * buckets.length
                + 8L * stride * ENTRIES_PER_PAGE * ((size + ENTRIES_PER_PAGE - 1) / ENTRIES_PER_PAGE);
    }

    /**
     * Adds a configuration unless one like it, or better, is known.
     *
     * @param frontier how many calls, in order of completion, are all placed
     * @param state the object's state
     * @param open the calls placed beyond the frontier, by slot
     * @param spent the calls of unknown outcome that were placed
     * @param from the entry that it comes from, or -1
     * @param call the call that led here
     * @return its entry, or {@link #DOMINATED}
     */
    int add(int frontier, int state, long[] open, long[] spent, int from, int call) {
        long key = ((long) frontier << 32) | state;
        long hash = key * 0x9E3779B97F4A7C15L;
        for (long word : open) {
            hash = (hash ^ word ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
        }
        int code = (int) (hash >>> 32);
        for (int entry = buckets[code & (buckets.length - 1)] - 1; entry >= 0; ) {
            long[] page = pages[entry / ENTRIES_PER_PAGE];
            int at = (entry % ENTRIES_PER_PAGE) * stride;
            long link = page[at + 2];
            if (page[at] == key && (int) link == code && dominates(page, at + 3, open, spent)) {
                return DOMINATED;
            }
            entry = (int) (link >>> 32) - 1;
        }
        if (size == buckets.length) {
            grow();
        }
        int entry = size++;
        int p = entry / ENTRIES_PER_PAGE;
        if (p == pages.length) {
            pages = Arrays.copyOf(pages, p * 2);
        }
        if (entry % ENTRIES_PER_PAGE == 0) {
            pages[p] = new long[ENTRIES_PER_PAGE * stride];
        }
        long[] page = pages[p];
        int at = (entry % ENTRIES_PER_PAGE) * stride;
        int bucket = code & (buckets.length - 1);
        page[at] = key;
        page[at + 1] = ((long) from << 32) | call;
        page[at + 2] = ((long) buckets[bucket] << 32) | (code & 0xFFFFFFFFL);
        System.arraycopy(open, 0, page, at + 3, openWords);
        System.arraycopy(spent, 0, page, at + 3 + openWords, spentWords);
        buckets[bucket] = entry + 1;
        return entry;
    }

    private boolean dominates(long[] page, int at, long[] open, long[] spent) {
        for (int w = 0; w < openWords; w++) {
            if (page[at + w] != open[w]) {
                return false;
            }
        }
        for (int w = 0; w < spentWords; w++) {
            if ((page[at + openWords + w] & ~spent[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        buckets = new int[buckets.length * 2];
        for (int entry = 0; entry < size; entry++) {
            long[] page = pages[entry / ENTRIES_PER_PAGE];
            int at = (entry % ENTRIES_PER_PAGE) * stride;
            int code = (int) page[at + 2];
            int bucket = code & (buckets.length - 1);
            page[at + 2] = ((long) buckets[bucket] << 32) | (code & 0xFFFFFFFFL);
            buckets[bucket] = entry + 1;
        }
    }

    /** The frontier of an entry. */
    int frontier(int entry) {
        return (int) (word(entry, 0) >>> 32);
    }

    /** The state of an entry. */
    int state(int entry) {
        return (int) word(entry, 0);
    }

    /** The entry with the farthest frontier and, of those, with the most known calls. */
    int farthest() {
        int farthest = 0;
        for (int entry = 1; entry < size; entry++) {
            int ahead = frontier(entry) - frontier(farthest);
            if (ahead > 0 || (ahead == 0 && known(entry) > known(farthest))) {
                farthest = entry;
            }
        }
        return farthest;
    }

    /** How many known calls an entry has placed. */
    int known(int entry) {
        int placed = frontier(entry);
        for (int w = 0; w < openWords; w++) {
            placed += Long.bitCount(open(entry, w));
        }
        return placed;
    }

    /** A word of the calls that an entry has placed beyond its frontier, by slot. */
    long open(int entry, int word) {
        return word(entry, 3 + word);
    }

    /** A word of the calls of unknown outcome that an entry has placed. */
    long spent(int entry, int word) {
        return word(entry, 3 + openWords + word);
    }

    int openWords() {
        return openWords;
    }

    int spentWords() {
        return spentWords;
    }

    /** The entry that an entry comes from, or -1. */
    int from(int entry) {
        return (int) (word(entry, 1) >> 32);
    }

    /** The call that led to an entry. */
    int call(int entry) {
        return (int) word(entry, 1);
    }

    private long word(int entry, int word) {
        return pages[entry / ENTRIES_PER_PAGE][(entry % ENTRIES_PER_PAGE) * stride + word];
    }
}
