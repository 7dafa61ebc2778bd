package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;

/**
 * Registers with reads, writes and compare-and-set, where nobody can be in doubt which call wrote a value that was seen.
 *
 * <p>Calls: {@link #READ} with a = the value seen, {@link #WRITE} with a = the value, {@link #CAS} with a = the value
 * replaced and b = the new one; only compare-and-sets that succeeded or are of unknown outcome. NONE, and the id given as
 * the initial value, stand for the initial state.
 *
 * <p><b>Theorem</b> (Gibbons & Korach, <i>Testing shared memories</i>, SIAM J. Comput. 26(4), 1997, §4). A write and the
 * reads of its value are a <em>cluster</em>, and a linearization consists of clusters one after the other. A successful
 * compare-and-set reads one cluster and starts the one that follows it at once, so clusters so linked are a <em>chain</em>,
 * again without anything foreign inside. A chain has an order of its own (clusters in the order of the links, in each the
 * write before the reads) with which real time must agree. Let f be the first completion in a chain and s its last
 * invocation. Chain U must stand before chain V if something in U completed before something in V was invoked, that is if
 * f(U) < s(V). A shortest cycle of that relation has two chains: in a longer one without chords f(U1) ≥ s(U3) > f(U2), and
 * so on around the cycle, down to f(U1) > f(U1). So a history is linearizable if and only if every chain agrees with real
 * time and no two chains have f(U) < s(V) and f(V) < s(U): the <em>forward zones</em> [f, s] with f < s are disjoint, and
 * none of them contains a <em>backward zone</em> [s, f].
 *
 * <p><b>Unknown outcomes.</b> A read of unknown outcome says nothing. A write or compare-and-set whose value was seen took
 * effect; its completion is no bound. One whose value nobody saw is left out: in any linearization that has it, the next
 * call that takes effect is a write (a read or a compare-and-set would see the value), so without it every call still
 * sees what it saw. This goes backwards: what only a left-out compare-and-set saw was seen by nobody.
 *
 * <p><b>Not decided:</b> histories in which a value that was seen was written by several calls, or is the initial one and
 * was written again. (Several writes of a value that nobody saw are as good as distinct ones; a compare-and-set of a value
 * with itself is a read.)
 *
 * <p>O(n log n) time, for sorting the forward zones; about 40 bytes a call and 8 a value id while it runs. Of a
 * contradiction all calls may be forgotten (made of unknown outcome) except those named.
 */
public final class UniqueRegister {
    /** A read of the value a. */
    public static final int READ = 0;
    /** A write of the value a. */
    public static final int WRITE = 1;
    /** A compare-and-set from a to b. */
    public static final int CAS = 2;

    /** The key of the initial state; that of another value is its id + 1. */
    private static final int INITIAL_KEY = 0;

    private static final int SEVERAL = -2;

    private final Calls calls;
    private final int initial;
    /** The cluster that begins with the initial state. All others are named by the call that wrote their value. */
    private final int initialCluster;

    /** By key: the only cluster with that value, or NONE, or SEVERAL. */
    private final int[] writer;
    /** By key: a call of known outcome that proves that the value was there, or NONE. */
    private final int[] proof;

    /** By cluster: the call that completed first; NONE completed before everything. */
    private final int[] firstDone;
    /** By cluster: the call that was invoked last. Calls are in order of invocation, so their numbers compare. */
    private final int[] lastBegun;
    /** By cluster: the one that a compare-and-set put after it, or NONE. */
    private final int[] next;

