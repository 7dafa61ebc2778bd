package dev.skewer.checker.transaction.level;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.transaction.decide.Contradiction;
import dev.skewer.checker.transaction.decide.OrderDecision;
import dev.skewer.checker.transaction.decide.Promise;
import dev.skewer.checker.transaction.graph.Cycle;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which of serializability and snapshot isolation, each with and without the order of processes and real time, a history keeps whose
 * dependencies are not complete: what they leave open is decided by {@link OrderDecisions}, first for the model that was asked for; the
 * others only if that is violated, to find the weakest that is.
 */
public final class OpenLevels {
    /** From strong to weak. */
    private static final List<Question> QUESTIONS = List.of(
            new Question("strict-serializable", Promise.SERIALIZABLE, Kept.REALTIME, false),
            new Question("strong-session-serializable", Promise.SERIALIZABLE, Kept.PROCESS, false),
            new Question("serializable", Promise.SERIALIZABLE, Kept.NOTHING, false),
            new Question(Anomalies.REPEATABLE_READ, Promise.SERIALIZABLE, Kept.NOTHING, true),
            new Question("strong-snapshot-isolation", Promise.SNAPSHOT_ISOLATION, Kept.REALTIME, false),
            new Question("strong-session-snapshot-isolation", Promise.SNAPSHOT_ISOLATION, Kept.PROCESS, false),
            new Question("snapshot-isolation", Promise.SNAPSHOT_ISOLATION, Kept.NOTHING, false));

    private static final List<String> MILDEST_LAST =
            List.of(CycleKind.G0, CycleKind.G1C, CycleKind.G_SINGLE, CycleKind.G_NONADJACENT, CycleKind.G2_ITEM);

    private final OrderDecisions decisions;
    private final Budget budget;
    private final Set<String> held = new LinkedHashSet<>();
    private final Set<String> excluded = new TreeSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, Contradiction> contradictions = new LinkedHashMap<>();
    private final Map<String, Set<String>> violated = new TreeMap<>();
    private int choices;

    /**
     * What is asked.
     *
     * @param isOfObjects whether reads of predicates alone do not count: without them, repeatable read is serializability (Adya's PL-2.99
     *     has no cycle of dependencies that are not anti-dependencies of predicates, so an order of transactions agrees with all others)
     */
    private record Question(String model, Promise promise, Kept kept, boolean isOfObjects) {}

    private OpenLevels(OrderDecisions decisions, Collection<String> excluded, Budget budget) {
        this.decisions = decisions;
        this.budget = budget;
        this.excluded.addAll(excluded);
    }

    /**
     * Decides.
     *
     * @param consistencyModel the model that was asked for
     * @param excluded models that are known to be violated
     */
    public static OpenLevels decide(
            OrderDecisions decisions, String consistencyModel, Collection<String> excluded, Budget budget) {
        var levels = new OpenLevels(decisions, excluded, budget);
        List<Question> enough = levels.questions()
                .filter(question -> ConsistencyModels.implies(question.model, consistencyModel))
                .toList();
        if (enough.isEmpty()) {
            return levels;
        }
        Question first = enough.get(enough.size() - 1);
        levels.ask(first);
        if (!levels.held.contains(first.model)) {
            levels.questions()
                    .filter(question -> ConsistencyModels.implies(first.model, question.model))
                    .forEach(levels::ask);
        }
        return levels;
    }

    /**
     * Decides some models, from strong to weak, whatever was asked for.
     *
     * @param models those that are open
     * @param excluded models that are known to be violated
     */
    public static OpenLevels decideAll(
            OrderDecisions decisions, Collection<String> models, Collection<String> excluded, Budget budget) {
        var levels = new OpenLevels(decisions, excluded, budget);
        levels.questions().filter(question -> models.contains(question.model)).forEach(levels::ask);
        return levels;
    }

    /** What can be asked: without predicates there is nothing that repeatable read has for itself. */
    private Stream<Question> questions() {
        boolean areOfObjects = decisions.hasPredicateReads() && decisions.knowsObjects();
        return QUESTIONS.stream().filter(question -> areOfObjects || !question.isOfObjects);
    }

    private void ask(Question question) {
        String model = question.model;
        boolean isKnown = ConsistencyModels.isImpliedByAny(model, held)
                || ConsistencyModels.impliesAny(model, excluded)
                || open.contains(model);
        if (isKnown) {
            return;
        }
        OrderDecision decision = question.isOfObjects
                ? decisions.decideOfObjects(question.promise, question.kept, budget)
                : decisions.decide(question.promise, question.kept, budget);
        if (decision instanceof OrderDecision.Ordered) {
            held.add(model);
        } else if (decision instanceof OrderDecision.Contradicted contradicted) {
            excluded.add(model);
            String shape = mildest(contradicted.why());
            boolean needsPredicates = contradicted.why().needsPredicates();
            String anomaly = needsPredicates ? CycleKind.G2 + CycleKind.suffix(shape) : shape;
            if (needsPredicates) {
                Set<String> models = violated.computeIfAbsent(anomaly, unused -> new TreeSet<>());
                models.addAll(Anomalies.violatedByPredicates(shape));
                models.add(model);
                excluded.addAll(models);
            } else {
                excluded.addAll(Anomalies.violated(anomaly));
            }
            if (!contradicted.why().choices().isEmpty()) {
                contradictions.putIfAbsent(anomaly, contradicted.why());
            }
        } else if (decision instanceof OrderDecision.Undecided undecided) {
            open.add(model);
            choices = Math.max(choices, undecided.choices());
        }
    }

    /** Models for which an order was found. */
    public Set<String> held() {
        return Set.copyOf(held);
    }

    /** Models that are violated. */
    public Set<String> excluded() {
        return Set.copyOf(excluded);
    }

    /**
     * The contradictions that need several cycles, since the order of some writes is open: one for each name of an anomaly. Whichever
     * way the writes are put, there is a cycle of that kind or of a worse one.
     */
    public Map<String, Contradiction> contradictions() {
        return contradictions;
    }

    /** The models that contradictions of a name violate beyond what the name says. */
    public Set<String> violated(String anomaly) {
        return violated.getOrDefault(anomaly, Set.of());
    }

    /** What the budget did not allow to tell, a sentence each. */
    public List<String> notes() {
        return open.isEmpty()
                ? List.of()
                : List.of("the budget was spent before it was known whether the history is "
                        + String.join(" or ", open) + "; " + choices + " choices were open: "
                        + decisions.open());
    }

    /** The shape of the mildest of the cycles of a contradiction, with the suffix of the order that one of them needs. */
    private static String mildest(Contradiction why) {
        int mildest = 0;
        String suffix = "";
        for (List<Contradiction.Step> steps : why.cycles()) {
            Cycle cycle = new Cycle(
                    steps.stream().map(Contradiction.Step::from).toList(),
                    steps.stream().map(Contradiction.Step::type).toList(),
                    false,
                    false);
            String kind = CycleKind.shape(cycle);
            String own = CycleKind.suffix(kind);
            if (own.equals(CycleKind.REALTIME) || suffix.isEmpty()) {
                suffix = own;
            }
            String base = kind.substring(0, kind.length() - own.length());
            mildest = Math.max(mildest, MILDEST_LAST.indexOf(base));
        }
        return MILDEST_LAST.get(mildest) + suffix;
    }
}
