package dev.skewer.checker.transaction.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reads saw of sets, object by object. */
public final class ReadSets {
    /** So many elements of sets that do not fit into the chain of their object are kept in all. */
    private static final long MOST_EXTRA = 1 << 22;

    private static final long[] NONE = new long[0];
    private static final SetVersions NEVER_READ = new SetVersions();

    private @Nullable SetVersions[] sets = new @Nullable SetVersions[16];
    private long extra;
    private long left;
    /** By read, what its own transaction had added before, and it does not have. */
    private final Map<Integer, long[]> missing = new LinkedHashMap<>();

    private long bytes;

    /** What was seen of an object. */
    public SetVersions of(int key) {
        SetVersions set = key < sets.length ? sets[key] : null;
        return set == null ? NEVER_READ : set;
    }

    /** How many reads were left out: they fit into no chain, and too many of the kind are kept already. */
    public long left() {
        return left;
    }

    /** The first read that does not have what its own transaction had added before; negative if there is none. */
    public int missingOwn() {
        return missing.isEmpty() ? -1 : missing.keySet().iterator().next();
    }

    /** Whether a read lacks an element that its own transaction had added before. */
    public boolean isMissing(int read, long token) {
        return Arrays.stream(missing.getOrDefault(read, NONE)).anyMatch(each -> each == token);
    }

    /** Takes note of such a read, and of all that it does not have. */
    void noteMissing(int read, long[] tokens) {
        missing.put(read, tokens);
        bytes += 100 + 8L * tokens.length;
    }

    /** Takes what a read saw; see {@link SetVersions#observe}. */
    long observe(int key, int microOp, long[] seen, int count, OwnAdds own) {
        if (key >= sets.length) {
            sets = Arrays.copyOf(sets, Math.max(key + 1, Math.addExact(sets.length, sets.length >> 1)));
        }
        SetVersions set = sets[key];
        if (set == null) {
            set = new SetVersions();
            sets[key] = set;
        }
        long before = set.bytes();
        int known = set.divergent();
        // The first is kept whatever its size, as it alone excludes what has one order of versions.
        long read = set.observe(microOp, seen, count, own, extra == 0 ? Long.MAX_VALUE : MOST_EXTRA - extra);
        if (read == TransactionHistory.UNKNOWN) {
            left++;
        } else if (set.divergent() > known) {
            int added = set.divergent(known).extra().length;
            extra += added;
            bytes += 4L * added;
        }
        bytes += set.bytes() - before;
        return read;
    }

    long bytes() {
        return bytes + 8L * sets.length;
    }
}
