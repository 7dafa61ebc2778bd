package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.linear.Parts.Part;
import dev.skewer.history.HistoryException;
import java.util.List;

/**
 * Decides whether a history is linearizable (Herlihy and Wing, TOPLAS 1990): whether all operations that returned, and some
 * of those with unknown outcome, have an order that agrees with real time and in which a {@linkplain Model sequential
 * object} answers just so.
 *
 * <p><b>How.</b> The history is split into {@linkplain Parts parts} that can be judged alone, and each is searched
 * ({@link Search}), several at a time and in {@linkplain Rounds rounds}.
 *
 * <p><b>What it assumes.</b> An operation that failed had no effect, and nothing is concluded from its failure. Only the
 * order of events counts, not their time stamps.
 */
public final class LinearizabilityChecker {
    /** Below so many operations threads are not worth their start. */
    private static final int WORTH_THREADS = 2_000;

    /** What the split into parts and an order of it take, beside the history itself. */
    private static final long BYTES_PER_OPERATION = 36;

    private static final int LEAST_SHARE = 8;

    private LinearizabilityChecker() {}

    /**
     * Checks a history.
     *
     * @param history what was recorded
     * @param model what the object should do
     * @param budget what it may cost; past it the verdict is unknown
     * @throws HistoryException if the model does not have an operation of the history
     */
    public static Analysis check(OperationHistory history, Model<?> model, Budget budget) {
        return check(history, model, Keyed.AUTO, budget);
    }

    /**
     * Checks a history.
     *
     * @param history what was recorded
     * @param model what the object should do
     * @param keyed whether its values are {@code [key value]} tuples
     * @param budget what it may cost; past it the verdict is unknown
     * @throws HistoryException if the model does not have an operation of the history, an operation names no key though others
     *     do, or its two events contradict each other
     */
    public static Analysis check(OperationHistory history, Model<?> model, Keyed keyed, Budget budget) {
        KeysAndArguments.Found found = KeysAndArguments.of(history, model, keyed);
        Analysis analysis = PartlyKnownOperations.check(found, model, budget);
        for (String note : found.notes()) {
            analysis = analysis.withNote(note);
        }
        return analysis;
    }

    /**
     * Checks a history that has its keys in their column and its arguments with the invocations.
     *
     * @param decidesAll whether each part is to be decided, also when some are not linearizable
     */
    static Analysis decide(OperationHistory whole, Model<?> model, Budget budget, boolean decidesAll) {
        OperationHistory history = Drains.apart(whole, model);
        Parts parts = new Parts(history, model);
        List<Part> split = parts.split();
        int threads = history.size() < WORTH_THREADS
                ? 1
                : Math.min(split.size(), Runtime.getRuntime().availableProcessors());
        try (var workers = new Workers(threads)) {
            var check = new PartCheck(history, parts, model, budget);
            long memory = memory(history, budget);
            List<PartResult> results = new Rounds(check, split, budget, memory, workers, decidesAll).run();
            return new Analysis(history, parts, split, model, results, budget);
        }
    }

    /** What is left of the memory for searches; at least a share, so that small parts can be decided in any case. */
    private static long memory(OperationHistory history, Budget budget) {
        long most = Math.min(budget.memoryBytes(), Allowance.room());
        long left = most - history.bytes() - BYTES_PER_OPERATION * history.size();
        return Math.max(left, most / LEAST_SHARE);
    }
}