    private UniqueRegister(Calls calls, int initial) {
        this.calls = calls;
        this.initial = initial;
        int keys = initial + 2;
        for (int i = 0; i < calls.size; i++) {
            keys = Math.max(keys, Math.max(calls.a[i], calls.b[i]) + 2);
        }
        writer = filled(keys, NONE);
        proof = filled(keys, NONE);
        initialCluster = calls.size;
        writer[INITIAL_KEY] = initialCluster;
        firstDone = filled(calls.size + 1, NONE);
        lastBegun = filled(calls.size + 1, NONE);
        next = filled(calls.size + 1, NONE);
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    /**
     * Decides whether the calls are linearizable.
     *
     * @param initial the id of the initial value, or NONE if no value of the history is the initial one
     */
    public static Decision decide(Calls calls, int initial) {
        return new UniqueRegister(calls, initial).decide();
    }

    private Decision decide() {
        collect();
        Decision decision = followValues();
        if (decision == Decision.TRUE) {
            decision = makeClusters();
        }
        if (decision == Decision.TRUE) {
            decision = linkClusters();
        }
        return decision == Decision.TRUE ? compareChains().by(this::order) : decision;
    }

    /**
     * Chains in order of their first completion or last invocation, whichever is earlier: that is an order in which every chain
     * that must stand before another does. In a chain the clusters in the order of the links, in each the write and then the
     * reads as they were invoked.
     */
    private int[] order() {
        int[] lastRead = filled(calls.size + 1, NONE);
        int[] readBefore = filled(calls.size, NONE);
        long[] heads = new long[calls.size + 1];
        int chains = 0;
        int count = 0;
        for (int call = 0; call < calls.size; call++) {
            if (isRead(call) && !calls.isUnknown(call)) {
                int cluster = writer[key(calls.a[call])];
                readBefore[call] = lastRead[cluster];
                lastRead[cluster] = call;
                count++;
            } else if (!isRead(call) && isEffective(call)) {
                count++;
            }
        }
        for (int head = 0; head <= initialCluster; head++) {
            if (isHead(head)) {
                heads[chains++] = (long) Math.min(first(head), last(head)) << 32 | head;
            }
        }
        Arrays.sort(heads, 0, chains);
        int[] order = new int[count];
        int end = count;
        for (int i = chains - 1; i >= 0; i--) {
            int length = 0;
            int[] clusters = new int[4];
            for (int cluster = (int) heads[i]; cluster != NONE; cluster = next[cluster]) {
                clusters = length < clusters.length ? clusters : Arrays.copyOf(clusters, 2 * length);
                clusters[length++] = cluster;
            }
            while (length > 0) {
                int cluster = clusters[--length];
                for (int read = lastRead[cluster]; read != NONE; read = readBefore[read]) {
                    order[--end] = read;
                }
                if (cluster != initialCluster) {
                    order[--end] = cluster;
                }
            }
        }
        return order;
    }

    private int key(int value) {
        return value == initial ? INITIAL_KEY : value + 1;
    }

    private boolean isRead(int call) {
        return calls.code[call] == READ || (calls.code[call] == CAS && key(calls.a[call]) == key(calls.b[call]));
    }

    /** The key of the value that a write or compare-and-set leaves. */
    private int written(int call) {
        return key(calls.code[call] == CAS ? calls.b[call] : calls.a[call]);
    }

    private void collect() {
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            boolean read = isRead(call);
            if (!calls.isUnknown(call) && calls.code[call] != WRITE) {
                proof[key(calls.a[call])] = call;
            }
            if (!read) {
                int key = written(call);
                writer[key] = writer[key] == NONE ? call : SEVERAL;
            }
        }
    }

    /** Finds who wrote each value that was seen, also by compare-and-sets of unknown outcome whose value was seen. */
    private Decision followValues() {
        boolean ambiguous = false;
        for (int seen = 0; seen < proof.length; seen++) {
            int key = seen;
            while (proof[key] != NONE) {
                int by = writer[key];
                if (by == NONE) {
                    return Decision.contradiction("a value was seen that nobody wrote", proof[key]);
                }
                ambiguous |= by == SEVERAL;
                if (by == SEVERAL || by == initialCluster || calls.code[by] != CAS || !calls.isUnknown(by)) {
                    break;
                }
                int from = key(calls.a[by]);
                if (proof[from] != NONE) {
                    break;
                }
                proof[from] = proof[key];
                key = from;
            }
        }
        return ambiguous ? Decision.notApplicable("a value that was seen was written more than once") : Decision.TRUE;
    }

    /** Whether a write or compare-and-set took effect for certain; if not, it is left out. */
    private boolean isEffective(int call) {
        return !calls.isUnknown(call) || proof[written(call)] != NONE;
    }

