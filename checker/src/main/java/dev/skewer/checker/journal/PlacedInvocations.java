package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Workers;
import dev.skewer.checker.journal.explain.Findings;
import dev.skewer.checker.journal.explain.Stories;
import dev.skewer.checker.journal.graph.DependencyGraph;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.invocation.JointOrder;
import dev.skewer.checker.journal.invocation.UnknownAppendAlls;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.FindingBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Invocations that were checked each by itself, one after the other: what was found, what stayed open, and how the operations
 * depend on each other where they stand. Invocations that are neighbours can be checked apart from the others, on another
 * thread, and joined afterwards; the outcome is the same.
 */
final class PlacedInvocations {
    /** With so many parts for each, more threads are faster than fewer. */
    private static final int PARTS_PER_THREAD = 1 << 14;

    private final JournalHistory h;
    private final Stories stories;

    /** Checks one at a time; still at the last. */
    final InvocationCheck invocation;

    final Findings findings = new Findings();
    final DependencyGraph graph;
    final UnknownAppendAlls unknown;
    final Opportunities opportunities;
    /** Those whose own order leaves something open. */
    final BitSet open = new BitSet();
    /** Those that have no order. */
    final BitSet refuted = new BitSet();

    private PlacedInvocations(JournalHistory history, InvocationParts groups, UnknownAppendAlls unknown) {
        h = history;
        this.unknown = unknown;
        stories = new Stories(history);
        invocation = new InvocationCheck(history, groups);
        graph = new DependencyGraph(history);
        opportunities = new Opportunities(history);
    }

    /** On how many threads it is best to check so much: on as many as there are cores, if there is enough for each. */
    static int threads(InvocationParts groups) {
        return Math.min(Runtime.getRuntime().availableProcessors(), 1 + groups.part.length / PARTS_PER_THREAD);
    }

    /**
     * Checks all invocations of a history.
     *
     * @param threads on how many threads
     * @param budget what the searches may cost that decide some of them
     */
    static PlacedInvocations all(JournalHistory history, InvocationParts groups, int threads, Budget budget) {
        UnknownAppendAlls unknown = new UnknownAppendAlls(history);
        PlacedInvocations[] shares = new PlacedInvocations[threads];
        try (Workers workers = new Workers(threads)) {
            workers.forEach(threads, i -> {
                shares[i] = new PlacedInvocations(history, groups, unknown.blank());
                shares[i].place(groups.share(i, threads), groups.share(i + 1, threads), budget.share(threads));
            });
        }
        Arrays.stream(shares).skip(1).forEach(shares[0]::addAll);
        return shares[0];
    }

    private void place(int from, int to, Budget budget) {
        for (int i = from; i < to; i++) {
            place(i, budget);
        }
    }

    private void place(int i, Budget budget) {
        Validity outcome = invocation.checkBriefly(i, budget);
        opportunities.add(invocation.scope);
        if (outcome == Validity.UNKNOWN) {
            open.set(i);
            return;
        }
        if (outcome == Validity.FALSE) {
            report();
        } else {
            unknown.note(invocation.scope, invocation.placement);
        }
        graph.add(invocation.scope, invocation.placement);
    }

    private void addAll(PlacedInvocations others) {
        findings.addAll(others.findings);
        graph.addAll(others.graph);
        unknown.addAll(others.unknown);
        opportunities.addAll(others.opportunities);
        open.or(others.open);
        refuted.or(others.refuted);
    }

    /** Searches an invocation by itself; it is no longer open if that decides. Returns how many steps it took. */
    long refute(int i, Budget budget, long steps) {
        Validity outcome = invocation.search(i, budget, steps);
        if (outcome == Validity.FALSE) {
            report();
        }
        if (outcome != Validity.UNKNOWN) {
            open.clear(i);
        }
        return invocation.steps();
    }

    /** Takes invocations out of the graph, and has them stand there as an order has them. */
    void placeAnew(JointOrder joint, InvocationParts groups) {
        graph.remove(joint.members(), groups);
        joint.members().stream().forEach(i -> {
            invocation.place(i, joint.orderOf(i));
            graph.add(invocation.scope, invocation.placement);
        });
    }

    private void report() {
        refuted.set(invocation.scope.invocation);
        FindingBuffer found = invocation.findings;
        for (int f = 0; f < found.size(); f++) {
            int k = found.part(f);
            int witness = found.witness(f);
            Finding finding = found.finding(f);
            int op = invocation.scope.op[k];
            long size = (long) h.completeRank[op] - h.invokeRank[op];
            boolean realTime = finding == Finding.REORDERED_WRITES;
            findings.add(
                    finding, h.invokeRank[op], size, realTime, () -> stories.tell(finding, k, witness, invocation));
        }
    }
}
