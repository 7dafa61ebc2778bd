package dev.skewer.checker.transaction.level;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.weak.Contradiction;
import dev.skewer.checker.transaction.weak.Contradiction.UnexplainedRead;
import dev.skewer.checker.transaction.weak.Contradiction.Why;
import dev.skewer.checker.transaction.weak.Decision;
import dev.skewer.checker.transaction.weak.LevelDecisions;
import dev.skewer.checker.transaction.weak.ReadSources;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import dev.skewer.checker.transaction.weak.SessionGuarantees;
import dev.skewer.checker.transaction.weak.SessionViolation;
import dev.skewer.checker.transaction.weak.SetLevels;
import dev.skewer.checker.transaction.weak.SourceSearch;
import dev.skewer.checker.transaction.weak.WeakLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The consistency models below snapshot isolation that reads alone decide, whatever the order of versions.
 *
 * <p>A history without real time comes from tools to which the order of sessions counts at every level, and to which read committed is
 * what is called monotonic atomic view elsewhere; there the models mean what they mean to these tools.
 */
public final class WeakModels {
    /** A part of a transaction's view that misses what another part has. */
    public static final String FRACTURED_READ = "fractured-read";
    /** A later read that misses what an earlier one of its transaction has seen. */
    public static final String NON_MONOTONIC_VIEW = "non-monotonic-view";
    /** A transaction that misses what it must have heard of. */
    public static final String CAUSALITY_VIOLATION = "causality-violation";

    private final Set<String> held = new LinkedHashSet<>();
    private final Set<String> excluded = new LinkedHashSet<>();
    private Optional<Named> contradiction = Optional.empty();
    private final List<SessionViolation> violations = new ArrayList<>();

    /**
     * Why a model is violated.
     *
     * @param anomaly its name
     * @param why the reads that say so
     */
    public record Named(String anomaly, Contradiction why) {}

    /** One model, and what it means. */
    private record Question(String model, WeakLevel level, boolean countsSessions, String anomaly) {
        Question withSessions() {
            boolean isReadCommitted = level == WeakLevel.READ_COMMITTED;
            return new Question(model, isReadCommitted ? WeakLevel.MONOTONIC_ATOMIC_VIEW : level, true, anomaly);
        }
    }

    /** From strong to weak. */
    private static final List<Question> QUESTIONS = List.of(
            new Question("causal", WeakLevel.CAUSAL, true, CAUSALITY_VIOLATION + CycleKind.PROCESS),
            new Question("causal-cerone", WeakLevel.CAUSAL, false, CAUSALITY_VIOLATION),
            new Question("read-atomic", WeakLevel.READ_ATOMIC, false, FRACTURED_READ),
            new Question("monotonic-atomic-view", WeakLevel.MONOTONIC_ATOMIC_VIEW, false, NON_MONOTONIC_VIEW),
            new Question("read-committed", WeakLevel.READ_COMMITTED, false, CycleKind.G1C));

    private static final List<SessionGuarantee> FROM_STRONG = List.of(
            SessionGuarantee.PRAM,
            SessionGuarantee.MONOTONIC_READS,
            SessionGuarantee.MONOTONIC_WRITES,
            SessionGuarantee.READ_YOUR_WRITES,
            SessionGuarantee.WRITES_FOLLOW_READS);

    /** Whether a model is one of these. */
    public static boolean areDecidedByReads(String model) {
        return QUESTIONS.stream().anyMatch(question -> question.model.equals(model))
                || FROM_STRONG.stream().anyMatch(guarantee -> guarantee.model().equals(model));
    }

    /** What the tools mean that have no real time. */
    private static final List<Question> OF_SESSIONS =
            QUESTIONS.stream().map(Question::withSessions).toList();

    /**
     * Decides those of which it is not known.
     *
     * @param held models that are satisfied
     * @param excluded models that are violated
     * @param observed what reads of registers saw; nothing for lists
     * @param needed only what this model needs is decided; empty for all
     * @param initial what registers hold at first
     */
    public WeakModels(
            TransactionHistory history,
            Optional<String> needed,
            Collection<String> held,
            Collection<String> excluded,
            boolean hasRealTime,
            Optional<ObservedWrites> observed,
            InitialValue initial,
            Budget budget) {
        this.held.addAll(held);
        this.excluded.addAll(excluded);
        List<Question> questions = hasRealTime ? QUESTIONS : OF_SESSIONS;
        LevelDecisions levels = null;
        for (Question question : questions) {
            boolean isNeeded = needed.isEmpty() || ConsistencyModels.implies(question.model, needed.get());
            if (isNeeded && !isKnown(question.model)) {
                levels = levels == null ? decisions(history, observed, budget) : levels;
                decide(question, levels);
            }
        }
        SessionGuarantees guarantees = null;
        for (SessionGuarantee guarantee : FROM_STRONG) {
            boolean isNeeded = needed.isEmpty() || ConsistencyModels.implies(guarantee.model(), needed.get());
            if (isNeeded && history.type != DataType.SET && !isKnown(guarantee.model())) {
                guarantees = guarantees == null
                        ? SessionGuarantees.of(ReadSources.of(history, observed), initial, budget)
                        : guarantees;
                decide(guarantee, guarantees);
            }
        }
    }

    private void decide(SessionGuarantee guarantee, SessionGuarantees guarantees) {
        SessionGuarantees.Answer answer = guarantees.decide(guarantee);
        if (answer.outcome() == Decision.Outcome.HOLDS) {
            held.add(guarantee.model());
        }
        answer.violation().ifPresent(violation -> {
            excluded.add(guarantee.model());
            violations.add(violation);
        });
    }

    private static LevelDecisions decisions(
            TransactionHistory history, Optional<ObservedWrites> observed, Budget budget) {
        return history.type == DataType.SET
                ? new SetLevels(history, budget)
                : new SourceSearch(history, observed, budget);
    }

    private boolean isKnown(String model) {
        return ConsistencyModels.isImpliedByAny(model, held) || ConsistencyModels.impliesAny(model, excluded);
    }

    private void decide(Question question, LevelDecisions levels) {
        Decision decision = levels.decide(question.level, question.countsSessions);
        switch (decision.outcome()) {
            case HOLDS -> held.add(question.model);
            case VIOLATED -> {
                if (isOfOneTransaction(decision)
                        && !question.model.equals("read-atomic")
                        && question.level != WeakLevel.CAUSAL) {
                    // Whether weaker models have a transaction see its own writes is a matter of taste; Elle's has not.
                    return;
                }
                excluded.add(question.model);
                // That of a weaker one says all.
                contradiction = decision.contradiction().map(why -> new Named(question.anomaly, why));
            }
            case UNDECIDED -> {}
        }
    }

    private static boolean isOfOneTransaction(Decision decision) {
        return decision.contradiction()
                .filter(why -> why instanceof UnexplainedRead read && read.why() == Why.OWN_WRITE_MISSED)
                .isPresent();
    }

    /** Models that are satisfied, with those that were known to be. */
    public Set<String> held() {
        return held;
    }

    /** Models that are violated, with those that were known to be. */
    public Set<String> excluded() {
        return excluded;
    }

    /** Why guarantees of sessions are violated, the weakest ones that are. */
    public List<SessionViolation> violations() {
        return violations.stream()
                .filter(violation -> violations.stream()
                        .noneMatch(other -> !other.equals(violation)
                                && ConsistencyModels.implies(
                                        violation.guarantee().model(),
                                        other.guarantee().model())))
                .toList();
    }

    /** Why the weakest model is violated of those that were not known to be. */
    public Optional<Named> contradiction() {
        return contradiction;
    }
}
