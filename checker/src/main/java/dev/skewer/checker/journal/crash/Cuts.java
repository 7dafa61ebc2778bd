package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where crashes cut the lives of invocations, as far as that has been found out: which version each of them went back to.
 */
public final class Cuts {
    /** What a verdict calls what crashes undid, where that was allowed. */
    public static final String LOST_SUFFIX = LostSuffix.NAME;

    /** A search takes so many steps at first, and so many more for each part. */
    private static final long FIRST_STEPS = 1L << 14;

    private static final long STEPS_PER_PART = 1L << 6;

    /** How many times as many steps each further round takes. */
    private static final int MORE_STEPS = 8;

    /** How many rounds there are, where nothing else is said. */
    private static final int ROUNDS = 3;

    private final JournalHistory h;
    private final DurabilityPromise promise;
    private final InvocationParts groups;
    private final IntPredicate isPlaced;
    private final List<Crash> crashes;
    private final NavigableMap<Integer, Eras> found = new TreeMap<>();
    private final Fates fates;
    private @Nullable SeenAppends seen;
    /** What is to become of some writes, by invocation. */
    private final Map<Integer, Demands> demandsOf = new HashMap<>();

    /** Those of the invocations with cuts that these explain. */
    private final BitSet explained = new BitSet();

    private Moments moments = Moments.UNKNOWN;

    private int stuckAt = NONE;

    /** How many rounds a search has. */
    private int rounds = 1;

    /** Whether more rounds might have decided something. */
    private boolean gaveUp;

    /**
     * Nothing is known yet.
     *
     * @param promise which crashes may lose something
     * @param isPlaced whether a part of unknown outcome took effect in what explains an invocation that is not cut
     */
    public Cuts(JournalHistory history, InvocationParts groups, DurabilityPromise promise, IntPredicate isPlaced) {
        h = history;
        this.promise = promise;
        this.isPlaced = isPlaced;
        fates = new Fates(history);
        this.groups = groups;
        crashes = history.crashes.all().stream()
                .filter(crash -> crash.loss(promise) != Loss.NOTHING)
                .toList();
    }

    /** Whether there was a crash that may have lost something. */
    public boolean isPossible() {
        return !crashes.isEmpty();
    }

    /** Of some invocations, those of which a crash may have undone something. */
    public BitSet possible(BitSet invocations) {
        BitSet possible = new BitSet();
        invocations.stream().filter(this::isPossible).forEach(possible::set);
        return possible;
    }

    /** Whether some of these may have been hit by a crash, be it that nothing shows it. */
    public boolean mayConcern(BitSet invocations) {
        return invocations.stream().anyMatch(i -> {
            int node = h.crashes.node(h.invocations.token(i));
            int first = groups.part.length > groups.start[i] ? h.invoked(groups.part[groups.start[i]]) : 0;
            return crashes.stream().anyMatch(crash -> crash.healed() > first && crash.mayHit(node));
        });
    }