    private Decision makeClusters() {
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (!isRead(call)) {
                if (isEffective(call)) {
                    // A read may have been invoked before the write, and is in the cluster already.
                    add(call, call);
                }
            } else if (!calls.isUnknown(call)) {
                int cluster = writer[key(calls.a[call])];
                if (cluster != initialCluster && calls.completed[call] < calls.invoked[cluster]) {
                    return Decision.contradiction("a value was seen before the call that wrote it", call, cluster);
                }
                add(cluster, call);
            }
        }
        return Decision.TRUE;
    }

    private void add(int cluster, int call) {
        lastBegun[cluster] = call;
        int first = firstDone[cluster];
        if (cluster != initialCluster && (first == NONE || calls.completed[call] < calls.completed[first])) {
            firstDone[cluster] = call;
        }
    }

    private Decision linkClusters() {
        int links = 0;
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (isLink(call)) {
                int from = writer[key(calls.a[call])];
                if (next[from] != NONE) {
                    return contradiction("two compare-and-sets replaced the same value", next[from], call);
                }
                next[from] = call;
                links++;
            }
        }
        if (links == 0) {
            return Decision.TRUE;
        }
        boolean[] joined = new boolean[calls.size];
        for (int head = 0; head <= initialCluster; head++) {
            calls.watch(head);
            if (isHead(head)) {
                for (int cluster = next[head]; cluster != NONE; cluster = next[cluster]) {
                    int later = firstDone[cluster];
                    int earlier = lastBegun[head];
                    if (earlier != NONE && calls.completed[later] < calls.invoked[earlier]) {
                        return contradiction(
                                "a value was still seen after one that replaced it had been", later, earlier);
                    }
                    joined[cluster] = true;
                    links--;
                    lastBegun[head] = Math.max(earlier, lastBegun[cluster]);
                    if (head != initialCluster && calls.completed[later] < calls.completed[firstDone[head]]) {
                        firstDone[head] = later;
                    }
                }
            }
        }
        return links == 0 ? Decision.TRUE : circle(joined);
    }

    /** Whether a call is a compare-and-set that took effect and replaced one value by another. */
    private boolean isLink(int call) {
        return calls.code[call] == CAS && !isRead(call) && isEffective(call);
    }

    private boolean isHead(int cluster) {
        return cluster == initialCluster || (calls.code[cluster] == WRITE && isEffective(cluster));
    }

    /**
     * Compare-and-sets that no write begins can only follow each other in a circle, and nothing branches off from it: no value
     * is replaced twice.
     */
    private Decision circle(boolean[] joined) {
        int start = 0;
        while (!isLink(start) || joined[start]) {
            start++;
        }
        int[] circle = new int[calls.size];
        int length = 0;
        int call = start;
        do {
            circle[length++] = call;
            call = writer[key(calls.a[call])];
        } while (call != start);
        return contradiction("compare-and-sets replaced each other in a circle", Arrays.copyOf(circle, length));
    }

    private Decision compareChains() {
        long[] forward = new long[calls.size + 1];
        int zones = 0;
        for (int head = 0; head <= initialCluster; head++) {
            calls.watch(head);
            if (isHead(head) && first(head) < last(head)) {
                forward[zones++] = (long) first(head) << 32 | head;
            }
        }
        Arrays.sort(forward, 0, zones);
        for (int i = 1; i < zones; i++) {
            int earlier = (int) forward[i - 1];
            int later = (int) forward[i];
            if (first(later) < last(earlier)) {
                return overlap(earlier, later);
            }
        }
        for (int head = 0; head < initialCluster; head++) {
            calls.watch(head);
            if (isHead(head) && first(head) > last(head)) {
                // The last forward zone that begins before this backward zone; the end of all others is before it.
                int i = Arrays.binarySearch(forward, 0, zones, (long) last(head) << 32);
                int before = -i - 2;
                if (before >= 0 && last((int) forward[before]) > first(head)) {
                    return overlap((int) forward[before], head);
                }
            }
        }
        return Decision.TRUE;
    }

    /** The first completion in a chain. */
    private int first(int head) {
        return head == initialCluster ? -1 : calls.completed[firstDone[head]];
    }

    /** The last invocation in a chain. */
    private int last(int head) {
        return lastBegun[head] == NONE ? -1 : calls.invoked[lastBegun[head]];
    }

    private Decision overlap(int u, int v) {
        boolean isInitialAlone = next[initialCluster] == NONE && (u == initialCluster || v == initialCluster);
        return contradiction(
                isInitialAlone
                        ? "the initial value was seen after another had taken its place"
                        : "each of two values would have to come before the other, and each was written only once",
                firstDone[u],
                lastBegun[u],
                firstDone[v],
                lastBegun[v]);
    }

    /** Adds to calls of unknown outcome those that prove that they took effect. */
    private Decision contradiction(String because, int... shown) {
        int[] all = Arrays.copyOf(shown, 2 * shown.length);
        for (int i = 0; i < shown.length; i++) {
            boolean known = shown[i] == NONE || !calls.isUnknown(shown[i]);
            all[shown.length + i] = known ? NONE : proof[written(shown[i])];
        }
        return Decision.contradiction(because, all);
    }
}
