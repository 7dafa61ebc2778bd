package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * What sets that only grow say of the order of transactions. Each element of a set is by itself a register that is absent and then present
 * for ever: a read that has it comes after who added it (wr), and one that lacks it before who did, if that took effect (rw). Adds of
 * different elements do not depend on each other, so there is no ww, and an order of transactions that has all of that explains every
 * read: the dependencies are complete.
 *
 * <p>An element that several transactions added which did not fail names none of them to who has it; who lacks it came before all of those
 * that took effect. The dependencies are not complete then.
 *
 * <p>Objects are independent of each other, and looked at on several threads. Linear in micro-ops and in what reads returned, but for a
 * logarithm where transactions add to what they read or where sets do not include each other ({@link SetDependencies}).
 */
public final class SetInference {
    private final TransactionHistory h;
    private final KeyGroups groups;
    private final Workers workers;
    private final Budget budget;

    private final byte[] tookEffect;
    private final Findings findings = new Findings();
    private long ambiguous;

    /**
     * Looks at what is in single reads.
     *
     * @throws Budget.Exceeded if the budget is spent
     */
    public SetInference(TransactionHistory history, KeyGroups groups, Workers workers, Budget budget) {
        h = history;
        this.groups = groups;
        this.workers = workers;
        this.budget = budget;
        tookEffect = new byte[h.size];
        for (int t = 0; t < h.size; t++) {
            tookEffect[t] = (byte) (h.status[t] == OK ? 1 : 0);
        }
        List<SetFindings> results =
                groups.lookAtAll(workers, budget, () -> new SetFindings(h, groups, tookEffect), SetFindings::look);
        for (SetFindings result : results) {
            findings.addAll(result.findings);
            ambiguous += result.ambiguous;
        }
        findings.addInternal(h.internal);
    }

    /**
     * The dependencies of some views.
     *
     * @param edges all of them
     * @param nodes how many nodes they have
     * @param left how many reads have some that were left out
     */
    public record Dependencies(List<EdgeList> edges, int nodes, long left) {
        /** Copies the list. */
        public Dependencies {
            edges = List.copyOf(edges);
        }
    }

    /** Not 0 for transactions that took effect: they are ok, or a read shows what they added. Not to be changed. */
    public byte[] tookEffect() {
        return tookEffect;
    }

    /** What is wrong with single reads. */
    public Findings findings() {
        return findings;
    }

    /** How many elements that were seen name no transaction, though not all failed that added them. */
    public long ambiguous() {
        return ambiguous;
    }

    /**
     * The dependencies.
     *
     * @param views what stands for the reads
     * @throws Budget.Exceeded if the budget is spent
     */
    public Dependencies dependencies(SetViews views) {
        List<SetDependencies> results = groups.lookAtAll(
                workers, budget, () -> new SetDependencies(h, groups, tookEffect, views), SetDependencies::infer);
        List<EdgeList> edges = new ArrayList<>();
        int nodes = views.firstFree();
        long left = h.sets.left();
        for (SetDependencies result : results) {
            result.edges.renumber(views.firstFree(), nodes - views.firstFree());
            nodes = Math.addExact(nodes, result.nodes - views.firstFree());
            edges.add(result.edges);
            left += result.left;
        }
        return new Dependencies(edges, nodes, left);
    }

    /** All that the history says where each transaction sees one state. */
    public Inference inference() {
        Dependencies dependencies = dependencies(new OfTransactions(h));
        List<String> notes = new ArrayList<>();
        if (ambiguous > 0) {
            notes.add(ambiguous + " elements of sets were added more than once, and name no transaction");
        }
        if (dependencies.left > 0) {
            notes.add(dependencies.left
                    + " reads of sets that do not include each other were left out, as there are too many of"
                    + " them");
        }
        return new Inference(
                dependencies.edges, dependencies.nodes, tookEffect, findings, notes.isEmpty(), List.of(), notes);
    }

    private record OfTransactions(TransactionHistory h) implements SetViews {
        @Override
        public int seeing(int microOp) {
            return h.transaction[microOp];
        }

        @Override
        public int lacking(int microOp) {
            return h.transaction[microOp];
        }

        @Override
        public int firstFree() {
            return h.size;
        }
    }
}
