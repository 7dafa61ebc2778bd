package dev.skewer.checker.journal.invocation;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.RestartedSearch;
import dev.skewer.checker.journal.versions.Contents;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.FindingBuffer;
import dev.skewer.checker.journal.versions.LooseParts;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.ReadSkew;
import dev.skewer.checker.journal.versions.RealTime;
import dev.skewer.checker.journal.versions.ReportedParts;
import dev.skewer.checker.journal.versions.Scope;
import dev.skewer.checker.journal.versions.States;
import dev.skewer.checker.journal.versions.VersionOrder;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Checks one invocation by itself: places its writes and reads in the order of versions, compares every read with the
 * version it claims, and holds the clock against the order. Where the order leaves something open, a search can decide.
 */
public final class InvocationCheck {
    private final JournalHistory h;
    private final InvocationParts groups;

    public final Scope scope;
    public final Placement placement = new Placement();
    public final FindingBuffer findings = new FindingBuffer();
    public final VersionOrder order;
    public final Contents contents;

    private long steps;

    private final ReadSkew skew;
    private final ReportedParts reported;
    private final LooseParts loose;
    private final OrderedParts ordered;
    private final States states;
    private final RealTime realTime = new RealTime();

    public InvocationCheck(JournalHistory history, InvocationParts groups) {
        h = history;
        this.groups = groups;
        scope = new Scope(history, groups);
        order = new VersionOrder(history);
        contents = new Contents(history, order);
        skew = new ReadSkew(history, order, contents);
        reported = new ReportedParts(order);
        loose = new LooseParts(history, order, contents);
        ordered = new OrderedParts(history);
        states = new States(history);
    }

    /** Checks an invocation; the fields hold its details until the next. */
    Validity check(int invocation) {
        scope.enter(invocation);
        if (attempt()) {
            return findings.isEmpty() ? Validity.TRUE : Validity.FALSE;
        }
        if (findings.anyDefinite()) {
            findings.keepDefinite();
            placement.chosen = true;
            return Validity.FALSE;
        }
        return Validity.UNKNOWN;
    }

    /**
     * Checks an invocation and, where that leaves it open, decides by a search of it alone.
     *
     * @param budget what the search may cost
     * @param stepLimit after how many steps it gives up
     */
    public Validity search(int invocation, Budget budget, long stepLimit) {
        steps = 0;
        Validity known = check(invocation);
        return known == Validity.UNKNOWN ? search(budget, stepLimit) : known;
    }

    /** Checks an invocation and, where that leaves it open, decides by a search of it alone, if that takes few steps. */
    public Validity checkBriefly(int invocation, Budget budget) {
        Validity known = check(invocation);
        return known == Validity.UNKNOWN ? search(budget, JointOrder.steps(scope.n)) : known;
    }

    /**
     * Places the parts of an invocation as an order has them.
     *
     * @param operations on it, in an order that explains it
     */
    public void place(int invocation, int[] operations) {
        findings.clear();
        scope.enter(invocation);
        ordered.place(scope, operations, placement);
    }

    private Validity search(Budget budget, long stepLimit) {
        RestartedSearch search = new RestartedSearch(h, groups, new int[] {scope.invocation}, budget);
        Validity result = search.run(stepLimit);
        steps = search.steps();
        return switch (result) {
            case TRUE -> {
                findings.clear();
                ordered.place(scope, search.order(), placement);
                yield Validity.TRUE;
            }
            case UNKNOWN -> Validity.UNKNOWN;
            case FALSE -> {
                keepToCulprits(search.stuckAt(), budget);
                if (findings.isEmpty()) {
                    findings.add(Finding.UNEXPLAINED, localOf(search.stuckAt()), NONE, true);
                }
                placement.chosen = true;
                yield Validity.FALSE;
            }
        };
    }

    /** What was found against an order that was one of several is told only of reads that are to blame, if these can be told. */
    private void keepToCulprits(int stuckAt, Budget budget) {
        if (findings.isEmpty()) {
            return;
        }
        IntStream suspects = IntStream.range(0, findings.size()).map(i -> scope.op[findings.part(i)]);
        BitSet culprits = new Culprits(h, scope, budget).find(stuckAt, suspects);
        if (culprits.isEmpty()) {
            return;
        }
        findings.keep(i -> culprits.get(scope.op[findings.part(i)]));
        IntStream.range(0, findings.size()).forEach(i -> culprits.clear(scope.op[findings.part(i)]));
        culprits.stream().forEach(op -> findings.add(Finding.UNEXPLAINED, localOf(op), NONE, true));
    }

