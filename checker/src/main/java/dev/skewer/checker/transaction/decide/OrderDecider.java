package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether transactions have an order that keeps a {@link Promise} and explains all reads. Sound and complete: an order that is
 * found is replayed by the definition, and a contradiction rests on nothing but cycles, whichever way pairs of writes are ordered.
 *
 * <p>An order that agrees with all that is known is replayed; writes that come between a read and what it saw (and, for snapshot
 * isolation, overlap) become choices; these are searched, and so on, until a replay finds nothing wrong or the choices contradict each
 * other. Where the first order is guessed well, from real time, there are few, and the whole is hardly more than linear; the problem
 * itself is NP-complete.
 */
public final class OrderDecider {
    /** After so many transactions of which a bet was wrong it is given up. */
    private static final int MOST_BETS = 12;
    /** So many conflicts are worth a bet. */
    private static final long BET = 20_000;

    private final OrderProblem problem;
    private final Promise promise;
    private final int[] begin;
    private final int[] commit;
    private final Budget budget;
    private final OrderChoices choices;
    private @Nullable Candidates candidates;

    private OrderDecider(OrderProblem problem, Promise promise, int[] begin, int[] commit, Budget budget) {
        this.problem = problem;
        this.promise = promise;
        this.begin = begin;
        this.commit = commit;
        this.budget = budget;
        choices = new OrderChoices(problem.versions(), promise);
    }

    /**
     * Decides.
     *
     * @param problem what is known; not changed
     * @param begin by transaction, when it was called as far as that is known: any numbers, smaller ones are earlier, in order. Only how
     *     fast an answer is found depends on it
     * @param commit by transaction, when it had returned, on the same scale
     * @param isRealTime whether these are moments of one clock
     * @param isKept whether the order of these moments is among what is known
     * @param budget past it nothing is decided
     */
    public static OrderDecision decide(
            OrderProblem problem,
            Promise promise,
            int[] begin,
            int[] commit,
            boolean isRealTime,
            boolean isKept,
            Budget budget) {
        if (isRealTime && problem.versions().openReads() > 0) {
            return decideOpen(problem, promise, begin, commit, isKept, budget);
        }
        var decider = new OrderDecider(problem, promise, begin, commit, budget);
        return isRealTime ? decider.bet().decision : decider.search(decider.nothing(), Long.MAX_VALUE).decision;
    }

    /** Decides where reads are open: as if they had seen what was written at about the same time, and if that fails, without. */
    private static OrderDecision decideOpen(
            OrderProblem problem, Promise promise, int[] begin, int[] commit, boolean isKept, Budget budget) {
        var likely = new LikelySources(problem, promise, begin, commit);
        Outcome outcome = null;
        for (int bets = 0; bets < MOST_BETS && !likely.isEmpty(); bets++) {
            outcome = new OrderDecider(likely.resolved(), promise, begin, commit, budget).bet();
            boolean isWrong = outcome.decision instanceof OrderDecision.Contradicted;
            if (!isWrong || isKept || !likely.leaveOut(outcome.core)) {
                break;
            }
        }
        if (outcome != null && !(outcome.decision instanceof OrderDecision.Contradicted)) {
            return outcome.decision;
        }
        // What the bet contradicts is told by what is certain.
        OrderDecision certain = new OrderDecider(problem, promise, begin, commit, budget).bet().decision;
        return isKept && outcome != null && certain instanceof OrderDecision.Undecided ? outcome.decision : certain;
    }

    /** What a search came to, and the cycles of a contradiction. */
    private record Outcome(OrderDecision decision, List<int[]> core) {}

    /** Decides as if writers had committed in real time, and again without those that cannot have. */
    private Outcome bet() {
        var assumed = new AssumedOrder(problem, begin, commit);
        for (int bets = 0; bets < MOST_BETS; bets++) {
            Outcome outcome = search(assumed.graph(), BET);
            if (outcome.decision instanceof OrderDecision.Ordered) {
                return outcome;
            }
            if (outcome.decision instanceof OrderDecision.Undecided) {
                break;
            }
            if (!assumed.leaveOut(outcome.core, promise)) {
                return outcome;
            }
        }
        return search(nothing(), Long.MAX_VALUE);
    }

    /** An order that says nothing. */
    private TransactionGraph nothing() {
        return TransactionGraph.of(problem.transactions(), List.of());
    }

    private Outcome search(TransactionGraph assumed, long conflicts) {
        KnownGraph graph = KnownGraph.of(problem, promise, assumed);
        var guess = new Guess(problem, promise, graph, begin, commit);
        int[] hints = guess.hints(promise, graph.nodes());
        DynamicOrder order = new DynamicOrder(graph, hints);
        if (order.isCyclic()) {
            return contradicted(new ClauseStore.Grounds(List.of(KnownCycle.find(graph, order)), List.of()));
        }
        if (candidates == null) {
            candidates = new Candidates(problem.versions(), promise, guess, hints);
        }
        var search = new ChoiceSearch(choices, order, conflicts, budget);
        var replay = new Replay(problem, promise, guess, choices, candidates);
        boolean isChosen = false;
        while (true) {
            int known = choices.count() + choices.clauses().size();
            if (replay.run(order, isChosen ? search : null) == 0) {
                return new Outcome(new OrderDecision.Ordered(transactions(order)), List.of());
            }
            if (isChosen && choices.count() + choices.clauses().size() == known) {
                throw new IllegalStateException("an order that agrees with all choices is wrong");
            }
            ChoiceSearch.Result result = search.run();
            if (result == ChoiceSearch.Result.CONTRADICTION) {
                return contradicted(Core.minimized(search.core(), budget.afterwards()));
            }
            if (result == ChoiceSearch.Result.UNDECIDED || budget.exhausted()) {
                return new Outcome(new OrderDecision.Undecided(choices.count()), List.of());
            }
            // The search moves points about; back to where they seemed to be, for fewer are wrong there.
            order.renew();
            isChosen = true;
        }
    }

    private Outcome contradicted(ClauseStore.Grounds core) {
        Contradiction why = Core.told(core, promise, problem.transactions(), choices::told);
        return new Outcome(new OrderDecision.Contradicted(why), core.cycles());
    }

    private int[] transactions(DynamicOrder order) {
        int[] transactions = new int[problem.transactions()];
        int size = 0;
        for (int point : order.order()) {
            int t = promise.transaction(point);
            if (t < problem.transactions() && point == promise.commit(t)) {
                transactions[size++] = t;
            }
        }
        return transactions;
    }
}
