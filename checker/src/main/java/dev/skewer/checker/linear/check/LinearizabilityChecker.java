package dev.skewer.checker.linear.check;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Workers;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.KeysAndArguments;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Parts;
import dev.skewer.checker.linear.parts.Parts.Part;
import dev.skewer.checker.linear.search.Drains;
import dev.skewer.checker.linear.search.PartCheck;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Rounds;
import dev.skewer.checker.linear.search.Search;
import dev.skewer.history.HistoryException;
import java.util.List;
import java.util.Locale;

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
public final class LinearizabilityChecker implements Checker {
    /** Below so many operations threads are not worth their start. */
    private static final int WORTH_THREADS = 2_000;

    /** What the split into parts and an order of it take, beside the history itself, if no two operations are alike. */
    private static final long BYTES_PER_OPERATION = 57;

    /** What finding those that are alike takes. */
    private static final long BYTES_PER_VALUE = 8;

    private static final int LEAST_SHARE = 8;

    /** What such a checker can report. */
    public static final List<String> ANOMALIES = List.of(Analysis.NONLINEARIZABLE);

    /** What counts as an opportunity to fail. */
    public static final String OPPORTUNITY = "operations that overlapped another on the same object";

    /** What such a checker proves, assumes and cannot see. */
    public static final List<String> LIMITS = List.of(
            "True: an order was found of all operations that returned, and of some of those of unknown outcome, that agrees with"
                    + " real time and gives every answer. False: there is none, whatever became of those of unknown outcome.",
            "It assumes that an operation that failed had no effect, and concludes nothing from its failure. Time stamps are"
                    + " not used, only the order of events.",
            "It cannot see what no answer shows. A search that goes past its budget of time and memory ends unknown.");

    private final Model<?> model;

    /** The checker of a model of one's own. */
    public LinearizabilityChecker(Model<?> model) {
        this.model = model;
    }

    /** What is said of the promise of each model. */
    public static String promise(String model) {
        return "linearizable as " + model;
    }

    @Override
    public CheckerInfo info() {
        String name = model.name();
        return new CheckerInfo(
                name,
                "A model of your own.",
                promise(name),
                "What " + model.getClass().getName() + " says.",
                "",
                List.of(CheckOption.KEYED),
                ANOMALIES,
                OPPORTUNITY,
                LIMITS);
    }

    @Override
    public CheckSession open(CheckOptions options) {
        options.requireOnly(List.of(CheckOption.KEYED), "it is made by a program, which chooses");
        return new LinearizabilitySession(options.source(), model, keyed(options));
    }

    /** Whether values are tuples, as the options say. */
    public static Keyed keyed(CheckOptions options) {
        return options.choice(CheckOption.KEYED)
                .map(chosen -> Keyed.valueOf(chosen.toUpperCase(Locale.ROOT)))
                .orElse(Keyed.AUTO);
    }

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
        long split = BYTES_PER_OPERATION * history.size() + BYTES_PER_VALUE * history.values.size();
        long left = most - history.bytes() - split;
        return Math.max(left, most / LEAST_SHARE);
    }
}
