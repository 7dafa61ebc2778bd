package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalHistory.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Decides whether a history of journal operations is strictly serializable: whether some order of all operations that
 * returned, and of some of those with unknown outcome, agrees with real time and gives every answer that was given. Every
 * operation, however many invocations it spans, takes effect at one moment.
 *
 * <p><b>How.</b> The version order of each invocation is read off the epochs, indexes and lengths that the store reports
 * ({@link VersionOrder}), so nothing is guessed: each read is compared with the version it claims ({@link Contents}), each
 * invocation with real time ({@link RealTime}), all of them together in a graph of dependencies
 * ({@link DependencyGraph}, after Adya, <em>Weak Consistency</em>, 1999, and Kingsbury and Alvaro, <em>Elle</em>, VLDB
 * 2020). Paired reads that see two versions are fractured reads in the sense of Bailis et al., <em>Scalable Atomic
 * Visibility with RAMP Transactions</em>, SIGMOD 2014. Linear in the history but for sorting distinct first indexes and
 * the reads that took the state.
 *
 * <p><b>What it proves.</b> {@code true}: it has placed every operation so that an order exists. {@code false}: there is no
 * such order, whatever became of the operations with unknown outcome. Where their outcome matters and is not forced,
 * {@link JournalSearch} decides, one invocation at a time and then, for small histories, all together; what it cannot
 * decide within the budget is {@code unknown}.
 *
 * <p><b>What it assumes.</b> Each entry is appended by one operation only (checked on reading). An operation that failed
 * had no effect; nothing is concluded from its failure. Time stamps are not used, only the order of events.
 *
 * <p><b>What it cannot see.</b> Damage that no operation observed. Where a store reports no epochs or indexes, only rows
 * that no journal could have and what the bounded search can decide.
 */
public final class JournalChecker {
    /** The name of the model. */
    public static final String MODEL = "journal";

    /**
     * How often at most the invocations are gone through when operations of unknown outcome leave something open: what one
     * invocation shows of an operation bounds its place in the others only in the next round.
     */
    private static final int ROUNDS = 12;

    /** How many rounds after the first look only at what is open and around it, which is little as a rule. */
    private static final int LOCAL_ROUNDS = 4;

    /** Up to how many parts a whole history is searched at once. */
    private static final int SEARCHABLE_PARTS = 20_000;

    private final JournalHistory h;
    private final Budget budget;
    private final InvocationParts groups;
    private final UnknownAppendAlls unknown;
    private final Opportunities opportunities;
    private final Stories stories;
    private final List<String> notes = new ArrayList<>();

    /** What the present round has found; see {@link #ROUNDS}. */
    private final Findings findings = new Findings();

    private final InvocationCheck invocation;
    private DependencyGraph graph;
    /** The invocations on which something was left open in the present round. */
    private BitSet open = new BitSet();

    private int undecided;
    private int tentative;

    private JournalChecker(JournalHistory history, Budget budget) {
        h = history;
        this.budget = budget;
        groups = new InvocationParts(history);
        unknown = new UnknownAppendAlls(history);
        opportunities = new Opportunities(history);
        stories = new Stories(history);
        invocation = new InvocationCheck(history, groups, unknown, budget);
        graph = new DependencyGraph(history);
    }

    /**
     * Checks a history.
     *
     * @param history what was recorded
     * @param budget what the searches may cost
     * @return the verdict; {@code opportunities} says what it is worth
     */
    public static Verdict check(JournalHistory history, Budget budget) {
        return new JournalChecker(history, budget).run();
    }

    private Verdict run() {
        unknown.invocations().stream().forEach(invocation::bound);
        roundOfAll();
        if (!open.isEmpty() && findings.isEmpty()) {
            invocation.scope.intervals = new Intervals(h);
        }
        for (int r = 1; r < ROUNDS && !open.isEmpty() && findings.isEmpty() && !budget.exhausted(); r++) {
            if (r <= LOCAL_ROUNDS) {
                roundOfOpen();
            } else {
                graph = new DependencyGraph(h);
                roundOfAll();
            }
        }
        Validity valid = findings.isEmpty() ? Validity.TRUE : Validity.FALSE;
        if (valid == Validity.TRUE && !open.isEmpty()) {
            valid = searchAll();
        }
        return new Verdict(
                valid, MODEL, findings.anomalies(), List.of(), List.of(), h.ops, opportunities.count(), notes);
    }

    /** Goes through the whole history. */
    private void roundOfAll() {
        beginRound();
        for (int i = 0; i < h.invocationCount(); i++) {
            checkInvocation(i);
            opportunities.add(invocation.scope);
        }
        endRound();
    }

    /** Looks again at the invocations on which something is open, and at those that share operations with them. */
    private void roundOfOpen() {
        BitSet again = (BitSet) open.clone();
        open.stream().forEach(i -> addNeighbours(i, again));
        open.stream().forEach(i -> {
            for (int at = groups.start[i]; at < groups.start[i + 1]; at++) {
                graph.forget(h.partOp[groups.part[at]]);
            }
        });
        beginRound();
        for (int i = again.nextSetBit(0); i >= 0; i = again.nextSetBit(i + 1)) {
            graph.withdraw(i);
            checkInvocation(i);
        }
        endRound();
    }

