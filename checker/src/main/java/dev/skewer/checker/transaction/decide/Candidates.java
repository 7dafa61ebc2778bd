package dev.skewer.checker.transaction.decide;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of open reads, one after the other, the likely ones first: what was written last before the read in the guessed order,
 * then what is nearest, before or after. Of a repeated value that is read the candidates are sorted once.
 */
final class Candidates {
    /** The initial state, which is before all writes. */
    static final int INITIAL = -1;
    /** There are no more. */
    private static final int NONE = -2;
    /** A moment before that of all commits. */
    private static final int BEFORE_ALL = -2;

    private final OpenVersions versions;
    private final Guess guess;
    /** By open read, where in the guessed order it is: even numbers are commits. */
    private final int[] moment;
    /** By repeated value, its candidates in the guessed order, each below its rank. */
    private final long[] @Nullable [] sorted;
    /** By open read, how many of these are before all that were handed out; negative if none was. */
    private final int[] before;
    /** By open read, where those begin that are behind. */
    private final int[] after;

    Candidates(OpenVersions versions, Promise promise, Guess guess, int[] hints) {
        this.versions = versions;
        this.guess = guess;
        int reads = versions.openReads();
        moment = new int[reads];
        int values = 0;
        for (int read = 0; read < reads; read++) {
            moment[read] = hints[promise.begin(versions.openReader(read))];
            values = Math.max(values, versions.valueRead(read) + 1);
        }
        sorted = new long[values][];
        before = new int[reads];
        after = new int[reads];
        Arrays.fill(before, -1);
    }

    /** The next candidates of a read, writes or {@link #INITIAL}, as many as asked for unless fewer are left. */
    int[] next(int read, int most) {
        int reader = versions.openReader(read);
        int[] some = new int[most];
        int size = 0;
        int candidate;
        while (size < most && (candidate = nextOrOwn(read)) != NONE) {
            if (candidate < 0 || versions.writer(candidate) != reader) {
                some[size++] = candidate;
            }
        }
        return Arrays.copyOf(some, size);
    }

    /** Whether all candidates of a read were handed out. */
    boolean isOver(int read) {
        if (before[read] < 0) {
            return false;
        }
        return before[read] == 0 && after[read] == sorted(read).length;
    }

    private int nextOrOwn(int read) {
        long[] all = sorted(read);
        boolean isFirst = before[read] < 0;
        if (isFirst) {
            int at = Arrays.binarySearch(all, (long) moment[read] << 32);
            before[read] = at < 0 ? -1 - at : at;
            after[read] = before[read];
        }
        int low = before[read];
        int high = after[read];
        if (low == 0 && high == all.length) {
            return NONE;
        }
        boolean isEarlier = low > 0
                && (isFirst || high == all.length || isNearer(all[low - 1] >> 32, all[high] >> 32, moment[read]));
        if (isEarlier) {
            before[read]--;
            return (int) all[low - 1];
        }
        after[read]++;
        return (int) all[high];
    }

    private static boolean isNearer(long before, long after, int moment) {
        return moment - before <= after - moment;
    }

    private long[] sorted(int read) {
        if (!versions.hasAllCandidates(read)) {
            return sort(versions.candidatesOfRead(read));
        }
        int value = versions.valueRead(read);
        long[] known = sorted[value];
        if (known == null) {
            known = sort(versions.candidatesOfRead(read));
            sorted[value] = known;
        }
        return known;
    }

    private long[] sort(int[] writes) {
        long[] keys = new long[writes.length];
        for (int i = 0; i < writes.length; i++) {
            // The initial state is as if committed before the first.
            keys[i] = writes[i] == INITIAL
                    ? ((long) BEFORE_ALL << 32) | (INITIAL & 0xFFFF_FFFFL)
                    : ((2L * guess.rank(versions.writer(writes[i]))) << 32) | writes[i];
        }
        Arrays.sort(keys);
        return keys;
    }
}
