package dev.skewer.checker.linear;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.Parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What came of a check, part by part, and the verdict on the whole. */
public final class Analysis {
    /** The name of the anomaly that a history shows which has no linearization. */
    public static final String NONLINEARIZABLE = "nonlinearizable";

    private static final int MAX_EXAMPLES = 2;
    private static final int MAX_STEPS = 12;
    private static final int MAX_REASONS = 4;

    private final OperationHistory h;
    private final Parts parts;
    private final List<Part> split;
    private final Model<?> model;
    private final List<PartResult> results;
    private final List<String> notes;
    /** By result: which of the parts it is about. */
    private final IdentityHashMap<PartResult, Integer> places = new IdentityHashMap<>();

    Analysis(OperationHistory h, Parts parts, List<Part> split, Model<?> model, List<PartResult> results) {
        this(h, parts, split, model, results, List.of());
    }

    private Analysis(
            OperationHistory h,
            Parts parts,
            List<Part> split,
            Model<?> model,
            List<PartResult> results,
            List<String> notes) {
        this.h = h;
        this.parts = parts;
        this.split = split;
        this.model = model;
        this.results = List.copyOf(results);
        this.notes = List.copyOf(notes);
        for (int part = 0; part < results.size(); part++) {
            places.put(results.get(part), part);
        }
    }

    /** The same with one more thing that the verdict has to say. */
    Analysis withNote(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Analysis(h, parts, split, model, results, more);
    }

    /** The same with each part that is not linearizable undecided, for a reason. */
    Analysis withDoubt(String because) {
        List<PartResult> doubtful = results.stream()
                .map(each -> each.valid() == Validity.FALSE ? each.undecided(because) : each)
                .toList();
        return new Analysis(h, parts, split, model, doubtful, notes);
    }

    /** Whether the history is linearizable, as far as that was found out. */
    Validity valid() {
        Validity all = Validity.TRUE;
        for (PartResult each : results) {
            all = all.and(each.valid());
        }
        return all;
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
     * Looks closer at a part: for the orders that get farthest where there is none of all operations, and for an order
     * where it was only decided that there is one. Searches the part anew.
     *
     * @param result one of {@link #parts}
     * @param budget what the search may cost
     */
    public Exploration explore(PartResult result, Budget budget) {
        if (result.valid() == Validity.TRUE && !result.order().isEmpty()) {
            return new Exploration(Validity.TRUE, List.of(result.order()), true, -1, List.of());
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
    int key(PartResult result) {
        return h.key[part(result).ops[0]];
    }

    private Part part(PartResult result) {
        Integer place = places.get(result);
        if (place == null) {
            throw new IllegalArgumentException("the result is not one of this analysis");
        }
        return split.get(place);
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
            try {
                S next = specification.step(state, operation(op));
                state = next == null ? state : next;
                states.add(specification.render(state));
            } catch (RuntimeException e) {
                throw parts.complaint(op, new ModelFailure(operation(op), e));
            }
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
     * Operations of a part that is not linearizable which contradict each other, whatever the others did: few, and as a rule
     * none of them can be spared. Not computed before it is asked for; takes some hundred times what the check of the part
     * took.
     *
     * @param result one of {@link #parts} that is false
     * @param budget what it may cost; past it the core is merely small
     */
    public List<Integer> core(PartResult result, Budget budget) {
        return new PartCheck(h, parts, model, budget).core(part(result), result);
    }

    /**
     * The verdict on the whole history.
     *
     * @param explaining what finding the cores of the examples may cost
     */
    public Verdict verdict(Budget explaining) {
        List<PartResult> wrong = with(Validity.FALSE);
        List<PartResult> open = with(Validity.UNKNOWN);
        TreeMap<String, Anomaly> anomalies = new TreeMap<>();
        if (!wrong.isEmpty()) {
            List<Example> examples = wrong.stream()
                    .limit(MAX_EXAMPLES)
                    .map(each -> story(each, explaining))
                    .toList();
            anomalies.put(NONLINEARIZABLE, new Anomaly(NONLINEARIZABLE, wrong.size(), new TreeMap<>(), examples));
        }
        List<String> all = new ArrayList<>(wrong.isEmpty() ? undecided(open) : cutShort(open));
        all.addAll(notes);
        return new Verdict(valid(), model.name(), anomalies, List.of(), List.of(), h.ops, 0, all);
    }

    private List<String> undecided(List<PartResult> open) {
        List<String> undecided = new ArrayList<>();
        for (PartResult each : open) {
            if (undecided.size() < MAX_EXAMPLES) {
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

    private Example story(PartResult result, Budget explaining) {
        List<Integer> core = core(result, explaining);
        List<Integer> shown = core.isEmpty() ? List.of(result.stuck()) : core;
        List<Example.Step> steps = new ArrayList<>();
        for (int op : shown.subList(Math.max(0, shown.size() - MAX_STEPS), shown.size())) {
            steps.add(new Example.Step(
                    "T" + (steps.size() + 1),
                    h.index[op],
                    h.processName(op),
                    h.invokeTime[op],
                    h.completeTime[op],
                    operation(op).text(),
                    op == result.stuck() ? "cannot be placed" : ""));
        }
        String title = label(result) + operation(result.stuck()).text() + " fits nowhere";
        String number = shown.size() == 1 ? "This operation fits" : "These " + shown.size() + " operations fit";
        String contradiction = number + " no order that agrees with real time, whatever the others did: "
                + (result.because().isEmpty() ? impasse(result) : result.because()) + ".";
        return new Example(title, steps, contradiction);
    }

    private String impasse(PartResult result) {
        String stuck = operation(result.stuck()).text();
        if (result.refusals().isEmpty()) {
            return "no order leads past " + stuck;
        }
        List<String> reasons =
                result.refusals().stream().limit(MAX_REASONS).map(Refusal::why).toList();
        int more = result.refusals().size() - reasons.size();
        return "in every order of what had to come before, the turn of " + stuck + " comes when "
                + String.join(", or when ", reasons) + (more > 0 ? ", and so on for " + more + " more states" : "");
    }
}
