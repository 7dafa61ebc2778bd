package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalSearch.Trust;

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
    private final UnknownAppendAlls unknown;
    private final Windows windows = new Windows();

    final Scope scope;
    final Placement placement = new Placement();
    final FindingBuffer findings = new FindingBuffer();
    final VersionOrder order;
    final Contents contents;

    /** The places are those of one explanation among others. */
    private boolean settled;

    private final ReadSkew skew;
    private final ReportedParts reported;
    private final LooseParts loose;
    private final States states;
    private final RealTime realTime = new RealTime();

    InvocationCheck(JournalHistory history, InvocationParts groups, UnknownAppendAlls unknown, Budget budget) {
        h = history;
        this.groups = groups;
        this.unknown = unknown;
        this.budget = budget;
        scope = new Scope(history, groups, unknown);
        order = new VersionOrder(history);
        contents = new Contents(history, order);
        skew = new ReadSkew(history, order, contents);
        reported = new ReportedParts(order);
        loose = new LooseParts(history, order, contents);
        states = new States(history);
    }

    /** Checks an invocation; the fields hold its details until the next. */
    Outcome check(int invocation) {
        scope.enter(invocation);
        settled = false;
        if (attempt()) {
            if (!findings.isEmpty()) {
                return Outcome.REFUTED;
            }
            noteShared();
            return Outcome.EXPLAINED;
        }
        if (findings.anyDefinite()) {
            findings.keepDefinite();
            placement.chosen = true;
            return Outcome.REFUTED;
        }
        return search();
    }

    /** Finds when append-alls of unknown outcome that reads show in an invocation took effect, as far as is certain. */
    void bound(int invocation) {
        scope.enter(invocation);
        for (int k = 0; k < scope.n; k++) {
            if (scope.fate[k] == Scope.UNKNOWN && scope.isShared(k) && unknown.isShown(scope.op[k])) {
                bound(k, scope.value[k]);
            }
        }
    }

    /** Whoever shows an entry, or stands above it in an epoch that has it, comes later; who stands below it, earlier. */
    private void bound(int k, int entry) {
        int epoch = Integer.MAX_VALUE;
        int index = NONE;
        for (int j = 0; j < scope.n; j++) {
            int seen = Kind.isRead(scope.kind[j]) ? indexIn(scope.content[j], entry) : NONE;
            if (seen == NONE) {
                continue;
            }
            unknown.bound(scope.op[k], -1, scope.completed[j]);
            if (scope.kind[j] != Kind.READ_JOURNAL && scope.epoch[j] >= 0 && scope.epoch[j] < epoch) {
                epoch = scope.epoch[j];
                index = seen;
            }
        }
        for (int j = 0; j < scope.n && index != NONE; j++) {
            if (!scope.isOk(j) || scope.epoch[j] < epoch || scope.length[j] < 0) {
                continue;
            }
            // Where the part begins and ends to move the length; an append moves it by one.
            int after = Kind.isAppend(scope.kind[j]) ? scope.length[j] : scope.length[j] - 1;
            if (scope.epoch[j] > epoch || after > index || (after == index && !Kind.isAppend(scope.kind[j]))) {
                unknown.bound(scope.op[k], -1, scope.completed[j]);
            } else if (after < index) {
                unknown.bound(scope.op[k], scope.invoked[j], JournalHistory.NEVER);
            }
        }
    }

    private int indexIn(int content, int entry) {
        int rows = content == NONE ? 0 : h.contentCount(content);
        for (int row = 0; row < rows; row++) {
            if (h.contentEntry(content, row) == entry) {
                return h.contentIndex(content, row);
            }
        }
        return NONE;
    }

    /** Tells the other invocations what the placement says, and where it is certain when, of the operations they share. */
    private void noteShared() {
        Intervals intervals = order.hadUnknown || settled ? null : scope.intervals;
        if (unknown.isEmpty() && intervals == null) {
            return;
        }
        windows.ofSuffix(scope, placement);
        for (int k = 0; k < scope.n; k++) {
            if (!scope.isShared(k)) {
                continue;
            }
            int op = scope.op[k];
            boolean there = placement.role[k] == Placement.SUFFIX;
            unknown.place(op, scope.part[k], there);
            if (!there) {
                continue;
            }
            // Where an append-all of unknown outcome was needed here first, the others must follow.
            if (h.completeRank[op] == JournalHistory.NEVER && !unknown.isAssumed(op)) {
                int position = placement.suffixLow[k];
                unknown.bound(op, windows.earliest(position), windows.latest(position));
            }
        }
        if (intervals != null) {
            noteCertain(intervals);
        }
    }

    private void noteCertain(Intervals intervals) {
        windows.ofSuffixCertain(scope, placement);
        for (int k = 0; k < scope.n; k++) {
            byte role = placement.role[k];
            if (!scope.isShared(k) || placement.movable[k]) {
                continue;
            }
            if (role == Placement.SUFFIX) {
                int position = placement.suffixLow[k];
                intervals.narrow(scope.op[k], windows.earliest(position), windows.latest(position));
            } else if (role == Placement.OBSERVER) {
                int from = windows.earliest(placement.suffixLow[k]);
                intervals.narrow(scope.op[k], from, windows.latestMoveAbove(placement.suffixHigh[k]));
            }
        }
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
        for (int i = 0; i < order.unknowns && complete; i++) {
            complete = !unknown.isAssumed(scope.op[order.unknown[i]]);
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

    private Outcome search() {
        JournalSearch search = searchFor(unknown.isEmpty() ? Trust.NOTHING : Trust.NO_UNSEEN);
        JournalSearch.Result result = search.run();
        if (result == JournalSearch.Result.NONE && !unknown.isEmpty()) {
            search = searchFor(Trust.ASSUMPTIONS);
            result = search.run();
        }
        if (result == JournalSearch.Result.NONE && !unknown.isEmpty()) {
            // Perhaps only what was assumed stood in the way.
            search = searchFor(Trust.NOTHING);
            result = search.run();
            if (result != JournalSearch.Result.NONE) {
                for (int k = 0; k < scope.n; k++) {
                    unknown.deny(scope.op[k]);
                }
                return Outcome.UNDECIDED;
            }
        }
        switch (result) {
            case FOUND -> {
                // One explanation: place everything again as if its outcomes had been reported.
                scope.settle(search.order());
                settled = true;
                boolean placed = attempt() && findings.isEmpty();
                placement.chosen = true;
                if (!placed) {
                    return Outcome.UNDECIDED;
                }
                noteShared();
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

    private JournalSearch searchFor(Trust trust) {
        return new JournalSearch(h, groups, new int[] {scope.invocation}, unknown, trust, budget);
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
