package dev.skewer.checker.transaction;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.OpenVersions;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.StrictOrder;
import dev.skewer.checker.transaction.graph.TimeBounds;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.infer.ListInference;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.infer.RepeatedElements;
import dev.skewer.checker.transaction.infer.SetInference;
import dev.skewer.checker.transaction.level.OrderedDependencies;
import dev.skewer.checker.transaction.level.SerialReplay;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The check of one history: what its reads and writes say of the order of transactions, whether there is an order that agrees with all of
 * that and with real time, and if not, which consistency models still hold and which cycles exclude the others.
 */
final class TransactionCheck {
    /** Models that are not looked for in sets. */
    private static final Set<String> OPEN_OF_SETS = Set.of(
            "monotonic-view",
            "monotonic-snapshot-read",
            "update-atomic",
            "cursor-stability",
            "monotonic-reads",
            "monotonic-writes",
            "read-your-writes",
            "writes-follow-reads",
            "pram");

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    /** What registers hold at first. */
    private final InitialValue initial;
    /** What is assumed of each register by itself. */
    private final KeyOrder keyOrder;

    private final Workers workers;
    private final Budget budget;
    /** What a verdict of true rests on, if that is one order of all transactions. */
    private @Nullable Witness witness;
    /** How many reads saw what several transactions wrote. */
    private long openReads;
    /** What is certain, if elements of lists name no transaction. */
    private @Nullable Inference repeatedElements;
    /** What the budget left open. */
    private List<String> undecided = List.of();

    private record Witness(StrictOrder order, Inference inference) {}

    TransactionCheck(
            TransactionHistory history,
            String model,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            Workers workers,
            Budget budget) {
        this(history, model, consistencyModel, hasRealTime, initial, KeyOrder.OPEN, workers, budget);
    }

    /** The same where something is assumed of each register by itself. */
    TransactionCheck(
            TransactionHistory history,
            String model,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            KeyOrder keyOrder,
            Workers workers,
            Budget budget) {
        h = history;
        this.keyOrder = keyOrder;
        groups = new KeyGroups(history);
        this.model = model;
        this.consistencyModel = consistencyModel;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
        this.workers = workers;
        this.budget = budget;
    }

    Verdict run() {
        try {
            Verdict verdict = decide();
            return verdict.valid() == Validity.UNKNOWN && repeatedElements != null
                    ? withElementsTold(verdict, repeatedElements)
                    : verdict;
        } catch (Budget.Exceeded e) {
            return exceeded(model, h.size);
        }
    }

    /** The verdict where the budget was spent before anything was known. */
    static Verdict exceeded(String model, int transactions) {
        return new Verdict(
                Validity.UNKNOWN,
                model,
                new TreeMap<>(),
                List.of(),
                List.of(),
                transactions,
                0,
                List.of("the budget was spent before the dependencies of transactions were known"));
    }

    /** The verdict if a guess of which append each repeated element of a list is from satisfies the model; otherwise as it is. */
    private Verdict withElementsTold(Verdict open, Inference inference) {
        int[] earliest = Arrays.copyOf(h.invoked, h.size);
        int[] latest = Arrays.copyOf(h.completed, h.size);
        TimeBounds.narrow(TransactionGraph.of(inference.nodes(), inference.edges()), earliest, latest);
        return RepeatedElements.told(h, groups, earliest, latest)
                .flatMap(told -> satisfied(open, told))
                .or(() ->
                        RepeatedElements.told(h, groups, h.invoked, h.completed).flatMap(told -> satisfied(open, told)))
                .orElse(open);
    }

    /** The verdict if a history that has an execution only if this one has satisfies the model. */
    private Optional<Verdict> satisfied(Verdict open, TransactionHistory told) {
        var check = new TransactionCheck(told, model, consistencyModel, hasRealTime, initial, workers, budget);
        Verdict verdict = check.decide();
        if (verdict.valid() != Validity.TRUE) {
            return Optional.empty();
        }
        witness = check.witness;
        // What the guess shows besides is not certain, but what it satisfies is satisfied.
        return Optional.of(new Verdict(
                Validity.TRUE,
                model,
                open.anomalies(),
                open.not(),
                open.alsoNot(),
                h.size,
                open.opportunities(),
                List.of(),
                open.allowed(),
                verdict.satisfied()));
    }