    /** Places and examines all parts; says whether what was found, or that nothing was, is certain. */
    private boolean attempt() {
        findings.clear();
        if (!order.recover(scope, placement, findings)) {
            checkRowsAlone();
            return false;
        }
        reported.place(scope, placement, findings);
        boolean complete = examine();
        return complete && (findings.isEmpty() || (!order.hadUnknown && !placement.chosen));
    }

    /** Holds everything against the order; says whether all parts found their place. */
    private boolean examine() {
        for (int k = 0; k < scope.n; k++) {
            // Metadata that cannot be says nothing of the rows beside it.
            if (placement.role[k] == VersionOrder.DISCREDITED && Kind.isPaired(scope.kind[k])) {
                skew.reportRows(scope, k, findings);
            }
        }
        contents.replay(scope, placement);
        for (int i = 0; i < contents.mismatches; i++) {
            skew.report(scope, placement, contents.mismatched[i], findings);
        }
        int hole = fillHoles();
        // What real time refutes must not mislead the windows that the loose parts are placed by.
        realTime.checkReads(scope, placement, order, findings);
        loose.place(scope, placement, findings);
        realTime.check(scope, placement, order, findings);
        boolean complete = true;
        for (int i = 0; i < loose.misfitCount; i++) {
            int k = loose.misfits[i];
            complete &= !order.hadUnknown;
            skew.reportAlone(scope, placement, k, findings);
        }
        states.check(scope, placement, order, findings);
        if (hole != NONE && findings.isEmpty()) {
            // A position that somebody must have made, and nobody can have.
            findings.add(Finding.TORN_ORDER, hole, NONE, !order.hadUnknown);
        }
        return complete && (hole == NONE || !order.hadUnknown);
    }

    /**
     * Gives positions that nobody owns to appends of unknown outcome that nobody saw, the first invoked first: they are
     * alike, and whichever fits a position, the one invoked first does.
     *
     * @return a local part above a position that stays unowned, or NONE
     */
    private int fillHoles() {
        for (int position = 1; position < placement.suffixCount; position++) {
            if (placement.suffixOwner[position] != NONE) {
                continue;
            }
            int epoch = order.epochAt(position);
            int filler = position == order.base[epoch] ? NONE : unseenAppend();
            if (filler == NONE) {
                return above(placement.suffixLow, position);
            }
            placement.own(filler, position);
            order.forgetUnknown(filler);
        }
        for (int q = 1; q < placement.prefixCount; q++) {
            if (placement.prefixOwner[q] == NONE) {
                return above(placement.prefixLow, q);
            }
        }
        return NONE;
    }

    /**
     * The first append of unknown outcome, to this invocation alone, that sets no state; or NONE. It was a choice if one of
     * the others could have been meant.
     */
    private int unseenAppend() {
        int first = NONE;
        for (int i = 0; i < order.unknowns; i++) {
            int k = order.unknown[i];
            if (scope.kind[k] == Kind.APPEND && !scope.isShared(k)) {
                first = first == NONE ? k : first;
            } else {
                placement.chosen |= Kind.isAppend(scope.kind[k]);
            }
        }
        return first;
    }

    private int above(int[] low, int position) {
        int best = 0;
        int lowest = Integer.MAX_VALUE;
        for (int k = 0; k < placement.n; k++) {
            byte role = placement.role[k];
            if (role != Placement.NOWHERE
                    && role != VersionOrder.DISCREDITED
                    && low[k] >= position
                    && low[k] < lowest) {
                lowest = low[k];
                best = k;
            }
        }
        return best;
    }

    /** Without an order: what no journal could show is still wrong. */
    private void checkRowsAlone() {
        for (int k = 0; k < scope.n; k++) {
            if (Kind.isRead(scope.kind[k]) && scope.content[k] != NONE) {
                boolean reported = skew.reportRows(scope, k, findings);
                boolean counted = Kind.isPaired(scope.kind[k]) && scope.length[k] >= 0 && scope.first[k] >= 0;
                if (!reported && counted && h.contentCount(scope.content[k]) != scope.length[k] - scope.first[k]) {
                    findings.add(Finding.SKEW_LENGTH, k, NONE, true);
                }
            }
        }
    }

    /** How many steps the last search took. */
    public long steps() {
        return steps;
    }

    private int localOf(int op) {
        for (int k = 0; k < scope.n; k++) {
            if (scope.op[k] == op) {
                return k;
            }
        }
        return 0;
    }
}
