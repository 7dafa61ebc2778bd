package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.graph.CycleSearch;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.weak.SessionViolation.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Decides {@link SessionGuarantee}s, completely: of one that holds there is an order of all writes in which each read returns the last
 * write that it sees, and of one that is violated there is none. The order of a register's versions need not be known; that of a list's
 * is, and counts.
 *
 * <p>What a read has to see is known by what the reads before it returned, so all pairs of writes are known of which the first has to be
 * before the second ({@link SessionOrder}). If they are in no cycle, any order that agrees with them will do. Reads of values that
 * several micro-ops wrote, or none that took effect, say nothing; then a guarantee that is not violated is undecided.
 */
public final class SessionGuarantees {
    private static final EdgePattern ANY = EdgePattern.of(EnumSet.of(EdgeType.WW, EdgeType.PROCESS));
    /** Through so many edges the shortest cycles are looked for. */
    private static final int MOST_TRIED = 200;

    private static final long MOST_STEPS = 10_000_000;

    private final TransactionHistory h;
    private final ReadSources reads;
    private final ObservedMicroOps observed;
    private final SessionWrites done;
    private final Budget budget;

    private SessionGuarantees(ReadSources reads, InitialValue initial, Budget budget) {
        this.reads = reads;
        this.budget = budget;
        h = reads.h;
        observed = new ObservedMicroOps(reads, initial);
        done = new SessionWrites(reads, new Sessions(reads), observed);
    }

    /**
     * Gets ready to decide. Linear.
     *
     * @param reads who wrote what each read saw, as far as that is certain
     * @param initial what registers hold at first
     */
    public static SessionGuarantees of(ReadSources reads, InitialValue initial, Budget budget) {
        return new SessionGuarantees(reads, initial, budget);
    }

    /**
     * Whether a history keeps a guarantee.
     *
     * @param outcome the answer
     * @param violation why it does not; empty unless it is violated
     */
    public record Answer(Decision.Outcome outcome, Optional<SessionViolation> violation) {}

    /** Decides one. O(n·k) of n micro-ops and k processes at the worst. */
    public Answer decide(SessionGuarantee guarantee) {
        SessionOrder order = new SessionOrder(guarantee, reads, observed, done, budget);
        if (order.missingRead >= 0) {
            Step step = new SessionReasons(guarantee, h, observed, done).missed(order.missingRead, order.missedWrite);
            return violated(new SessionViolation(guarantee, List.of(step)));
        }
        TransactionGraph graph = TransactionGraph.of(order.nodes, List.of(order.edges, observed.versions));
        Components components = new Components(graph, ANY);
        if (components.cyclic() > 0) {
            return violated(new SessionViolation(guarantee, steps(guarantee, shortest(graph, components))));
        }
        boolean isDecided = order.isWhole() && observed.isComplete();
        return new Answer(isDecided ? Decision.Outcome.HOLDS : Decision.Outcome.UNDECIDED, Optional.empty());
    }

    private static Answer violated(SessionViolation why) {
        return new Answer(Decision.Outcome.VIOLATED, Optional.of(why));
    }

    private Cycle shortest(TransactionGraph graph, Components components) {
        CyclicPart part = CyclicPart.of(graph, components, h.microOps);
        CycleSearch search = new CycleSearch(
                part, ANY, Math.max(MOST_STEPS, 8L * part.graph().edges()));
        Optional<Cycle> shortest = Optional.empty();
        int tried = 0;
        for (int node = 0; node < part.transactions() && tried < MOST_TRIED; node++) {
            for (int at = part.graph().first(node); at < part.graph().first(node + 1); at++) {
                int most = shortest.map(cycle -> cycle.size() - 1).orElse(Integer.MAX_VALUE);
                if (most > 0 && (shortest.isEmpty() || !search.isSpent())) {
                    tried++;
                    Optional<Cycle> found = search.through(node, at, most);
                    shortest = found.isPresent() ? found : shortest;
                }
            }
        }
        return shortest.orElseThrow();
    }

    private List<Step> steps(SessionGuarantee guarantee, Cycle cycle) {
        SessionReasons reasons = new SessionReasons(guarantee, h, observed, done);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            int first = cycle.transactions().get(i);
            int second = cycle.transactions().get((i + 1) % cycle.size());
            steps.add(reasons.of(first, second));
        }
        return steps;
    }
}
