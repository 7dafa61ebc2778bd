package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequential journal model over some invocations, by which an order that a search has found is replayed.
 *
 * <p>Journals are paths in a trie of entries and states are interned maps, so that a whole invocation is five ints.
 */
public final class ModelState {
    /** An invocation's phases; 0 is before its first append. */
    private static final int LIVE = 1;

    private static final int PURGED = 2;

    /** How many bytes it may take to remember which journals agree with what was read. */
    private static final long MOST_REMEMBERED = 1 << 22;

    /** How many ints a version is that is {@linkplain #save saved}. */
    public static final int VERSION = 5;

    private final JournalHistory h;
    private final int[] phase;
    private final int[] epoch;
    private final int[] first;
    private final int[] node;
    private final int[] state;

    /** The trie of journals; node 0 is the empty one. */
    private int[] parent = new int[64];

    private int[] entry = new int[64];
    private int[] depth = new int[64];
    private int nodes = 1;
    private final LongIntMap children = new LongIntMap();
    /** By node of the trie and content of a read: those of which is known that they {@linkplain #agrees agree}. */
    private LongIntMap agreeing = new LongIntMap();

    /** States by number; 0 is the empty one. Keys and values in turn, by key. */
    private final List<int[]> states = new ArrayList<>(List.of(new int[0]));

    private final Map<List<Integer>, Integer> stateNumbers = new HashMap<>();

    public ModelState(JournalHistory history, int invocations) {
        h = history;
        phase = new int[invocations];
        epoch = new int[invocations];
        first = new int[invocations];
        node = new int[invocations];
        state = new int[invocations];
    }

    /** The epoch of an invocation; 0 before it began. */
    public int epoch(int i) {
        return epoch[i];
    }

    /** Whether an invocation has begun and has not been purged. */
    public boolean isLive(int i) {
        return phase[i] == LIVE;
    }

    /** Whether an invocation is gone for good. */
    public boolean isPurged(int i) {
        return phase[i] == PURGED;
    }

    /** Copies the version of an invocation, which is so many ints: {@link #VERSION}. */
    public void save(int i, int[] into, int at) {
        into[at] = phase[i];
        into[at + 1] = epoch[i];
        into[at + 2] = first[i];
        into[at + 3] = node[i];
        into[at + 4] = state[i];
    }

    /** Makes a version that was saved the present one of an invocation. */
    public void load(int i, int[] from, int at) {
        phase[i] = from[at];
        epoch[i] = from[at + 1];
        first[i] = from[at + 2];
        node[i] = from[at + 3];
        state[i] = from[at + 4];
    }

    /** Whether an invocation is at a version that was saved. */
    public boolean isAt(int i, int[] saved, int at) {
        return phase[i] == saved[at]
                && epoch[i] == saved[at + 1]
                && first[i] == saved[at + 2]
                && node[i] == saved[at + 3]
                && state[i] == saved[at + 4];
    }

    /** The entries of an invocation, from its first index on. */
    public int[] entries(int i) {
        int[] entries = new int[length(i) - first[i]];
        int at = node[i];
        for (int row = entries.length - 1; row >= 0; row--) {
            entries[row] = entry[at];
            at = parent[at];
        }
        return entries;
    }

    /** The state of an invocation: keys and values in turn. */
    public int[] state(int i) {
        return states.get(state[i]).clone();
    }

    /** The length of an invocation; 0 before it began. */
    public int length(int i) {
        return depth[node[i]];
    }

    /** The entry that was appended last of those that no trim dropped, compacted or not; NONE if there is none. */
    public int newest(int i) {
        return node[i] == 0 ? NONE : entry[node[i]];
    }

    public int first(int i) {
        return first[i];
    }

    /**
     * Whether the entries of an invocation, at indexes that a content shows, are those that it shows. Amortized, each entry is looked at
     * once for each content.
     */
    public boolean agrees(int content, int i) {
        int rows = h.contentCount(content);
        if (rows == 0) {
            return true;
        }
        int from = h.contentIndex(content, 0);
        int top = node[i];
        while (depth[top] > from + rows) {
            top = parent[top];
        }
        int at = top;
        while (depth[at] > from && agreeing.get((long) at << 32 | content) == LongIntMap.MISSING) {
            if (h.contentEntry(content, depth[at] - 1 - from) != entry[at]) {
                return false;
            }
            at = parent[at];
        }
        if (at != top) {
            agreeing = agreeing.bytes() > MOST_REMEMBERED ? new LongIntMap() : agreeing;
            agreeing.put((long) top << 32 | content, 1);
        }
        return true;
    }

    /**
     * Applies one part if the model allows it and, where the part completed, gives the same answer.
     *
     * @param p the part
     * @param i its invocation, as this model numbers them
     * @return false if not; then nothing changed
     */
    public boolean apply(int p, int i) {
        boolean ok = h.isOk(p);
        return switch (h.kind[p]) {
            case Kind.APPEND, Kind.SET_STATE -> append(p, i, ok);
            case Kind.TRIM -> trim(p, i, ok);
            case Kind.COMPACT -> compact(p, i, ok);
            case Kind.PURGE -> purge(i);
            default -> isSeen(p, i);
        };
    }