    private boolean isPossible(int invocation) {
        int from = groups.start[invocation];
        int to = groups.start[invocation + 1];
        if (from == to) {
            return false;
        }
        int last = -1;
        for (int k = from; k < to; k++) {
            int op = h.partOp[groups.part[k]];
            last = Math.max(last, h.status[op] == Status.OK ? h.completeRank[op] : h.invokeRank[op]);
        }
        int node = h.crashes.node(h.invocations.token(invocation));
        for (Crash crash : crashes) {
            boolean falls = crash.started() < last && crash.healed() > h.invoked(groups.part[from]);
            if (falls && crash.mayHit(node)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks for cuts that explain some invocations, all of them together. What was known of them before is forgotten.
     *
     * @param budget what the search may cost
     * @return false if there are none: then the cuts are those that go farthest in explaining them
     */
    public Validity find(BitSet invocations, Budget budget) {
        int[] all = invocations.stream().toArray();
        boolean isKnown = all.length > 1 && search(all, Demands.NONE_MADE, moments, budget) == Validity.TRUE;
        return isKnown ? Validity.TRUE : search(all, Demands.NONE_MADE, Moments.UNKNOWN, budget);
    }

    /** Has searches take more effort from now on; says whether any has given up before it came to the end of its time or memory. */
    public boolean tryHarder() {
        boolean mayHelp = gaveUp;
        gaveUp = false;
        rounds++;
        return mayHelp;
    }

    /**
     * Looks for cuts at the moments that fit most invocations, of those that others cut elsewhere, so that all agree with each other
     * about operations on several of them. Those of which there are none are left as they are.
     */
    public void align(Budget budget) {
        for (int round = 0; round < ROUNDS; round++) {
            moments = Moments.of(h, crashes, known(unexplained()));
            boolean isAligned = true;
            for (Eras eras : known(unexplained())) {
                if (!moments.agreesWith(h, eras)) {
                    int i = eras.invocation();
                    isAligned = false;
                    search(new int[] {i}, demandsOf.getOrDefault(i, Demands.NONE_MADE), moments, budget);
                }
            }
            if (isAligned) {
                return;
            }
        }
    }

    private BitSet unexplained() {
        BitSet unexplained = new BitSet();
        found.keySet().stream().filter(i -> !explained.get(i)).forEach(unexplained::set);
        return unexplained;
    }

    private Validity search(int[] invocations, Demands demands, Moments when, Budget budget) {
        if (budget.exhausted()) {
            return Validity.UNKNOWN;
        }
        SeenAppends known = seen == null ? SeenAppends.of(h) : seen;
        seen = known;
        var operations = new CrashOperations(h, groups, invocations, crashes, known, promise, demands, when);
        long steps = FIRST_STEPS + STEPS_PER_PART * operations.count;
        for (int round = 1; ; round++, steps *= MORE_STEPS) {
            var search = new CrashSearch(operations, budget, steps);
            Validity result = search.run();
            boolean isCutShort = result == Validity.UNKNOWN && !budget.exhausted() && !search.isFull();
            if (isCutShort && round < rounds) {
                continue;
            }
            gaveUp |= isCutShort;
            if (result == Validity.TRUE) {
                keep(operations, search);
                Arrays.stream(invocations).forEach(explained::set);
            } else if (demands.isEmpty()
                    && when == Moments.UNKNOWN
                    && !Arrays.stream(invocations).allMatch(found::containsKey)) {
                CrashSearch farthest = new CrashSearch(operations, Budget.unlimited(), Long.MAX_VALUE).upTo(search);
                farthest.run();
                stuckAt = stuckAt == NONE && result == Validity.FALSE ? farthest.stuckAt() : stuckAt;
                keep(operations, farthest);
            }
            return result;
        }
    }

    private void keep(CrashOperations operations, CrashSearch search) {
        for (Eras eras : new ErasFound(operations, search).all()) {
            found.put(eras.invocation(), eras);
            fates.add(eras);
        }
    }

    /**
     * Writes to several invocations, of which some are cut, that crashes did not undo in all of them or in none, as far as that is
     * known; in the order of the history.
     */
    public int[] torn() {
        return fates.shared().filter(this::isTorn).toArray();
    }

    /** Those of the {@linkplain #torn torn} writes of whose invocations each has an order: what became of them in others says nothing. */
    public int[] mendable() {
        BitSet unexplained = unexplained();
        return fates.shared()
                .filter(this::isTorn)
                .filter(op -> !invocations(op).intersects(unexplained))
                .toArray();
    }

    /** Whether a write to several invocations, of which some are cut, is not known to be undone in all of them or in none. */
    public boolean isTorn(int op) {
        boolean isUndone = false;
        boolean isKept = false;
        boolean isUnplaced = false;
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            isUndone |= fate(p) == Eras.UNDONE;
            isKept |= fate(p) == Eras.KEPT;
            isUnplaced |= fate(p) == Eras.UNPLACED;
        }
        return (isUndone ? 1 : 0) + (isKept ? 1 : 0) + (isUnplaced ? 1 : 0) > 1;
    }

    private byte fate(int p) {
        if (found.containsKey(h.partInvocation[p])) {
            return fates.of(p);
        }
        return h.isOk(p) || isPlaced.test(p) ? Eras.KEPT : Eras.UNPLACED;
    }

    /**
     * Looks for other cuts of single invocations by which a torn write is undone in all of its invocations, or in none.
     *
     * @return whether there are any
     */
    public boolean mend(int op, Budget budget) {
        int undoneBy = fates.undoneBy(op);
        if (undoneBy != NONE) {
            return isEverywhere(op, Eras.UNDONE, undoneBy, budget) || isEverywhere(op, Eras.KEPT, NONE, budget);
        }
        return isEverywhere(op, Eras.KEPT, NONE, budget) || isEverywhere(op, Eras.UNPLACED, NONE, budget);
    }

    /**
     * Looks for other cuts of single invocations, where those that are known have an operation on two of them at moments that do not
     * go together.
     */
    public void reconcile(Budget budget) {
        for (int round = 0; round < ROUNDS; round++) {
            List<Conflict> conflicts = Conflict.all(
                    h, known(unexplained()).stream().map(this::aligned).toList());
            if (conflicts.isEmpty()) {
                return;
            }
            for (Conflict conflict : conflicts) {
                boolean isSolved = isWithin(conflict.late(), conflict.op(), -1, conflict.high(), budget)
                        || isWithin(conflict.early(), conflict.op(), conflict.low(), NEVER, budget);
                if (!isSolved) {
                    BitSet both = new BitSet();
                    both.set(conflict.late());
                    both.set(conflict.early());
                    find(both, budget);
                }
            }
        }
    }

    /** Looks for cuts of an invocation that have an operation take effect between two ranks; says whether there are any. */
    private boolean isWithin(int invocation, int op, int from, int until, Budget budget) {
        Demands demands = demandsOf.getOrDefault(invocation, Demands.NONE_MADE).within(op, from, until);
        boolean isFound = search(invocation, demands, budget);
        if (isFound) {
            demandsOf.put(invocation, demands);
        }
        return isFound;
    }

    private boolean search(int invocation, Demands demands, Budget budget) {
        int[] alone = {invocation};
        return search(alone, demands, moments, budget) == Validity.TRUE
                || search(alone, demands, Moments.UNKNOWN, budget) == Validity.TRUE;
    }

    private boolean isEverywhere(int op, byte fate, int crash, Budget budget) {
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            if (fate(p) == fate) {
                continue;
            }
            int i = h.partInvocation[p];
            Demands demands = demandsOf.getOrDefault(i, Demands.NONE_MADE).and(op, fate, crash);
            if (!search(i, demands, budget)) {
                return false;
            }
            demandsOf.put(i, demands);
        }
        return true;
    }

    /** The invocations of an operation. */
    public BitSet invocations(int op) {
        BitSet invocations = new BitSet();
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            invocations.set(h.partInvocation[p]);
        }
        return invocations;
    }

