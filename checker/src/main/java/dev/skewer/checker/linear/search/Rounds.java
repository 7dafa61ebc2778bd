package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Workers;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Parts.Part;
import dev.skewer.checker.linear.search.PartCheck.PartSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parts of a history in rounds, so that a part that takes long delays no answer about another: first all with few
 * steps each, then those left with eight times as many, and so on. A part that is not linearizable decides the whole, so no
 * round comes after one that found some.
 *
 * <p>Few parts at a time are searched in step with each other, by slices, each with its share of the memory; what one of them
 * finds ends the others within a slice. So the price of knowing that a history is not linearizable is bounded by what it took to
 * find that out, and a slice of some others. When no more parts are left than are searched at a time, none is begun anew.
 *
 * <p>All bounds but those of the budget are in steps. As long as the budget lasts, what is found does not depend on how many
 * threads there are or how fast they are.
 */
public final class Rounds {
    private static final long FIRST_STEPS = 10_000;
    private static final int FIRST_STEPS_PER_CALL = 4;
    private static final int FACTOR = 8;
    /** So many parts are searched in step with each other. */
    private static final int ABREAST = 8;

    private static final long SLICE = 1 << 14;

    private final PartCheck check;
    private final List<Part> split;
    private final Budget budget;
    private final long memory;
    private final Workers workers;
    private final boolean decidesAll;
    private final @Nullable PartResult[] results;

    /**
     * Rounds that are about to begin.
     *
     * @param memory how many bytes all searches together may hold
     * @param decidesAll whether each part is to be decided, also when some are not linearizable
     */
    public Rounds(PartCheck check, List<Part> split, Budget budget, long memory, Workers workers, boolean decidesAll) {
        this.check = check;
        this.split = split;
        this.budget = budget;
        this.memory = memory;
        this.workers = workers;
        this.decidesAll = decidesAll;
        results = new PartResult[split.size()];
    }

    /** What is known of each part in the end. */
    public List<PartResult> run() {
        int[] left = firstRound();
        if (isFew(split.size())) {
            left = round(left, isCertain() ? 1 : Long.MAX_VALUE);
        }
        long factor = 1;
        while (left.length > 0 && !isCertain() && !budget.exhausted()) {
            factor *= FACTOR;
            left = round(left, isFew(left.length) ? Long.MAX_VALUE : factor);
        }
        List<PartResult> all = new ArrayList<>();
        for (int part = 0; part < results.length; part++) {
            PartResult result = results[part];
            all.add(result == null ? PartCheck.undecided(split.get(part), "it was not looked at in time") : result);
        }
        return all;
    }

    /** Decides what can be decided at once; returns the others. */
    private int[] firstRound() {
        boolean isSearched = !isFew(split.size());
        boolean[] decided = new boolean[split.size()];
        workers.forEach(split.size(), i -> {
            if (budget.exhausted()) {
                return;
            }
            Part part = split.get(i);
            results[i] = check.decide(part);
            if (results[i] == null && isSearched) {
                PartSearch search = check.search(part, new Allowance(memory / workers.threads()));
                search.goOn(firstSteps(part));
                results[i] = search.result();
                decided[i] = search.isOver();
            } else {
                decided[i] = results[i] != null;
            }
        });
        return without(decided);
    }

    /** Whether so many parts can be searched all at a time, without an end before they are decided. */
    private static boolean isFew(int parts) {
        return parts <= ABREAST;
    }

    private static long firstSteps(Part part) {
        return FIRST_STEPS + (long) FIRST_STEPS_PER_CALL * part.ops.length;
    }

    private static int[] without(boolean[] decided) {
        int[] left = new int[decided.length];
        int count = 0;
        for (int i = 0; i < decided.length; i++) {
            if (!decided[i]) {
                left[count++] = i;
            }
        }
        return Arrays.copyOf(left, count);
    }

    /** Whether what is known of some parts is enough. */
    private boolean isCertain() {
        for (PartResult each : results) {
            if (!decidesAll && each != null && each.valid() == Validity.FALSE) {
                return true;
            }
        }
        return false;
    }

    /**
     * Searches parts, some at a time, until some are not linearizable; returns those not decided.
     *
     * @param factor how many times the steps of the first round each may take
     */
    private int[] round(int[] some, long factor) {
        int[] left = new int[0];
        for (int from = 0; from < some.length && !budget.exhausted(); from += ABREAST) {
            int[] abreast = Arrays.copyOfRange(some, from, Math.min(some.length, from + ABREAST));
            int[] open = searchAbreast(abreast, factor);
            left = Arrays.copyOf(left, left.length + open.length);
            System.arraycopy(open, 0, left, left.length - open.length, open.length);
            if (isCertain()) {
                break;
            }
        }
        return left;
    }

    /** Searches some parts in step with each other; returns those not decided within the steps. */
    private int[] searchAbreast(int[] some, long factor) {
        PartSearch[] running = new PartSearch[some.length];
        for (int i = 0; i < some.length; i++) {
            running[i] = check.search(split.get(some[i]), new Allowance(memory / some.length));
        }
        boolean[] over = new boolean[some.length];
        boolean isCertain = false;
        for (long steps = SLICE; !isCertain; steps += SLICE) {
            int[] active = without(over);
            if (active.length == 0) {
                break;
            }
            long upTo = steps;
            workers.forEach(active.length, i -> {
                PartSearch search = running[active[i]];
                search.limitTo(memory / active.length);
                search.goOn(upTo);
            });
            for (int i : active) {
                long most = factor == Long.MAX_VALUE ? factor : factor * firstSteps(split.get(some[i]));
                over[i] = running[i].isOver() || steps >= most;
                isCertain |= !decidesAll
                        && running[i].isOver()
                        && running[i].result().valid() == Validity.FALSE;
            }
        }
        boolean[] decided = new boolean[some.length];
        for (int i = 0; i < some.length; i++) {
            results[some[i]] = running[i].result();
            decided[i] = running[i].isOver();
        }
        int[] open = without(decided);
        return Arrays.stream(open).map(i -> some[i]).toArray();
    }
}
