package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lists that only grow say of the order of transactions (Kingsbury and Alvaro, <em>Elle</em>, VLDB 2020, §4). The longest list
 * that was seen of an object has its versions in their order, as far as they were seen; each element names the transaction that
 * appended it. So the writers of neighbours depend on each other (ww), a read depends on the writer of the last element that it
 * shows (wr), and the writer of the next one on the read (rw).
 *
 * <p>Beyond Elle: an append that took effect and was never seen stands behind all that was seen, as lists never lose elements. That
 * orders it after the writers and readers of the longest list; such appends have no order among themselves but by real time, and any
 * order of transactions gives them one, so what follows is still {@linkplain Inference#isComplete complete}.
 *
 * <p>An element that several appends of the history may have added names none of them, and gives no dependency; then the
 * dependencies are not complete. One that was appended once by a transaction which did not fail, and otherwise by such as failed,
 * is that one's.
 *
 * <p>Objects are independent of each other, and looked at on several threads. Linear in micro-ops and in the longest lists; about 8
 * bytes a dependency.
 */
public final class ListInference {
    private final TransactionHistory h;
    private final KeyGroups groups;
    private final byte[] tookEffect;
    private final boolean keepsMicroOps;

    private ListInference(TransactionHistory history, KeyGroups groups, boolean keepsMicroOps) {
        h = history;
        this.keepsMicroOps = keepsMicroOps;
        this.groups = groups;
        tookEffect = new byte[history.size];
    }

    /** Looks at all objects. */
    public static Inference infer(TransactionHistory history, KeyGroups groups, Workers workers, Budget budget) {
        return new ListInference(history, groups, false).run(workers, budget);
    }

    /** The same, with the micro-op of each dependency. */
    public static Inference withMicroOps(TransactionHistory history, KeyGroups groups, Workers workers, Budget budget) {
        return new ListInference(history, groups, true).run(workers, budget);
    }

    private Inference run(Workers workers, Budget budget) {
        for (int t = 0; t < h.size; t++) {
            tookEffect[t] = (byte) (h.status[t] == OK ? 1 : 0);
        }
        return joined(groups.lookAtAll(
                workers,
                budget,
                () -> new ListVersionOrder(h, groups, tookEffect, false, keepsMicroOps),
                ListVersionOrder::infer));
    }

    private Inference joined(List<ListVersionOrder> results) {
        ListVersionOrder late = late(results);
        List<EdgeList> edges = new ArrayList<>(List.of(late.edges));
        Findings findings = new Findings();
        long ambiguous = 0;
        for (ListVersionOrder result : results) {
            edges.add(result.edges);
            findings.addAll(result.findings);
            ambiguous += result.ambiguous;
        }
        long left = results.stream().mapToLong(result -> result.left).sum();
        findings.addInternal(h.internal);
        // What was looked at again counts as it is now.
        Map<Integer, UnorderedWriters> unordered = new TreeMap<>();
        results.forEach(result -> result.unordered.forEach(writers -> unordered.put(writers.key(), writers)));
        late.unordered.forEach(writers -> unordered.put(writers.key(), writers));
        List<String> notes = new ArrayList<>();
        if (ambiguous > 0) {
            notes.add(ambiguous + " elements of lists were appended more than once, and name no transaction");
        }
        return new Inference(
                edges,
                h.size + h.keys.size(),
                tookEffect,
                findings,
                ambiguous + left + h.lists.disagreeing() == 0,
                List.copyOf(unordered.values()),
                notes);
    }

    /** What the unseen appends of transactions of unknown outcome say, now that it is known which took effect. */
    private ListVersionOrder late(List<ListVersionOrder> results) {
        var late = new ListVersionOrder(h, groups, tookEffect, true, keepsMicroOps);
        for (ListVersionOrder result : results) {
            result.unseenUnknown.forEach(late::infer);
        }
        return late;
    }
}
