package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.Certification;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.explain.CastCompletion;
import dev.skewer.checker.journal.explain.Findings;
import dev.skewer.checker.journal.explain.Stories;
import dev.skewer.checker.journal.graph.DependencyGraph;
import dev.skewer.checker.journal.history.Function;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.invocation.JointOrder;
import dev.skewer.checker.journal.search.JournalSearch;
import dev.skewer.checker.journal.search.OrderReplay;
import dev.skewer.checker.journal.search.RestartedSearch;
import dev.skewer.checker.journal.versions.Contents;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.RealTime;
import dev.skewer.checker.journal.versions.VersionOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * {@link JournalSearch} decides: of one invocation alone, of some that do not agree ({@link JointOrder}), and at last of
 * everything; what it cannot decide within the budget is {@code unknown}.
 *
 * <p><b>What it assumes.</b> Each entry is appended by one operation only (checked on reading). An operation that failed
 * had no effect; nothing is concluded from its failure. Time stamps are not used, only the order of events.
 *
 * <p><b>What it cannot see.</b> Damage that no operation observed. Where a store reports no epochs or indexes, only rows
 * that no journal could have and what the bounded search can decide.
 */
final class JournalCheck {
    /** How many steps a search takes at first, of everything and then of each invocation; later rounds take more. */
    private static final long FIRST_STEPS = 1L << 18;

    /** How many times as many steps each further round takes. */
    private static final int MORE_STEPS = 8;

    /** How often invocations whose placements do not agree are placed anew, together, before everything is searched. */
    private static final int ROUNDS = 4;

    /** How many steps are spent on what is left open in a history that is known to be wrong, for the sake of the counts. */
    private static final long STEPS_BESIDE_FINDINGS = 1L << 20;

    private static final Certificate NOT_PLACED =
            new Certificate(false, "the limits did not suffice to place all operations once more");

    private final JournalHistory h;
    private final Budget budget;
    private final InvocationParts groups;
    private final Stories stories;
    private final List<String> notes = new ArrayList<>();
    private final PlacedInvocations placed;
    private final JointOrder joint;
    private final Findings findings;
    private final DependencyGraph graph;
    /** The invocations whose own order leaves something open. */
    private final BitSet open;
    /** The order that a search of everything found. */
    private int @Nullable [] found;
    /** The invocations of cycles that rest on a choice. */
    private final BitSet tentative = new BitSet();
    /** The invocations of cycles that were found, and all if no order of everything was. */
    private final BitSet crossed = new BitSet();

    private JournalCheck(JournalHistory history, InvocationParts groups, PlacedInvocations placed, Budget budget) {
        h = history;
        this.budget = budget;
        this.groups = groups;
        this.placed = placed;
        stories = new Stories(history);
        findings = placed.findings;
        graph = placed.graph;
        open = placed.open;
        joint = new JointOrder(history, groups, budget);
    }

    /** Checks a history on so many threads, which has no influence on the verdict. */
    static Verdict check(JournalHistory history, InvocationParts groups, int threads, Budget budget) {
        return of(history, groups, threads, budget).run();
    }

    /** The check of a history, on so many threads, which is about to be {@linkplain #run run}. */
    static JournalCheck of(JournalHistory history, InvocationParts groups, int threads, Budget budget) {
        return new JournalCheck(history, groups, PlacedInvocations.all(history, groups, threads, budget), budget);
    }

    /** The verdict; once only. */
    Verdict run() {
        return told(decide());
    }

    /** Whether some order explains the history; once only. */
    Validity decide() {
        return decide(Long.MAX_VALUE);
    }

    /**
     * Whether some order explains the history; once only.
     *
     * @param mostSteps about how many steps a search may take
     */
    Validity decide(long mostSteps) {
        boolean decided = arrange();
        return !findings.isEmpty() ? Validity.FALSE : decided ? Validity.TRUE : search(mostSteps);
    }

    /**
     * Tells what was found, and looks for more of the same; once only.
     *
     * @param valid what {@link #decide} gave
     */
    Verdict told(Validity valid) {
        if (!findings.isEmpty()) {
            countMore();
            var casts = new CastCompletion(h, groups, budget.afterwards());
            findings.settle(casts::settle);
        }
        List<String> not = ConsistencyModels.weakest(findings.excluded());
        return new Verdict(
                valid,
                JournalChecker.NAME,
                findings.anomalies(),
                not,
                ConsistencyModels.stronger(not),
                h.ops,
                placed.opportunities.count(),
                notes);
    }

    /**
     * Holds the invocations that were placed one by one against each other. Those that do not fit together, although each has
     * an order, are placed anew by a search of them together, as long as that is soon done.
     *
     * @return whether that explains everything; if not, either something was found, or it rests on a choice that may have to
     *     be another
     */
    private boolean arrange() {
        boolean agreed = agree();
        placeTogether();
        for (int round = 1; round < ROUNDS && agreed && restsOnChoices(); round++) {
            agreed = joint.extend(tentative) && agree();
            if (agreed) {
                placeTogether();
            }
        }
        return agreed && open.isEmpty() && tentative.isEmpty();
    }

    /** Whether cycles that other choices might avoid are all that is left open. */
    private boolean restsOnChoices() {
        return findings.isEmpty() && open.isEmpty() && !tentative.isEmpty();
    }