    /**
     * The history without its crashes: what came after one that cut an invocation happened to another invocation, which begins with
     * what was left.
     *
     * @param isSettled whether what is of unknown outcome took effect where the cuts have a place for it, and nowhere else: that leaves
     *     nothing open, but not all that is possible either
     */
    public JournalHistory history(boolean isSettled) {
        return EraHistory.of(
                h, crashes, found.values().stream().map(this::aligned).toList(), isSettled);
    }

    /** A life that is cut at the moments at which the crashes are thought to have been. */
    private Eras aligned(Eras eras) {
        return eras.begunAt(moments.begun(h, eras));
    }

    /** What was undone of what had been acknowledged; nothing if nothing was, but for some invocations. */
    public Optional<Anomaly> lost(BitSet except) {
        return LostSuffix.of(h, crashes, known(except));
    }

    /** A sentence about that. */
    public String sentence(BitSet except) {
        return LostSuffix.sentence(h, crashes, known(except));
    }

    /** How often a crash undid nothing but what readers had seen of writes that were not acknowledged, but for some invocations. */
    public long unacknowledged(BitSet except) {
        return known(except).stream()
                .flatMap(eras -> eras.eras().stream())
                .filter(era -> era.isShorter() && era.lost().isEmpty())
                .count();
    }

    /**
     * The acknowledged appends that crashes undid which may not undo any such thing where another promise holds, of the invocations that a
     * later read shows.
     */
    public List<Undone> undone(DurabilityPromise strict) {
        List<Undone> undone = new ArrayList<>();
        for (Eras eras : found.values()) {
            for (int e = 1; e < eras.eras().size(); e++) {
                Crash crash = crashes.get(eras.eras().get(e).crash());
                int shows = crash.loss(strict) == Loss.SUFFIX ? NONE : eras.firstRead(h, e, crash.started());
                for (int i = 0; shows != NONE && i < eras.count(); i++) {
                    int p = eras.part(i);
                    boolean isLost = Kind.isAppend(h.kind[p])
                            && eras.eras().get(e).lost().get(h.partOp[p])
                            && h.completed(p) < crash.started();
                    if (isLost) {
                        undone.add(new Undone(h.partOp[p], p, shows, crash));
                    }
                }
            }
        }
        return undone;
    }

    private List<Eras> known(BitSet except) {
        return found.values().stream()
                .filter(eras -> !except.get(eras.invocation()))
                .toList();
    }

    /** The operation before whose end the first search came to a dead end that found no cuts; or NONE. */
    public int stuckAt() {
        return stuckAt;
    }
}
