package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.parts.Allowance;
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
public final class Visited {
    /** What {@link #add} returns for a configuration that is not worth looking at. */
    public static final int DOMINATED = -1;

    /** What {@link #add} returns for one that is new, but for which there is no memory. */
    public static final int FULL = -2;

    /** Pages are so small that no collector treats them as large objects. */
    private static final int MOST_LONGS_OF_A_PAGE = 1 << 15;

    private static final int BUCKETS_OF_A_PAGE_LOG = 14;
    private static final int BUCKETS_OF_A_PAGE = 1 << BUCKETS_OF_A_PAGE_LOG;
    private static final int FIRST_ENTRIES = 1 << 5;

    private final Allowance allowance;
    private final int openWords;
    private final int spentWords;
    private final int stride;
    /** An entry's page is its number shifted by so many bits. */
    private final int pageLog;

    private final int entryMask;
    private long[][] pages = new long[4][];
    private int size;
    private int capacity;
    /** The last entry of each bucket + 1; 0 where there is none. Their number is a power of two. */
    private int[][] buckets = new int[4][];

    private int bucketMask;

    /**
     * No configurations.
     *
     * @param allowance what the tables may take
     * @param openWords how many longs the calls placed beyond the frontier take
     * @param spentWords how many longs the calls of unknown outcome take
     */
    public Visited(Allowance allowance, int openWords, int spentWords) {
        this.allowance = allowance;
        this.openWords = openWords;
        this.spentWords = spentWords;
        stride = 3 + openWords + spentWords;
        pageLog = 31 - Integer.numberOfLeadingZeros(Math.max(1, MOST_LONGS_OF_A_PAGE / stride));
        entryMask = (1 << pageLog) - 1;
        capacity = Math.min(entryMask + 1, FIRST_ENTRIES);
        // There is always room for the beginning.
        pages[0] = new long[capacity * stride];
        buckets[0] = new int[2 * FIRST_ENTRIES];
        bucketMask = buckets[0].length - 1;
        allowance.count(8L * pages[0].length + 4L * buckets[0].length);
    }

    public int size() {
        return size;
    }

    /** Gives back what it holds; it is not used any more. */
    public void free() {
        allowance.count(-(8L * stride * capacity + 4L * (bucketMask + 1)));
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
     * @return its entry, {@link #DOMINATED} or {@link #FULL}
     */
    public int add(int frontier, int state, long[] open, long[] spent, int from, int call) {
        long key = ((long) frontier << 32) | state;
        long hash = key * 0x9E3779B97F4A7C15L;
        for (long word : open) {
            hash = (hash ^ word ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
        }
        int code = (int) (hash >>> 32);
        for (int entry = last(code); entry >= 0; ) {
            long[] page = pages[entry >>> pageLog];
            int at = (entry & entryMask) * stride;
            long link = page[at + 2];
            if (page[at] == key && (int) link == code && dominates(page, at + 3, open, spent)) {
                return DOMINATED;
            }
            entry = (int) (link >>> 32) - 1;
        }
        if (size == capacity && !makeRoom()) {
            return FULL;
        }
        int entry = size++;
        long[] page = pages[entry >>> pageLog];
        int at = (entry & entryMask) * stride;
        page[at] = key;
        page[at + 1] = ((long) from << 32) | call;
        page[at + 2] = code & 0xFFFFFFFFL;
        System.arraycopy(open, 0, page, at + 3, openWords);
        System.arraycopy(spent, 0, page, at + 3 + openWords, spentWords);
        link(entry);
        return entry;
    }

    /** The last entry of a bucket, or -1. */
    private int last(int code) {
        int bucket = code & bucketMask;
        return buckets[bucket >>> BUCKETS_OF_A_PAGE_LOG][bucket & (BUCKETS_OF_A_PAGE - 1)] - 1;
    }

    /** Puts an entry into its bucket. */
    private void link(int entry) {
        long[] page = pages[entry >>> pageLog];
        int at = (entry & entryMask) * stride + 2;
        int code = (int) page[at];
        int bucket = code & bucketMask;
        int[] some = buckets[bucket >>> BUCKETS_OF_A_PAGE_LOG];
        bucket &= BUCKETS_OF_A_PAGE - 1;
        page[at] = ((long) some[bucket] << 32) | (code & 0xFFFFFFFFL);
        some[bucket] = entry + 1;
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

    /** Makes room for one entry more; says whether it could. */
    private boolean makeRoom() {
        if (size > bucketMask) {
            moreBuckets();
        }
        int p = size >>> pageLog;
        int entries = p > 0 ? entryMask + 1 : Math.min(entryMask + 1, 2 * size);
        long[] page = allowance.longs(entries * stride);
        if (page == null) {
            return false;
        }
        if (p == pages.length) {
            pages = Arrays.copyOf(pages, p * 2);
        }
        if (pages[p] != null) {
            System.arraycopy(pages[p], 0, page, 0, size * stride);
            allowance.count(-8L * pages[p].length);
        }
        pages[p] = page;
        capacity = (p << pageLog) + entries;
        return true;
    }

    /** Doubles the buckets; where there is no memory for that, they get fuller. The first page grows, then pages are added. */
    private void moreBuckets() {
        int before = bucketMask + 1;
        int more = 2 * before;
        boolean isOnePage = more <= BUCKETS_OF_A_PAGE;
        int first = isOnePage ? 0 : before / BUCKETS_OF_A_PAGE;
        int end = isOnePage ? 1 : more / BUCKETS_OF_A_PAGE;
        int[][] now = Arrays.copyOf(buckets, Math.max(buckets.length, end));
        for (int p = first; p < end; p++) {
            int[] page = allowance.ints(Math.min(more, BUCKETS_OF_A_PAGE));
            if (page == null) {
                allowance.count(-4L * BUCKETS_OF_A_PAGE * (p - first));
                return;
            }
            now[p] = page;
        }
        if (isOnePage) {
            allowance.count(-4L * before);
        }
        for (int p = 0; p < first; p++) {
            Arrays.fill(now[p], 0);
        }
        buckets = now;
        bucketMask = more - 1;
        for (int entry = 0; entry < size; entry++) {
            link(entry);
        }
    }

    /** The frontier of an entry. */
    public int frontier(int entry) {
        return (int) (word(entry, 0) >>> 32);
    }

    /** The state of an entry. */
    public int state(int entry) {
        return (int) word(entry, 0);
    }

    /** The entry with the farthest frontier and, of those, with the most known calls. */
    public int farthest() {
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
    public int known(int entry) {
        int placed = frontier(entry);
        for (int w = 0; w < openWords; w++) {
            placed += Long.bitCount(open(entry, w));
        }
        return placed;
    }

    /** A word of the calls that an entry has placed beyond its frontier, by slot. */
    public long open(int entry, int word) {
        return word(entry, 3 + word);
    }

    /** A word of the calls of unknown outcome that an entry has placed. */
    public long spent(int entry, int word) {
        return word(entry, 3 + openWords + word);
    }

    int openWords() {
        return openWords;
    }

    int spentWords() {
        return spentWords;
    }

    /** The entry that an entry comes from, or -1. */
    public int from(int entry) {
        return (int) (word(entry, 1) >> 32);
    }

    /** The call that led to an entry. */
    public int call(int entry) {
        return (int) word(entry, 1);
    }

    private long word(int entry, int word) {
        return pages[entry >>> pageLog][(entry & entryMask) * stride + word];
    }
}
