package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.JournalHistory.Kind;

/**
 * Checks one invocation by itself: places its writes and reads in the order of versions, compares every read with the
 * version it claims, holds the clock against the order, and searches where the order leaves something open.
 */
final class InvocationCheck {
    /** What is known of an invocation by itself. */
    enum Outcome {
        /** There is an order that explains it; {@link #placement} is one. */
        EXPLAINED,
        /** There is none; {@link #findings} say why. */
        REFUTED,
        /** Not decided within the budget. */
        UNDECIDED
    }

    private final JournalHistory h;
    private final InvocationParts groups;
    private final Budget budget;
    /** Operations of unknown outcome that some read shows to have happened, one bit each. */
    private final long[] happened;

    final Scope scope;
    final Placement placement = new Placement();
    final FindingBuffer findings = new FindingBuffer();
    final VersionOrder order;
    final Contents contents;

    private final ReadSkew skew;
    private final LooseParts loose;
    private final States states;
    private final RealTime realTime = new RealTime();
    private final OrderedPlacement ordered;

    InvocationCheck(JournalHistory history, InvocationParts groups, long[] happened, Budget budget) {
        h = history;
        this.groups = groups;
        this.happened = happened;
        this.budget = budget;
        scope = new Scope(history, groups);
        order = new VersionOrder(history);
        contents = new Contents(history, order);
        skew = new ReadSkew(history, order, contents);
        loose = new LooseParts(history, order, contents);
        states = new States(history);
        ordered = new OrderedPlacement(history);
    }

    /** Checks an invocation; the fields hold its details until the next. */
    Outcome check(int invocation) {
        scope.enter(invocation);
        findings.clear();
        boolean complete = order.place(scope, placement, findings);
        if (complete) {
            complete = examine();
        } else {
            checkRowsAlone();
        }
        if (complete && findings.isEmpty()) {
            return Outcome.EXPLAINED;
        }
        boolean settled = complete && !order.hadUnknown && !placement.chosen;
        if (settled && !findings.isEmpty()) {
            return Outcome.REFUTED;
        }
        if (findings.anyDefinite()) {
            findings.keepDefinite();
            placement.chosen = true;
            return Outcome.REFUTED;
        }
        return search();
    }

    /** Holds everything against the order; says whether all parts found their place. */
    private boolean examine() {
        contents.replay(scope, placement);
        for (int i = 0; i < contents.mismatches; i++) {
            skew.report(scope, placement, contents.mismatched[i], findings);
        }
        loose.place(scope, placement, findings);
        boolean complete = true;
        for (int i = 0; i < loose.misfitCount; i++) {
            int k = loose.misfits[i];
            complete &= !order.hadUnknown;
            skew.reportAlone(scope, placement, k, findings);
        }
        int hole = fillHoles();
        states.check(scope, placement, order, findings);
        realTime.check(scope, placement, order, findings);
        if (hole != NONE && findings.isEmpty()) {
            // A position that somebody must have made, and nobody can have.
            findings.add(Finding.TORN_ORDER, hole, NONE, !order.hadUnknown);
        }
        for (int i = 0; i < order.unknowns && complete; i++) {
            int op = scope.op(order.unknown[i]);
            complete = (happened[op >>> 6] & 1L << op) == 0;
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

    /** An append of unknown outcome, to this invocation alone, that sets no state; or NONE. */
    private int unseenAppend() {
        for (int i = 0; i < order.unknowns; i++) {
            int k = order.unknown[i];
            boolean alone = h.firstPart[scope.op(k) + 1] - h.firstPart[scope.op(k)] == 1;
            if (scope.kind(k) == Kind.APPEND && alone) {
                return k;
            }
        }
        return NONE;
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
            int p = scope.part(k);
            if (Kind.isRead(h.kind[p]) && h.content[p] != NONE) {
                boolean reported = skew.reportRows(scope, k, findings);
                boolean counted = Kind.isPaired(h.kind[p]) && h.length[p] >= 0 && h.first[p] >= 0;
                if (!reported && counted && h.contentCount(h.content[p]) != h.length[p] - h.first[p]) {
                    findings.add(Finding.SKEW_LENGTH, k, NONE, true);
                }
            }
        }
    }

    private Outcome search() {
        JournalSearch search = new JournalSearch(h, groups, new int[] {scope.invocation}, happened, budget);
        switch (search.run()) {
            case FOUND -> {
                findings.clear();
                ordered.place(scope, search.order(), placement);
                return Outcome.EXPLAINED;
            }
            case NONE -> {
                if (findings.isEmpty()) {
                    findings.add(Finding.UNEXPLAINED, localOf(search.stuckAt()), NONE, true);
                }
                placement.chosen = true;
                return Outcome.REFUTED;
            }
            default -> {
                return Outcome.UNDECIDED;
            }
        }
    }

    private int localOf(int op) {
        for (int k = 0; k < scope.n; k++) {
            if (scope.op(k) == op) {
                return k;
            }
        }
        return 0;
    }
}
