package dev.skewer.checker.transaction.infer;

import dev.skewer.checker.transaction.graph.EdgeList;
import java.util.ArrayList;
import java.util.List;

/**
 * What the reads and writes of a history say.
 *
 * @param edges the dependencies between transactions, and nodes beyond these that stand for none
 * @param nodes how many nodes there are, transactions included
 * @param tookEffect for each transaction whether it certainly did: it is ok, or a read shows what it wrote
 * @param findings what is wrong with single reads and writes
 * @param isComplete whether the dependencies, with some order of what is {@code unordered}, are all that any explanation of the
 *     history needs: if they allow an order of transactions, that order explains every read
 * @param unordered those whose order is not known, by object; no read depends on it
 * @param notes what could not be told, a sentence each
 */
// The columns are shared, as they are large, and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Inference(
        List<EdgeList> edges,
        int nodes,
        byte[] tookEffect,
        Findings findings,
        boolean isComplete,
        List<UnorderedWriters> unordered,
        List<String> notes) {
    /**
     * The same where some transactions of unknown outcome may have written anything: reads of what nobody else wrote are no longer wrong,
     * and nothing is complete.
     *
     * @param blank how many these are
     */
    public Inference withBlank(int blank) {
        long garbage = findings.count(Findings.Kind.GARBAGE_READ);
        List<String> more = new ArrayList<>(notes);
        more.add(blank + " transactions of unknown outcome do not say what they wrote" + ", and " + garbage
                + " reads returned what no other one wrote");
        return new Inference(
                edges, nodes, tookEffect, findings.without(Findings.Kind.GARBAGE_READ), false, unordered, more);
    }

    /** Copies the lists. */
    public Inference {
        edges = List.copyOf(edges);
        unordered = List.copyOf(unordered);
        notes = List.copyOf(notes);
    }
}
