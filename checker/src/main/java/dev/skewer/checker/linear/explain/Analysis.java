package dev.skewer.checker.linear.explain;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.Parts;
import dev.skewer.checker.linear.parts.Parts.Part;
import dev.skewer.checker.linear.search.Exploration;
import dev.skewer.checker.linear.search.PartCheck;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of a check, part by part, and the verdict on the whole. */
public final class Analysis {
    /** The name of the anomaly that a history shows which has no linearization. */
    public static final String NONLINEARIZABLE = "nonlinearizable";

    /** How many parts are explained in search of one that is explained by few operations. */
    private static final int MAX_EXPLAINED = 4;

    private static final int MAX_NOTES = 2;
    private static final long CERTIFYING_STEPS = 4_000_000;

    private final OperationHistory h;
    private final Parts parts;
    private final List<Part> split;
    private final Model<?> model;
    private final List<PartResult> results;
    private final Budget limit;
    private final List<String> notes;
    /** The part of each result, by identity. */
    private final IdentityHashMap<PartResult, Part> partOf = new IdentityHashMap<>();

    private final IdentityHashMap<Part, Explanation> explanations = new IdentityHashMap<>();

    private @Nullable List<PartResult> told;

    /**
     * The analysis of a history.
     *
     * @param limit what the check might cost, and finding out what the verdict tells of it
     */
    public Analysis(
            OperationHistory h, Parts parts, List<Part> split, Model<?> model, List<PartResult> results, Budget limit) {
        this(h, parts, split, model, results, limit, List.of());
    }

    private Analysis(
            OperationHistory h,
            Parts parts,
            List<Part> split,
            Model<?> model,
            List<PartResult> results,
            Budget limit,
            List<String> notes) {
        this.h = h;
        this.parts = parts;
        this.split = split;
        this.model = model;
        this.results = List.copyOf(results);
        this.limit = limit;
        this.notes = List.copyOf(notes);
        for (int i = 0; i < split.size(); i++) {
            partOf.put(results.get(i), split.get(i));
        }
    }

    /** The same with one more thing that the verdict has to say. */
    public Analysis withNote(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Analysis(h, parts, split, model, results, limit, more);
    }

    /** The same with each part that is not linearizable undecided, for a reason. */
    public Analysis withDoubt(String because) {
        List<PartResult> doubtful = results.stream()
                .map(each -> each.valid() == Validity.FALSE ? each.undecided(because) : each)
                .toList();
        return new Analysis(h, parts, split, model, doubtful, limit, notes);
    }

    /** What the object should do. */
    Model<?> model() {
        return model;
    }

    /** Whether the whole history is linearizable: if every part is. */
    public Validity valid() {
        return results.stream().map(PartResult::valid).reduce(Validity.TRUE, Validity::and);
    }

    /** What is known of each part, in order of their first operation. */
    public List<PartResult> parts() {
        return results;
    }

    /** An operation of the history as the model saw it. */
    public Operation operation(int op) {
        return parts.operation(op);
    }

    /** The operations of a part, in order of invocation, without those that failed. */
    public List<Integer> operations(PartResult result) {
        return Arrays.stream(part(result).ops).boxed().toList();
    }

    /**
     * Looks closer at a part: for the orders that get farthest where there is none of all operations. Searches the part anew,
     * unless it is linearizable.
     *
     * @param result one of {@link #parts}
     * @param budget what the search may cost
     */
    public Exploration explore(PartResult result, Budget budget) {
        if (result.valid() == Validity.TRUE) {
            return new Exploration(Validity.TRUE, List.of(order(result)), true, -1, List.of());
        }
        Exploration found = new PartCheck(h, parts, model, budget).explore(part(result), budget.memoryBytes());
        if (found.valid() != Validity.UNKNOWN
                || found.orders().get(0).size() >= result.order().size()) {
            return found;
        }
        // The check had more time.
        List<List<Integer>> orders = new ArrayList<>(found.orders());
        orders.set(0, result.order());
        return new Exploration(Validity.UNKNOWN, orders, false, result.stuck(), List.of());
    }

    /** The number of the key that a part is about; {@link Calls#NONE} if it is about none. */
    public int key(PartResult result) {
        return h.key[part(result).ops[0]];
    }