    private Verdict decide() {
        OpenVersions versions = null;
        Optional<ObservedWrites> observed = Optional.empty();
        List<EdgeList> likely = List.of();
        Inference inference;
        if (h.type == DataType.REGISTER) {
            RegisterInference.Result registers = RegisterInference.infer(h, groups, initial, keyOrder, workers, budget);
            inference = registers.inference();
            versions = registers.versions();
            observed = Optional.of(registers.observed());
            openReads = registers.observed().open();
            likely = registers.likely().size() == 0 ? likely : List.of(registers.likely());
        } else if (h.type == DataType.SET) {
            inference = new SetInference(h, groups, workers, budget).inference();
        } else {
            inference = ListInference.infer(h, groups, workers, budget);
            repeatedElements = inference.notes().isEmpty() ? null : inference;
        }
        if (h.blankTransactions() > 0 && inference.findings().count(Findings.Kind.GARBAGE_READ) > 0) {
            inference = inference.withBlank(h.blankTransactions());
        }
        if (inference.findings().isEmpty()) {
            Optional<StrictOrder> found = explained(inference, likely);
            if (found.isPresent()) {
                witness = new Witness(found.get(), inference);
                return verdict(inference, true, new FoundAnomalies(h), Set.of(), Set.of("strict-serializable"));
            }
        }
        ModelDecisions decisions = new ModelDecisions(
                h,
                groups,
                inference,
                versions,
                observed,
                consistencyModel,
                hasRealTime,
                initial,
                keyOrder,
                workers,
                budget);
        decisions.run();
        undecided = decisions.undecided();
        return verdict(inference, decisions.isHeld(), decisions.anomalies(), decisions.excluded(), decisions.held());
    }

    /** Whether the order of all transactions that the verdict rests on, if it does on one, gives each read what it returned. */
    Optional<Boolean> certified() {
        return Optional.ofNullable(witness).map(found -> explains(found.order, found.inference));
    }

    private boolean explains(StrictOrder order, Inference inference) {
        return new SerialReplay(h, inference.tookEffect(), initial.token())
                .refutation(order.transactions())
                .isEmpty();
    }

    /**
     * A strict order that explains all reads, if one of those does that are tried.
     *
     * @param likely edges that make it more likely; what is found is right with them or without
     */
    private Optional<StrictOrder> explained(Inference inference, List<EdgeList> likely) {
        Optional<StrictOrder> found = OrderedDependencies.strictOrder(h, inference, likely, hasRealTime)
                .filter(order -> isProof(order, inference));
        return found.isEmpty() && !likely.isEmpty()
                ? OrderedDependencies.strictOrder(h, inference, List.of(), hasRealTime)
                        .filter(order -> isProof(order, inference))
                : found;
    }

    private boolean isProof(StrictOrder order, Inference inference) {
        return inference.isComplete() || explains(order, inference);
    }

    /** What the verdict on the model that was asked for would need to be known. */
    private List<String> whyUnknown(Inference inference) {
        if (h.type == DataType.SET && OPEN_OF_SETS.contains(consistencyModel)) {
            return List.of(consistencyModel
                    + " is decided of lists and registers; of sets only what follows from other models");
        }
        if (consistencyModel.equals("cursor-stability")) {
            return List.of(
                    "whether it is cursor-stability depends on which reads went through a cursor, which a history does not"
                            + " say; it is certain only of histories that lose no update, and of those that are not read-committed");
        }
        boolean isOfSessions = Stream.of(SessionGuarantee.values())
                .anyMatch(guarantee -> guarantee.model().equals(consistencyModel));
        if (isOfSessions) {
            return List.of("whether it is " + consistencyModel
                    + " depends on reads that returned what no one write that took effect is known for");
        }
        return inference.isComplete() || (inference.notes().isEmpty() && undecided.isEmpty())
                ? List.of("whether it is " + consistencyModel + " depends on the order of writers that no read shows"
                        + (openReads == 0
                                ? ""
                                : ", and on which of several writes of the same value reads saw (" + openReads
                                        + " reads are open)"))
                : List.of();
    }

    private Verdict verdict(
            Inference inference, boolean isDecided, FoundAnomalies anomalies, Set<String> excluded, Set<String> held) {
        boolean isViolated = ConsistencyModels.impliesAny(consistencyModel, excluded);
        FoundAnomalies.Judged judged = anomalies.judged(consistencyModel, isViolated);
        List<String> not = ConsistencyModels.weakest(excluded);
        Validity valid = isViolated ? Validity.FALSE : isDecided ? Validity.TRUE : Validity.UNKNOWN;
        List<String> notes = new ArrayList<>(inference.notes());
        notes.addAll(undecided);
        if (keyOrder != KeyOrder.OPEN) {
            notes.add(keyOrder.note());
        }
        if (valid == Validity.UNKNOWN) {
            notes.addAll(whyUnknown(inference));
        }
        return new Verdict(
                valid,
                model,
                judged.found(),
                not,
                ConsistencyModels.stronger(not),
                h.size,
                Opportunities.count(h, groups),
                notes,
                judged.allowed(),
                ConsistencyModels.strongest(held));
    }
}
