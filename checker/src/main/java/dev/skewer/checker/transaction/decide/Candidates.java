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
    static final int NONE = -2;

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
    /** By open read, whether the initial state was handed out or is none. */
    private final boolean[] isInitialOver;

    Candidates(OpenVersions versions, Promise promise, Guess guess, int[] hints) {
        this.versions = versions;
        this.guess = guess;
        int reads = versions.openReads();
        moment = new int[reads];
        int values = 0;
        isInitialOver = new boolean[reads];
        for (int read = 0; read < reads; read++) {
            moment[read] = hints[promise.begin(versions.openReader(read))];
            values = Math.max(values, versions.valueRead(read) + 1);
            isInitialOver[read] = !versions.mayBeInitial(versions.valueRead(read));
        }
        sorted = new long[values][];
        before = new int[reads];
        after = new int[reads];
        Arrays.fill(before, -1);
    }

    /** The next candidate of a read, a write or {@link #INITIAL}; {@link #NONE} if all were handed out. */
    int next(int read) {
        int reader = versions.openReader(read);
        int candidate;
        do {
            candidate = nextOrOwn(read);
        } while (candidate >= 0 && versions.writer(candidate) == reader);
        return candidate;
    }

    private int nextOrOwn(int read) {
        long[] all = sorted(versions.valueRead(read));
        boolean isFirst = before[read] < 0;
        if (isFirst) {
            int at = Arrays.binarySearch(all, (long) moment[read] << 32);
            before[read] = at < 0 ? -1 - at : at;
            after[read] = before[read];
        }
        int low = before[read];
        int high = after[read];
        if (low == 0 && isInitialOver[read] && high == all.length) {
            return NONE;
        }
        // The initial state is as if committed before the first.
        long earlier = low > 0 ? all[low - 1] >> 32 : -2;
        boolean isEarlier = low > 0 || !isInitialOver[read];
        if (high < all.length && !(isEarlier && (isFirst || isNearer(earlier, all[high] >> 32, moment[read])))) {
            after[read]++;
            return (int) all[high];
        }
        if (low == 0) {
            isInitialOver[read] = true;
            return INITIAL;
        }
        before[read]--;
        return (int) all[low - 1];
    }

    private static boolean isNearer(long before, long after, int moment) {
        return moment - before <= after - moment;
    }

    private long[] sorted(int value) {
        long[] known = sorted[value];
        if (known == null) {
            int[] writes = versions.candidates(value);
            known = new long[writes.length];
            for (int i = 0; i < writes.length; i++) {
                known[i] = 2L * guess.rank(versions.writer(writes[i])) << 32 | writes[i];
            }
            Arrays.sort(known);
            sorted[value] = known;
        }
        return known;
    }
}