    private boolean append(int p, int i, boolean ok) {
        if (phase[i] == PURGED || (ok && (differs(h.epoch[p], epoch[i]) || differs(h.length[p], length(i))))) {
            return false;
        }
        phase[i] = LIVE;
        node[i] = child(node[i], h.value[p]);
        if (h.kind[p] == Kind.SET_STATE) {
            state[i] = with(state[i], h.content[p], h.value[p]);
        }
        return true;
    }

    private boolean trim(int p, int i, boolean ok) {
        if (phase[i] != LIVE) {
            return false;
        }
        int length = length(i);
        boolean drops = h.value[p] < length;
        int after = drops ? Math.max(h.value[p], first[i]) : length;
        int opened = drops ? epoch[i] + 1 : epoch[i];
        if (ok && (differs(h.epoch[p], opened) || differs(h.length[p], after))) {
            return false;
        }
        if (drops) {
            epoch[i] = opened;
            while (depth[node[i]] > after) {
                node[i] = parent[node[i]];
            }
        }
        return true;
    }

    private boolean compact(int p, int i, boolean ok) {
        if (phase[i] != LIVE) {
            return false;
        }
        int after = Math.max(first[i], Math.min(h.value[p], length(i)));
        boolean elsewhere = differs(h.epoch[p], epoch[i]) || differs(h.length[p], length(i));
        if (ok && (elsewhere || differs(h.first[p], after))) {
            return false;
        }
        if (after != first[i]) {
            first[i] = after;
        }
        return true;
    }

    private boolean purge(int i) {
        if (phase[i] != LIVE) {
            return false;
        }
        phase[i] = PURGED;
        epoch[i] = 0;
        first[i] = 0;
        node[i] = 0;
        state[i] = 0;
        return true;
    }

    private boolean isSeen(int p, int i) {
        byte kind = h.kind[p];
        boolean live = phase[i] == LIVE;
        if (kind == Kind.READ_JOURNAL) {
            if (h.epoch[p] != UNREPORTED && (!live || h.epoch[p] != epoch[i])) {
                return false;
            }
        } else {
            if (live == (h.epoch[p] == ABSENT)) {
                return false;
            }
            if (live && (differs(h.epoch[p], epoch[i]) || differs(h.first[p], first[i]) || h.length[p] != length(i))) {
                return false;
            }
        }
        return (kind == Kind.READ_METADATA || isJournal(h.content[p], i))
                && (h.value[p] == NONE || isState(h.value[p], i));
    }

    private boolean isJournal(int content, int i) {
        int rows = h.contentCount(content);
        if (rows != length(i) - first[i]) {
            return false;
        }
        int at = node[i];
        for (int row = rows - 1; row >= 0; row--) {
            if (h.contentIndex(content, row) != first[i] + row || h.contentEntry(content, row) != entry[at]) {
                return false;
            }
            at = parent[at];
        }
        return true;
    }

    private boolean isState(int read, int i) {
        int[] pairs = states.get(state[i]);
        if (h.stateCount(read) * 2 != pairs.length) {
            return false;
        }
        for (int j = 0; j < pairs.length / 2; j++) {
            int key = h.stateKey(read, j);
            int at = 0;
            while (at < pairs.length && pairs[at] != key) {
                at += 2;
            }
            if (at == pairs.length || pairs[at + 1] != h.stateValue(read, j)) {
                return false;
            }
        }
        return true;
    }

    private static boolean differs(int reported, int actual) {
        return reported != UNREPORTED && reported != actual;
    }

    private int child(int of, int value) {
        long key = (long) of << 32 | value;
        int known = children.get(key);
        if (known != LongIntMap.MISSING) {
            return known;
        }
        if (nodes == parent.length) {
            parent = Arrays.copyOf(parent, nodes * 2);
            entry = Arrays.copyOf(entry, nodes * 2);
            depth = Arrays.copyOf(depth, nodes * 2);
        }
        parent[nodes] = of;
        entry[nodes] = value;
        depth[nodes] = depth[of] + 1;
        children.put(key, nodes);
        return nodes++;
    }

    private int with(int number, int key, int value) {
        int[] pairs = states.get(number);
        int at = 0;
        while (at < pairs.length && pairs[at] < key) {
            at += 2;
        }
        boolean there = at < pairs.length && pairs[at] == key;
        int[] more = new int[there ? pairs.length : pairs.length + 2];
        System.arraycopy(pairs, 0, more, 0, at);
        more[at] = key;
        more[at + 1] = value;
        int rest = there ? at + 2 : at;
        System.arraycopy(pairs, rest, more, at + 2, pairs.length - rest);
        List<Integer> content = new ArrayList<>(more.length);
        for (int x : more) {
            content.add(x);
        }
        return stateNumbers.computeIfAbsent(content, c -> {
            states.add(more);
            return states.size() - 1;
        });
    }
}