    /** Has the members of the joint order stand in the graph as that order has them, and asks the graph. */
    private void placeTogether() {
        tentative.clear();
        placed.placeAnew(joint, groups);
        graph.check(new GraphReport());
    }

    /**
     * Has invocations placed together until all agree on which append-alls of unknown outcome took effect, if that is soon.
     *
     * @return whether they do
     */
    private boolean agree() {
        placed.unknown.note(joint);
        for (BitSet half = placed.unknown.halfPlaced();
                !half.isEmpty() && open.isEmpty();
                half = placed.unknown.halfPlaced()) {
            if (!joint.extend(half)) {
                return false;
            }
            placed.unknown.note(joint);
        }
        return true;
    }

    /** Searches what is left open in a history that is known to be wrong, as far as little effort goes. */
    private void countMore() {
        long left = STEPS_BESIDE_FINDINGS;
        int undecided = open.cardinality();
        for (int i = open.nextSetBit(0); i >= 0 && left > 0 && !budget.exhausted(); i = open.nextSetBit(i + 1)) {
            left -= placed.refute(i, budget, Math.min(left, FIRST_STEPS));
            undecided -= open.get(i) ? 0 : 1;
        }
        if (undecided > 0) {
            notes.add(count(undecided, "invocation") + " with operations of unknown outcome "
                    + (undecided == 1 ? "was" : "were") + " not searched to the end: counts are of what was looked at");
        }
    }

    /** Searches for an order of everything, and for an invocation that has none by itself, with more effort each time. */
    private Validity search(long mostSteps) {
        int[] all = new int[h.invocationCount()];
        Arrays.setAll(all, i -> i);
        RestartedSearch search = new RestartedSearch(h, groups, all, budget);
        for (long steps = FIRST_STEPS; ; steps *= MORE_STEPS) {
            switch (search.run(steps)) {
                case TRUE -> {
                    found = search.order();
                    if (!OrderReplay.explains(h, found)) {
                        throw new IllegalStateException("the order that was found does not explain the history");
                    }
                    return Validity.TRUE;
                }
                case FALSE -> {
                    BitSet suspects = (BitSet) open.clone();
                    suspects.stream().forEach(i -> placed.refute(i, budget, STEPS_BESIDE_FINDINGS));
                    if (findings.isEmpty()) {
                        crossed.set(0, h.invocationCount());
                        int op = Math.max(0, search.stuckAt());
                        findings.add(
                                Finding.UNEXPLAINED,
                                h.invokeRank[op],
                                0,
                                false,
                                () -> stories.unexplained(search.stuckAt()));
                    }
                    return Validity.FALSE;
                }
                case UNKNOWN -> {
                    BitSet suspects = (BitSet) open.clone();
                    for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
                        placed.refute(i, budget, steps);
                    }
                    if (!findings.isEmpty()) {
                        return Validity.FALSE;
                    }
                    if (budget.exhausted() || steps >= mostSteps) {
                        return undecided();
                    }
                }
            }
        }
    }

    /** The invocations of what was found, each by itself or in a cycle; while nothing has been run, those that are wrong or open by themselves. */
    BitSet suspects() {
        BitSet all = (BitSet) placed.refuted.clone();
        all.or(placed.open);
        all.or(crossed);
        return all;
    }

    /** The invocations that have no order by themselves, as far as that is known. */
    BitSet refuted() {
        return placed.refuted;
    }

    /** The history that is checked. */
    JournalHistory history() {
        return h;
    }

    /** Whether a part of an append-all of unknown outcome has a place. */
    boolean isPlaced(int part) {
        return placed.unknown.isPlaced(part);
    }

    /** How many chances to fail there were. */
    long opportunities() {
        return placed.opportunities.count();
    }

    private Validity undecided() {
        notes.add("whether some order explains all operations depends on which of those of unknown outcome took effect,"
                + " and could not be decided within the budget");
        return Validity.UNKNOWN;
    }

    /**
     * Checks a verdict again.
     *
     * @param verdict what {@link #run} gave
     */
    Certification certify(Verdict verdict) {
        var certificates = new Certification.Builder("example");
        certify(verdict, certificates);
        return certificates.build();
    }

    /**
     * Checks a verdict again.
     *
     * @param verdict what {@link #run} gave
     * @param certificates where to put what became of that
     */
    void certify(Verdict verdict, Certification.Builder certificates) {
        var certifier = new JournalCertifier(h, groups);
        switch (verdict.valid()) {
            case TRUE -> {
                int[] order = found == null ? PlacedOrder.of(h, groups, joint, budget.afterwards()) : found;
                certificates.add("", order == null ? NOT_PLACED : certifier.order(order));
            }
            case FALSE ->
                findings.stories()
                        .forEach((name, stories) ->
                                stories.forEach(story -> certificates.add(name, certifier.story(story))));
            case UNKNOWN -> certificates.add("", new Certificate(false, "the verdict is unknown"));
        }
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
                    setInvocations(ops, tentative);
                    return;
                }
            }
            setInvocations(ops, crossed);
            findings.add(
                    finding,
                    h.invokeRank[ops[0]],
                    ops.length,
                    realTime,
                    () -> stories.across(finding, ops, realTime, graph));
        }

        private void setInvocations(int[] ops, BitSet invocations) {
            for (int op : ops) {
                for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                    invocations.set(h.partInvocation[p]);
                }
            }
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