    private void addNeighbours(int i, BitSet into) {
        for (int at = groups.start[i]; at < groups.start[i + 1]; at++) {
            addInvocations(h.partOp[groups.part[at]], into);
        }
    }

    private void addInvocations(int op, BitSet into) {
        for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
            into.set(h.partInvocation[p]);
        }
    }

    private void beginRound() {
        open = new BitSet();
        undecided = 0;
        tentative = 0;
    }

    private void endRound() {
        graph.check(new GraphReport());
        tentative += unknown.settleHalfPlaced(op -> addInvocations(op, open));
    }

    private void checkInvocation(int i) {
        switch (invocation.check(i)) {
            case EXPLAINED -> graph.add(invocation.scope, invocation.placement);
            case REFUTED -> {
                FindingBuffer found = invocation.findings;
                for (int f = 0; f < found.size(); f++) {
                    int k = found.part(f);
                    int witness = found.witness(f);
                    Finding finding = found.finding(f);
                    int op = invocation.scope.op[k];
                    long size = (long) h.completeRank[op] - h.invokeRank[op];
                    BoundConflict conflict = BoundConflict.of(finding, k, invocation);
                    if (conflict == null) {
                        findings.add(
                                finding, h.invokeRank[op], size, () -> stories.tell(finding, k, witness, invocation));
                    } else {
                        findings.add(conflict.finding(), h.invokeRank[op], size, conflict::tell);
                    }
                }
                graph.add(invocation.scope, invocation.placement);
            }
            case UNDECIDED -> {
                undecided++;
                open.set(i);
                for (int at = groups.start[i]; at < groups.start[i + 1]; at++) {
                    int part = groups.part[at];
                    unknown.place(h.partOp[part], part, false);
                }
            }
        }
    }

    /** What one invocation at a time did not decide: all of them together, if they are few enough. */
    private Validity searchAll() {
        if (groups.part.length <= SEARCHABLE_PARTS) {
            int[] all = new int[h.invocationCount()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            JournalSearch search = new JournalSearch(h, groups, all, unknown, JournalSearch.Trust.NOTHING, budget);
            switch (search.run()) {
                case FOUND -> {
                    return Validity.TRUE;
                }
                case NONE -> {
                    int op = Math.max(0, search.stuckAt());
                    findings.add(Finding.UNEXPLAINED, h.invokeRank[op], 0, () -> stories.unexplained(search.stuckAt()));
                    return Validity.FALSE;
                }
                case EXHAUSTED -> {}
            }
        }
        if (undecided > 0) {
            notes.add(count(undecided, "invocation")
                    + " with operations of unknown outcome could not be decided within the" + " budget");
        }
        if (tentative > 0) {
            notes.add("whether there is a cycle across invocations (" + count(tentative, "candidate")
                    + ") depends on which" + " operations of unknown outcome took effect, and could not be decided");
        }
        return Validity.UNKNOWN;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Names what the graph found, and sets aside what rests on a choice. */
    private final class GraphReport implements DependencyGraph.Report {
        @Override
        public void cycle(int[] cycle) {
            add(classify(cycle, false), cycle, false);
        }

        @Override
        public void lateness(int[] path) {
            add(classify(path, true), path, true);
        }

        private void add(Finding finding, int[] ops, boolean realTime) {
            for (int op : ops) {
                if (graph.isTentative(op)) {
                    tentative++;
                    for (int each : ops) {
                        addInvocations(each, open);
                    }
                    return;
                }
            }
            findings.add(
                    finding, h.invokeRank[ops[0]], ops.length, () -> stories.across(finding, ops, realTime, graph));
        }

        private Finding classify(int[] ops, boolean realTime) {
            int readers = 0;
            boolean partly = false;
            boolean sameInvocation = true;
            for (int i = 0; i < ops.length; i++) {
                int op = ops[i];
                sameInvocation &= h.partInvocation[h.firstPart[op]] == h.partInvocation[h.firstPart[ops[0]]]
                        && h.firstPart[op + 1] - h.firstPart[op] == 1;
                if (Kind.isRead(h.kind[h.firstPart[op]])) {
                    readers++;
                    int before = ops[(i + ops.length - 1) % ops.length];
                    partly |= h.function[before] == Function.APPEND_ALL.code() && !realTime;
                }
            }
            if (sameInvocation) {
                return Finding.TORN_ORDER;
            }
            if (realTime && graph.earliest[ops[0]] > h.invokeRank[ops[0]]) {
                // A single read, not a node, saw the version before the first operation.
                readers++;
                partly |= ops.length == 1;
            }
            if (readers == 0) {
                return Finding.REORDERED_WRITES;
            }
            if (readers > 1) {
                return Finding.LONG_FORK;
            }
            return partly ? Finding.INTERMEDIATE_READ : Finding.SKEW_ACROSS;
        }
    }
}
