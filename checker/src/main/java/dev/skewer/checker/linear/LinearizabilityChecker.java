package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Parts.Part;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decides whether a history is linearizable (Herlihy and Wing, TOPLAS 1990): whether all operations that returned, and some
 * of those with unknown outcome, have an order that agrees with real time and in which a {@linkplain Model sequential
 * object} answers just so.
 *
 * <p><b>How.</b> The history is split into {@linkplain Parts parts} that can be judged alone, and each is searched
 * ({@link Search}), several at a time.
 *
 * <p><b>What it assumes.</b> An operation that failed had no effect, and nothing is concluded from its failure. Only the
 * order of events counts, not their time stamps.
 */
public final class LinearizabilityChecker {
    /** Below so many operations threads are not worth their start. */
    private static final int WORTH_THREADS = 2_000;

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

    /** Checks a history that has its keys in their column and its arguments with the invocations. */
    static Analysis decide(OperationHistory whole, Model<?> model, Budget budget) {
        OperationHistory history = Drains.apart(whole, model);
        Parts parts = new Parts(history, model);
        List<Part> split = parts.split();
        int threads = history.size() < WORTH_THREADS
                ? 1
                : Math.min(split.size(), Runtime.getRuntime().availableProcessors());
        var check = new PartCheck(history, parts, model, budget, budget.memoryBytes() / threads);
        List<PartResult> results =
                threads == 1 ? split.stream().map(check::check).toList() : together(split, check, threads);
        return new Analysis(history, parts, split, model, results);
    }

    private static List<PartResult> together(List<Part> split, PartCheck check, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<PartResult>> running = new ArrayList<>();
            for (Part part : split) {
                running.add(pool.submit(() -> check.check(part)));
            }
            List<PartResult> results = new ArrayList<>();
            for (Future<PartResult> each : running) {
                results.add(result(each, pool));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for a part; an interrupt of this thread ends all of them early, each with what it has. */
    private static PartResult result(Future<PartResult> each, ExecutorService pool) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return each.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    pool.shutdownNow();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    if (e.getCause() instanceof Error cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
