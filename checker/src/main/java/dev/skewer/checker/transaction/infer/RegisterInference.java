package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings.Kind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What registers say of the order of transactions. A value that one transaction wrote names its write, so who read it comes after that
 * (wr). A transaction that read a version and then wrote the same register wrote on top of that version (writes follow reads), so other
 * readers of it come before that write (rw); and who read the initial state comes before all who wrote.
 *
 * <p>That is sound for every model that excludes reads of what is still to come: a transaction whose write were below what it had read
 * would be in a cycle of ww and wr. No ww edges are needed for it, since a wr edge is beside each; and none are given, since the order
 * of versions says nothing of read uncommitted then.
 *
 * <p>The order of other writes is open; {@link #versions} has what is needed to decide it. If all writes of each register are on top of
 * each other, as in mini-transactions (Gu et al., <em>MTC</em>, ICDE 2025), it is known, and the dependencies are complete. Linear.
 */
public final class RegisterInference {
    private static final int NONE = -1;
    /** So many edges may lead from the readers of a version to those who wrote on top of it. */
    private static final int MOST_DIRECT = 1 << 10;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final ObservedWrites observed;
    private final byte[] tookEffect;
    private final EdgeList edges;
    private final boolean keepsMicroOps;
    private final Findings findings = new Findings();
    private final OpenVersions versions = new OpenVersions();
    private int nodes;
    /** Whether each register's versions are in a known order. */
    private boolean isOrdered = true;
    /** The writes that some read saw. */
    private final BitSet seen = new BitSet();
    /** Where conditional writes that were refused may have had their place, if real time tells. */
    private final EdgeList likely = new EdgeList();

    private int nextRefused;

    /** Which versions are below which, if that is assumed. */
    private final KeyPrecedence precedence;
    /** By micro-op, the number of the write that it is, if it is the last one of its transaction. */
    private final int[] number;

    /** The reads of the initial state of the register at hand, the last one of each transaction, in order. */
    private final IntList initialReaders = new IntList();
    /** Those that only looked for it, by a predicate, and did not find it. */
    private final IntList initialMissers = new IntList();
    /** Those that wrote it, and of which is not known what they wrote on. */
    private final IntList roots = new IntList();
    /** The writes of transactions that read a version and then wrote, with the write that they saw and whether it was missing. */
    private final IntList updates = new IntList();
    /** The reads of a version, in pairs with its write. */
    private final IntList reads = new IntList();

    /** By write of the register at hand, where its readers begin in {@link #readerOf}. */
    private int[] firstReader = new int[16];

    private int[] readerOf = new int[16];
    /** By write of the register at hand, the first write on top of it. */
    private int[] above = new int[16];
    /** By write of the register at hand, whether that was written because it was missing. */
    private boolean[] missedAbove = new boolean[16];
    /** By write of the register at hand, the write below it, both counted from its first one. */
    private int[] below = new int[16];

    private RegisterInference(
            TransactionHistory history,
            KeyGroups groups,
            ObservedWrites observed,
            KeyOrder keyOrder,
            boolean keepsMicroOps) {
        h = history;
        this.keepsMicroOps = keepsMicroOps;
        edges = new EdgeList(keepsMicroOps);
        this.groups = groups;
        this.observed = observed;
        tookEffect = new byte[history.size];
        number = new int[history.microOps];
        nodes = history.size;
        precedence = new KeyPrecedence(history, groups, observed, tookEffect, number, keyOrder, findings);
    }

    /**
     * What was inferred.
     *
     * @param inference the dependencies
     * @param observed which write each read saw
     * @param versions the writes, in the order of objects, and who saw their versions
     * @param likely edges that are not known to hold: an order that has them, too, is more likely to give each conditional write the
     *     outcome that it had
     */
    public record Result(Inference inference, ObservedWrites observed, OpenVersions versions, EdgeList likely) {}

    /**
     * Looks at all registers.
     *
     * @param initial what they hold at first
     * @param keyOrder what is assumed of each by itself
     */
    public static Result infer(
            TransactionHistory history,
            KeyGroups groups,
            InitialValue initial,
            KeyOrder keyOrder,
            Workers workers,
            Budget budget) {
        ObservedWrites observed = ObservedWrites.of(history, groups, initial, workers, budget);
        return new RegisterInference(history, groups, observed, keyOrder, false).run(budget);
    }

    /**
     * The same, with the micro-op of each dependency.
     *
     * @param observed which write each read saw
     * @param keyOrder what is assumed of each register by itself
     */
    public static Inference withMicroOps(
            TransactionHistory history, KeyGroups groups, ObservedWrites observed, KeyOrder keyOrder, Budget budget) {
        return new RegisterInference(history, groups, observed, keyOrder, true)
                .run(budget)
                .inference();
    }

    private Result run(Budget budget) {
        for (int t = 0; t < h.size; t++) {
            tookEffect[t] = (byte) (h.status[t] == OK ? 1 : 0);
        }
        for (int m = 0; m < h.microOps; m++) {
            if (observed.write[m] >= 0) {
                tookEffect[h.transaction[observed.write[m]]] = 1;
                if (!h.conditional.isEmpty()) {
                    seen.set(observed.write[m]);
                }
            }
        }
        // One of unknown outcome that may have been read can do no harm: if no read needs it, it came after all others.
        for (int value = 0; value < observed.values(); value++) {
            for (int candidate : observed.candidates(value)) {
                tookEffect[h.transaction[candidate]] = 1;
            }
        }
        for (int key = 0; key < h.keys.size(); key++) {
            if ((key & 0xFFF) == 0) {
                budget.require();
            }
            infer(key);
        }
        findings.addAll(observed.findings);
        findings.addInternal(h.internal);
        addCandidates();
        int refused = observed.refused.size() + uncertain();
        List<String> notes = refused == 0
                ? List.of()
                : List.of(refused
                        + " conditional writes were refused, or may have been, and do not say what they saw instead");
        boolean isComplete = isOrdered && observed.open == 0 && refused == 0;
        Inference inference = new Inference(List.of(edges), nodes, tookEffect, findings, isComplete, List.of(), notes);
        return new Result(inference, observed, versions, likely);
    }

    /** How many conditional writes may have been done or not, of transactions of unknown outcome that took effect. */
    private int uncertain() {
        int uncertain = 0;
        for (int m = 0; !h.conditional.isEmpty() && m < h.microOps; m++) {
            uncertain += h.conditional.begins(m) && h.isUncertain(m) && tookEffect[h.transaction[m]] != 0 ? 1 : 0;
        }
        return uncertain;
    }

    /** Puts those that were refused on a register where they may have been: behind the next version, if that was in time, or before. */
    private void placeRefused(int key, int firstWrite) {
        for (; nextRefused < observed.refused.size(); nextRefused++) {
            int m = observed.refused.get(nextRefused);
            if (h.key(m) != key) {
                return;
            }
            int t = h.transaction[m];
            int unseen = observed.unseen.get(nextRefused);
            int next = unseen == ObservedWrites.INITIAL && roots.size() > 0 ? roots.get(0) : NONE;
            if (unseen >= 0 && number[unseen] != NONE && above[number[unseen] - firstWrite] != NONE) {
                next = versions.writer(above[number[unseen] - firstWrite]);
            }
            if (next != NONE && next != t && h.invoked[next] < h.completed[t]) {
                likely.add(next, t, EdgeType.WR);
            } else if (unseen >= 0) {
                likely.add(t, h.transaction[unseen], EdgeType.RW);
            }
        }
    }

    private void addCandidates() {
        for (int value = 0; value < observed.values(); value++) {
            versions.addRepeatedValue(observed.mayBeInitial(value));
            for (int candidate : observed.candidates(value)) {
                versions.addCandidate(number[candidate]);
            }
        }
    }

    private void infer(int key) {
        initialReaders.clear();
        initialMissers.clear();
        roots.clear();
        updates.clear();
        reads.clear();
        versions.addObject();
        int firstWrite = versions.writes();
        numberWrites(key);
        for (int begin = groups.first[key]; begin < groups.first[key + 1]; ) {
            int end = end(begin, groups.first[key + 1]);
            look(begin, end);
            begin = end;
        }
        groupReaders(firstWrite);
        orderUpdates(firstWrite);
        orderVersions(key, firstWrite);
        placeRefused(key, firstWrite);
        isOrdered &= roots.size() <= 1;
        orderInitial();
    }

    /** Where the micro-ops of one transaction on a register end. */
    private int end(int begin, int limit) {
        int t = h.transaction[groups.microOp[begin]];
        int end = begin + 1;
        while (end < limit && h.transaction[groups.microOp[end]] == t) {
            end++;
        }
        return end;
    }

    private void numberWrites(int key) {
        for (int begin = groups.first[key]; begin < groups.first[key + 1]; ) {
            int end = end(begin, groups.first[key + 1]);
            int t = h.transaction[groups.microOp[begin]];
            boolean isLast = tookEffect[t] != 0;
            for (int i = end - 1; i >= begin; i--) {
                int m = groups.microOp[i];
                number[m] = NONE;
                // Of one that may have been refused the write is none, unless somebody saw it.
                boolean isCertain = !h.isUncertain(m) || seen.get(m);
                if (isLast && !h.reads(m) && isCertain) {
                    number[m] = versions.addWrite(t);
                    isLast = false;
                }
            }
            begin = end;
        }
    }

    /** Looks at what one transaction did with a register. */
    private void look(int begin, int end) {
        int first = groups.microOp[begin];
        int t = h.transaction[first];
        if (tookEffect[t] == 0) {
            return;
        }
        int write = NONE;
        int latest = NONE;
        boolean wasMissing = false;
        for (int i = begin; i < end; i++) {
            int m = groups.microOp[i];
            if (!h.reads(m)) {
                write = number[m] == NONE ? write : number[m];
                continue;
            }
            int seen = observed.write[m];
            boolean isMissing = h.isMissing(m);
            if (seen == ObservedWrites.INITIAL) {
                addInitial(isMissing ? initialMissers : initialReaders, m);
            } else if (seen >= 0 && (seen != latest || isMissing != wasMissing)) {
                latest = seen;
                wasMissing = isMissing;
                see(m, seen, t);
            } else if (seen <= ObservedWrites.OPEN && (seen != latest || isMissing != wasMissing)) {
                latest = seen;
                wasMissing = isMissing;
                versions.addOpenRead(t, ObservedWrites.OPEN - seen, isMissing);
            } else if (seen >= 0 && keepsMicroOps && number[seen] != NONE) {
                reads.add(number[seen]);
                reads.add(m);
            }
        }
        if (write == NONE) {
            return;
        }
        int below = h.reads(first) ? observed.write[first] : NONE;
        if (below >= 0 && number[below] != NONE) {
            addUpdate(number[below], write, h.isMissing(first));
        } else {
            roots.add(t);
            if (below == ObservedWrites.INITIAL) {
                addUpdate(NONE, write, h.isMissing(first));
            }
        }
    }

    /** Orders writers, and the readers of what is below, by what is assumed of the register. */
    private void orderVersions(int key, int firstWrite) {
        precedence.find(key, firstWrite, versions.writes() - firstWrite);
        for (int pair = 0; pair < precedence.size(); pair++) {
            int lower = precedence.lower(pair);
            int writer = versions.writer(precedence.higher(pair));
            edges.add(versions.writer(lower), writer, EdgeType.WW, microOp(precedence.higher(pair)));
            for (int r = firstReader[lower - firstWrite]; r < firstReader[lower - firstWrite + 1]; r++) {
                edges.add(h.transaction[readerOf[r]], writer, h.antidependency(readerOf[r]), readerOf[r]);
            }
        }
    }

    private void addInitial(IntList readers, int read) {
        if (readers.size() > 0 && h.transaction[readers.last()] == h.transaction[read]) {
            readers.removeLast();
        }
        readers.add(read);
    }

    private void addUpdate(int below, int write, boolean wasMissing) {
        updates.add(below);
        updates.add(write);
        updates.add(wasMissing ? 1 : 0);
    }

    private void see(int read, int write, int t) {
        edges.add(h.transaction[write], t, EdgeType.WR, read);
        if (number[write] == NONE) {
            findings.add(Kind.INTERMEDIATE_READ, read, write, -1);
        } else {
            boolean isMissing = h.isMissing(read);
            versions.addRead(t, number[write], isMissing);
            reads.add(number[write]);
            reads.add(read);
        }
    }

    private void groupReaders(int firstWrite) {
        int count = versions.writes() - firstWrite;
        if (firstReader.length < count + 2) {
            firstReader = new int[count + (count >> 1) + 2];
            above = new int[firstReader.length];
            missedAbove = new boolean[firstReader.length];
            below = new int[firstReader.length];
        }
        Arrays.fill(firstReader, 0, count + 2, 0);
        Arrays.fill(above, 0, count, NONE);
        Arrays.fill(below, 0, count, NONE);
        for (int i = 0; i < reads.size(); i += 2) {
            firstReader[reads.get(i) - firstWrite + 2]++;
        }
        for (int write = 2; write < count + 2; write++) {
            firstReader[write] += firstReader[write - 1];
        }
        if (readerOf.length < reads.size()) {
            readerOf = new int[reads.size() + (reads.size() >> 1)];
        }
        for (int i = 0; i < reads.size(); i += 2) {
            readerOf[firstReader[reads.get(i) - firstWrite + 1]++] = reads.get(i + 1);
        }
    }

    /** Orders the readers of versions before those who wrote on top of them. */
    private void orderUpdates(int firstWrite) {
        int initialUpdate = NONE;
        boolean initialWasMissing = false;
        int direct = 0;
        for (int i = 0; i < updates.size(); i += 3) {
            int write = updates.get(i + 1);
            boolean wasMissing = updates.get(i + 2) == 1;
            if (updates.get(i) == NONE) {
                if (initialUpdate != NONE) {
                    lose(write, initialUpdate, wasMissing || initialWasMissing);
                }
                // One that read it by itself says more of the next.
                if (initialUpdate == NONE || (initialWasMissing && !wasMissing)) {
                    initialUpdate = write;
                    initialWasMissing = wasMissing;
                }
                continue;
            }
            int under = updates.get(i) - firstWrite;
            below[write - firstWrite] = under;
            boolean isOnly = above[under] == NONE;
            if (isOnly) {
                above[under] = write;
                missedAbove[under] = wasMissing;
            } else {
                lose(write, above[under], wasMissing || missedAbove[under]);
            }
            // What a lost update excludes needs no further edges to be excluded.
            for (int r = firstReader[under]; r < firstReader[under + 1] && (isOnly || direct < MOST_DIRECT); r++) {
                int read = readerOf[r];
                edges.add(h.transaction[read], versions.writer(write), h.antidependency(read), read);
                direct += isOnly ? 0 : 1;
            }
        }
        findCycles(firstWrite);
    }

    private void lose(int write, int other, boolean wasMissing) {
        findings.add(wasMissing ? Kind.LOST_INSERT : Kind.LOST_UPDATE, microOp(write), microOp(other), -1);
        isOrdered = false;
    }

    /** Versions that are on top of each other all the way round. */
    private void findCycles(int firstWrite) {
        int count = versions.writes() - firstWrite;
        // A write is looked at once: it leads down to one without anything below, or to one that was looked at.
        for (int write = 0; write < count; write++) {
            int at = write;
            while (below[at] >= 0) {
                int next = below[at];
                below[at] = -2 - write;
                at = next;
            }
            if (below[at] == -2 - write) {
                findings.add(Kind.CYCLIC_VERSIONS, microOp(firstWrite + at), NONE, -1);
            }
        }
    }

    /** The micro-op that a write of the register at hand is. */
    private int microOp(int write) {
        int t = versions.writer(write);
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (!h.reads(m) && number[m] == write) {
                return m;
            }
        }
        throw new IllegalStateException("transaction " + t + " has no write " + write);
    }

    /** Orders who read the initial state before all who wrote and are not known to come after another who did. */
    private void orderInitial() {
        if ((long) (initialReaders.size() + initialMissers.size()) * roots.size() <= MOST_DIRECT) {
            orderDirectly(initialReaders);
            orderDirectly(initialMissers);
            return;
        }
        // One chain leads to the writers up to each, the other to those from each on: no writer comes before itself.
        roots.sort();
        int count = roots.size();
        int upTo = nodes;
        int from = nodes + count;
        nodes += 2 * count;
        for (int j = 0; j < count; j++) {
            edges.pass(upTo + count - 1 - j, roots.get(j));
            edges.pass(from + j, roots.get(j));
            if (j > 0) {
                edges.pass(upTo + count - 1 - j, upTo + count - j);
                edges.pass(from + j - 1, from + j);
            }
        }
        orderByChains(initialReaders, upTo, from);
        orderByChains(initialMissers, upTo, from);
    }

    private void orderDirectly(IntList readers) {
        for (int i = 0; i < readers.size(); i++) {
            int read = readers.get(i);
            for (int j = 0; j < roots.size(); j++) {
                edges.add(h.transaction[read], roots.get(j), h.antidependency(read), read);
            }
        }
    }

    private void orderByChains(IntList readers, int upTo, int from) {
        int count = roots.size();
        for (int i = 0; i < readers.size(); i++) {
            int read = readers.get(i);
            int reader = h.transaction[read];
            int at = roots.position(reader);
            if (at > 0) {
                edges.add(reader, upTo + count - at, h.antidependency(read), read);
            }
            int next = at < count && roots.get(at) == reader ? at + 1 : at;
            if (next < count) {
                edges.add(reader, from + next, h.antidependency(read), read);
            }
        }
    }
}