    /**
     * A linearization of a part that is linearizable: the one that the check found, or that which the algorithm makes that decided
     * without a search. Operations of unknown outcome that are not in it were left out.
     *
     * @param result one of {@link #parts} that is true
     * @throws Budget.Exceeded if the thread was interrupted
     */
    public List<Integer> order(PartResult result) {
        if (result.valid() != Validity.TRUE) {
            throw new IllegalArgumentException("there is no order of a part that is " + result.valid());
        }
        Part part = part(result);
        if (!result.order().isEmpty() || !(model instanceof Monitored monitored)) {
            return result.order();
        }
        SubHistory these = calls(part);
        int[] order = monitored.decide(these.calls(), these.operations()).order();
        int[] whole = Replay.withFree(these.calls(), order);
        assert Replay.complaint(model, these.calls(), these.operations(), whole).isEmpty() : "no order";
        return Arrays.stream(whole).mapToObj(call -> part.ops[call]).toList();
    }

    /**
     * Checks the answer for a part again, independently of what gave it. Takes at most a few seconds.
     *
     * @param result one of {@link #parts}
     * @throws IllegalStateException if it is wrong
     * @throws dev.skewer.history.HistoryException if the model fails; names the operation
     */
    public Certificate certificate(PartResult result) {
        Part part = part(result);
        try {
            return certificate(part, result);
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        }
    }

    private Certificate certificate(Part part, PartResult result) {
        var certifier = new Certifier(calls(part), !result.contradiction().isEmpty(), new Effort(CERTIFYING_STEPS));
        return switch (result.valid()) {
            case TRUE ->
                certifier.order(order(result).stream()
                        .mapToInt(op -> Arrays.binarySearch(part.ops, op))
                        .toArray());
            case FALSE -> certifier.contradiction(explanation(result).renamed(op -> Arrays.binarySearch(part.ops, op)));
            case UNKNOWN -> Certifier.open();
        };
    }

    private Part part(PartResult result) {
        return Objects.requireNonNull(partOf.get(result), "a part of another history");
    }

    private SubHistory calls(Part part) {
        int n = part.ops.length;
        Calls calls = new Calls(h.invokedOf(part.ops), h.completedOf(part.ops), new int[n], new int[n], new int[n]);
        return SubHistory.whole(calls, parts.operations(part), model);
    }

    /** What a part is about, such as a key, as EDN writes it; empty if the history has no parts. */
    public static String name(PartResult result) {
        return result.part() == null ? "" : Values.text(result.part());
    }

    /**
     * The state of the object before an order and after each operation of it, as the model renders them.
     *
     * @param order operations of one part
     * @throws dev.skewer.history.HistoryException if the model fails; names the operation
     */
    public List<String> states(List<Integer> order) {
        return states(model, order);
    }

    private <S> List<String> states(Model<S> specification, List<Integer> order) {
        List<String> states = new ArrayList<>();
        S state = specification.initial();
        states.add(specification.render(state));
        for (int op : order) {
            S next;
            try {
                next = specification.step(state, operation(op));
                states.add(next == null ? "" : specification.render(next));
            } catch (RuntimeException e) {
                throw parts.complaint(op, new ModelFailure(operation(op), e));
            }
            if (next == null) {
                throw new IllegalStateException(
                        "this order is none: " + operation(op).text() + " is not possible in it");
            }
            state = next;
        }
        return states;
    }

    /** The name of the process that invoked an operation: its number, or its own name. */
    public String process(int op) {
        return h.processName(op);
    }

    /** The index of an operation's invocation in the history, by which people find it there. */
    public long index(int op) {
        return h.index[op];
    }

    /** Where among the events of all clients an operation was invoked, from zero. */
    public int invoked(int op) {
        return h.invoked[op];
    }

    /** Where among the events of all clients an operation returned; -1 if its outcome is unknown. */
    public int completed(int op) {
        return operation(op).known() ? h.completed[op] : -1;
    }

    /** When an operation was invoked, in nanoseconds since the start of the run. */
    public long invokeTime(int op) {
        return h.invokeTime[op];
    }

    /** When an operation returned; without meaning if its outcome is unknown. */
    public long completeTime(int op) {
        return h.completeTime[op];
    }

    /**
     * Why a part has no linearization: few operations that contradict each other. Computed when it is first asked for, within
     * limits that are counted in steps, not in time, so that equal histories are explained alike; takes some tenths of a second,
     * or a few seconds at worst. Not for several threads.
     *
     * @param result one of {@link #parts} that is false
     * @throws dev.skewer.history.HistoryException if the model fails; names the operation
     */
    public Explanation explanation(PartResult result) {
        return explanation(result, Budget.unlimited());
    }

