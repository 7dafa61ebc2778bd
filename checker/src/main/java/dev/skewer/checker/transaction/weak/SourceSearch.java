package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.weak.Contradiction.AnySource;
import dev.skewer.checker.transaction.weak.Contradiction.Link;
import dev.skewer.checker.transaction.weak.Contradiction.MissedWrite;
import dev.skewer.checker.transaction.weak.Contradiction.OrderCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides {@link WeakLevel}s where reads of registers are open, since several transactions wrote what they saw. An explanation of these
 * reads is guessed, and the level decided as if it were known. If it is violated, the open reads that the contradiction rests on cannot
 * all have seen that; so on to an explanation that avoids it. The level holds if it does so with one explanation, and is violated if
 * none is left. Where no read is open, nothing is searched.
 */
public final class SourceSearch implements LevelDecisions {
    /** So many steps of the search for another explanation are worth as much as one decision. */
    private static final long MOST_STEPS = 1 << 22;
    /** So many contradictions are kept to be told. */
    private static final int MOST_TOLD = 3;

    private final TransactionHistory h;
    private final Optional<ObservedWrites> observed;
    private final Budget budget;
    /** What is certain. */
    private final WeakLevels certain;

    /**
     * Gets ready to decide levels. Linear.
     *
     * @param observed what reads of registers saw; nothing for lists
     */
    public SourceSearch(TransactionHistory history, Optional<ObservedWrites> observed, Budget budget) {
        h = history;
        this.observed = observed;
        this.budget = budget;
        certain = WeakLevels.of(ReadSources.of(history, observed, OpenSources.NONE_CHOSEN), budget);
    }

    /** Decides a level; strong ones with sessions are best asked for first. */
    @Override
    public Decision decide(WeakLevel level, boolean countsSessions) {
        Decision decision = certain.decide(level, countsSessions);
        boolean isOpen = observed.isPresent() && certain.reads().ambiguous() > 0;
        return isOpen && decision.outcome() == Decision.Outcome.UNDECIDED
                ? search(level, countsSessions, observed.get())
                : decision;
    }

    private Decision search(WeakLevel level, boolean countsSessions, ObservedWrites writes) {
        ChosenSources chosen = new ChosenSources(h, writes);
        List<Contradiction> told = new ArrayList<>();
        TreeSet<Integer> all = new TreeSet<>();
        while (!budget.exhausted()) {
            Decision decision =
                    WeakLevels.of(ReadSources.of(h, observed, chosen), budget).decide(level, countsSessions);
            if (decision.outcome() != Decision.Outcome.VIOLATED) {
                return decision;
            }
            Contradiction contradiction = decision.contradiction().orElseThrow();
            TreeSet<Integer> blamed = new TreeSet<>();
            addReads(contradiction, blamed);
            blamed.removeIf(read -> !chosen.isOpen(read));
            if (blamed.isEmpty()) {
                return decision;
            }
            all.addAll(blamed);
            if (told.size() < MOST_TOLD) {
                told.add(contradiction);
            }
            if (!chosen.avoid(blamed, MOST_STEPS)) {
                return Decision.violated(new AnySource(List.copyOf(all), told));
            }
            if (chosen.isOver()) {
                return Decision.UNDECIDED;
            }
        }
        return Decision.UNDECIDED;
    }

    /** Adds the reads that a contradiction rests on. */
    private static void addReads(Contradiction contradiction, Set<Integer> reads) {
        if (contradiction instanceof OrderCycle cycle) {
            addReads(cycle.links(), reads);
        } else if (contradiction instanceof MissedWrite missed) {
            reads.add(missed.read());
            addReads(missed.seen(), reads);
        }
    }

    private static void addReads(List<Link> links, Set<Integer> reads) {
        for (Link link : links) {
            reads.add(link.read());
            addReads(link.seen(), reads);
        }
    }
}