    private Explanation explanation(PartResult result, Budget time) {
        Part part = part(result);
        try {
            return explanations.computeIfAbsent(
                    part, each -> new PartExplanation(each, result, calls(each), time).find());
        } catch (ModelFailure e) {
            throw parts.complaint(part, e);
        }
    }

    /**
     * The parts that are not linearizable and that reports tell of, each once: the first, and of the first few the one that
     * takes the fewest operations to explain. Finding that out is part of the check: it ends with its time, or a twentieth of it
     * later. Not for several threads.
     */
    public List<PartResult> told() {
        if (told == null) {
            told = choose(with(Validity.FALSE), limit.afterwards());
        }
        return told;
    }

    private List<PartResult> choose(List<PartResult> wrong, Budget time) {
        if (wrong.isEmpty()) {
            return List.of();
        }
        PartResult first = wrong.get(0);
        // Before it is told, and so within the time: a minimum of one part compares nothing.
        explanation(first, time);
        PartResult smallest = wrong.stream()
                .limit(MAX_EXPLAINED)
                .min(Comparator.comparingInt(each -> size(explanation(each, time))))
                .orElse(first);
        return first.equals(smallest) ? List.of(first) : List.of(first, smallest);
    }

    private static int size(Explanation explanation) {
        return explanation.isProved() ? explanation.shown().size() : Integer.MAX_VALUE;
    }

    /**
     * The story of a part that is not linearizable: the few operations of its {@linkplain #explanation explanation}, in time
     * order, and what was proved of them. Equal histories have equal stories.
     */
    public Example story(PartResult result) {
        return new Story(h, this, result, explanation(result)).example();
    }

    /** The operations of a story, in its order. */
    public List<Integer> storyOperations(PartResult result) {
        return new Story(h, this, result, explanation(result)).operations();
    }

    /** The verdict on the whole history. */
    public Verdict verdict() {
        List<PartResult> wrong = with(Validity.FALSE);
        List<PartResult> open = with(Validity.UNKNOWN);
        TreeMap<String, Anomaly> anomalies = new TreeMap<>();
        if (!wrong.isEmpty()) {
            List<Example> examples = told().stream().map(this::story).toList();
            anomalies.put(NONLINEARIZABLE, new Anomaly(NONLINEARIZABLE, wrong.size(), new TreeMap<>(), examples));
        }
        List<String> all = new ArrayList<>(wrong.isEmpty() ? undecided(open) : cutShort(open));
        all.addAll(notes);
        List<String> not = wrong.isEmpty() ? List.of() : List.of("linearizable");
        return new Verdict(
                valid(), model.name(), anomalies, not, ConsistencyModels.stronger(not), h.ops, opportunities(), all);
    }

    /** How many operations that returned overlapped another of their part. Linear. */
    private long opportunities() {
        long count = 0;
        for (Part part : split) {
            int ended = -1;
            for (int i = 0; i < part.ops.length; i++) {
                int op = part.ops[i];
                int next = i + 1 < part.ops.length ? h.invoked[part.ops[i + 1]] : Calls.NEVER;
                boolean overlaps = ended > h.invoked[op] || next < h.completed[op];
                count += overlaps && h.status[op] == OperationHistory.Status.OK ? 1 : 0;
                ended = Math.max(ended, h.completed[op]);
            }
        }
        return count;
    }

    private List<String> undecided(List<PartResult> open) {
        List<String> undecided = new ArrayList<>();
        for (PartResult each : open) {
            if (undecided.size() < MAX_NOTES) {
                undecided.add(label(each) + "not decided within the budget: " + progress(each));
            }
        }
        if (open.size() > undecided.size()) {
            undecided.add((open.size() - undecided.size()) + " more parts were not decided");
        }
        return undecided;
    }

    /** What to know of counts where the search ended because the verdict was certain. */
    private List<String> cutShort(List<PartResult> open) {
        return open.isEmpty()
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d parts were not decided, for one that is not linearizable decides the history:"
                                + " the count is of what was looked at",
                        open.size(),
                        results.size()));
    }

    /** How far a part got. */
    private String progress(PartResult undecided) {
        if (!undecided.because().isEmpty()) {
            return undecided.because();
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d operations placed, %,d configurations seen",
                undecided.order().size(),
                part(undecided).ops.length,
                undecided.configurations());
    }

    private List<PartResult> with(Validity valid) {
        return results.stream().filter(each -> each.valid() == valid).toList();
    }

    private static String label(PartResult result) {
        return result.part() == null ? "" : name(result) + ": ";
    }
}
