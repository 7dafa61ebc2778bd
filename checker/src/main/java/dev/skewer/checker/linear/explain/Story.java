package dev.skewer.checker.linear.explain;

import dev.skewer.checker.Example;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.search.PartResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lays out why a part of a history is not linearizable: the operations to look at and the sentences that say what was proved
 * of them. Nothing is said that was not proved.
 */
public final class Story {
    /** A state or an answer longer than this is cut. */
    private static final int MAX_TEXT = 160;

    private static final int MAX_REASONS = 4;
    private static final int MAX_ELEMENTS = 3;
    /** What the built-in models call their operations that change nothing. */
    private static final Set<String> OBSERVERS = Set.of("read", "get", "contains");

    private static final String CANNOT = "cannot be placed";

    private final OperationHistory h;
    private final Analysis analysis;
    private final PartResult part;
    private final Explanation explanation;
    private final List<Integer> shown;

    public Story(OperationHistory h, Analysis analysis, PartResult part, Explanation explanation) {
        this.h = h;
        this.analysis = analysis;
        this.part = part;
        this.explanation = explanation;
        shown = few(explanation);
    }

    /** The rows: all that the proof needs if they are few, else those that the sentences name and the last ones beside. */
    private static List<Integer> few(Explanation explanation) {
        List<Integer> all = explanation.shown();
        Set<Integer> few = new TreeSet<>(Set.of(explanation.stuck()));
        if (explanation.basis() instanceof Explanation.AfterOperation after) {
            few.add(after.operation());
        }
        for (int i = all.size() - 1; i >= 0 && few.size() < Explainer.MAX_ROWS; i--) {
            few.add(all.get(i));
        }
        return List.copyOf(few);
    }

    /** The operations that are shown, in order of invocation. */
    public List<Integer> operations() {
        return shown;
    }

    public Example example() {
        List<Example.Step> steps = new ArrayList<>();
        for (int op : shown) {
            steps.add(new Example.Step(
                    name(op),
                    h.index[op],
                    h.processName(op),
                    h.invokeTime[op],
                    h.completeTime[op],
                    analysis.operation(op).f(),
                    OBSERVERS.contains(analysis.operation(op).f()) ? Example.Kind.READ : Example.Kind.OTHER,
                    text(op),
                    op == explanation.stuck() && explanation.isProved() ? CANNOT : ""));
        }
        String key = part.part() == null ? "" : cut(Analysis.name(part)) + ": ";
        return new Example(key + title(), steps, List.of(), proof());
    }

    private String title() {
        return explanation.isProved()
                ? text(explanation.stuck()) + " fits nowhere"
                : count(analysis.operations(part).size()) + " operations have no linearization";
    }

    private String name(int op) {
        return "T" + (shown.indexOf(op) + 1);
    }

    private String text(int op) {
        return cut(analysis.operation(op).text());
    }

    public static String cut(String text) {
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, MAX_TEXT) + "… (" + count(text.length()) + " characters)";
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** What was proved, in sentences. */
    private String proof() {
        Explanation.Basis basis = explanation.basis();
        if (basis instanceof Explanation.Unknown) {
            return unproved();
        }
        StringBuilder text = new StringBuilder();
        if (basis instanceof Explanation.AfterOperation after) {
            text.append(onlyElements())
                    .append(name(after.operation()))
                    .append(" says what the state was after all that had returned before it: ")
                    .append(cut(after.state()))
                    .append(". ");
        } else if (basis instanceof Explanation.Cut cut) {
            text.append(onlyElements()).append(cut(cut));
        }
        text.append(these(basis)).append(" no order that agrees with real time");
        text.append(others());
        String why = why();
        text.append(why.isEmpty() ? "." : ": " + why + ".");
        int hidden = explanation.shown().size() - shown.size();
        if (hidden > 0) {
            text.append(" Of them, ").append(shown.size()).append(" are shown, ");
            text.append(count(hidden)).append(" are not.");
        }
        return text.toString();
    }

    /** What the proof looks at, if not at everything. */
    private String onlyElements() {
        List<Object> elements = explanation.elements();
        if (!(analysis.model() instanceof Composite composite) || !leavesOut(composite)) {
            return "";
        }
        String noun = composite.element() + (elements.size() == 1 ? "" : "s");
        String which = elements.size() > MAX_ELEMENTS
                ? count(elements.size()) + " " + noun
                : noun + " " + elements.stream().map(Values::text).sorted().collect(Collectors.joining(" and "));
        return "Looking only at " + cut(which) + ": ";
    }

    private String others() {
        boolean isPart = explanation.basis() instanceof Explanation.Beginning
                && !explanation.elements().isEmpty();
        return isPart && analysis.model() instanceof Composite composite
                ? ", whatever became of other " + composite.element() + "s"
                : ", whatever the others did";
    }

    /** Whether there are elements that the proof does not look at. */
    private boolean leavesOut(Composite composite) {
        Set<Object> some = new HashSet<>(explanation.elements());
        return !some.isEmpty()
                && analysis.operations(part).stream()
                        .anyMatch(op -> !some.containsAll(composite.elements(analysis.operation(op))));
    }

    /** Which operations have no order, as the subject of a sentence and its verb. */
    private String these(Explanation.Basis basis) {
        int n = explanation.operations().size();
        if (basis instanceof Explanation.Beginning) {
            return n == 1 ? "This operation fits" : "These " + count(n) + " operations fit";
        }
        String first = name(explanation.operations().get(0));
        String last = name(explanation.operations().get(n - 1));
        boolean isWhole = explanation.shown().size() == shown.size();
        String which = !isWhole
                ? "these " + count(n) + " operations fit"
                : n == 1 ? last + " fits" : first + (n == 2 ? " and " : " to ") + last + " fit";
        return "From there " + which;
    }

    private String cut(Explanation.Cut cut) {
        StringBuilder text = new StringBuilder();
        String last = shown.contains(cut.last())
                ? name(cut.last())
                : "“" + text(cut.last()) + "” by process " + analysis.process(cut.last()) + " (index "
                        + analysis.index(cut.last()) + ")";
        text.append(text.isEmpty() && onlyElements().isEmpty() ? "When " : "when ")
                .append(last)
                .append(" returned, ");
        text.append(cut.returned() == 1 ? "that" : "the " + count(cut.returned()) + " operations that were over");
        text.append(" can only have led to ");
        int all = cut.states().size() + cut.more();
        text.append(
                all == 1 ? "the state " : "one of " + count(all) + " states" + (cut.more() > 0 ? ", such as " : ": "));
        text.append(String.join("; ", cut.states().stream().map(Story::cut).toList()));
        if (cut.pending() > 0) {
            text.append(
                    cut.pending() == 1
                            ? " (another was pending"
                            : " (" + count(cut.pending()) + " others were pending");
            text.append(" and may change it)");
        }
        return text.append(". ").toString();
    }

    private String why() {
        if (!explanation.because().isEmpty()) {
            return explanation.because();
        }
        List<String> reasons = explanation.refusals().stream()
                .map(refusal -> cut(refusal.why()))
                .distinct()
                .toList();
        if (reasons.isEmpty()) {
            return "";
        }
        int more = reasons.size() - MAX_REASONS;
        return "in every order of what had to come before, the turn of " + text(explanation.stuck()) + " comes when "
                + String.join(", or when ", reasons.subList(0, Math.min(MAX_REASONS, reasons.size())))
                + (more > 0 ? ", and so on" : "");
    }

    private String unproved() {
        String operations = count(analysis.operations(part).size()) + " operations";
        return "No order of the " + operations + (part.part() == null ? "" : " of this key")
                + " explains every answer. Which few of them contradict each other was not found within the limits of explaining. "
                + "The search got no farther than to " + name(explanation.stuck())
                + (part.refusals().isEmpty()
                        ? "."
                        : ", whose turn came in one order when "
                                + cut(part.refusals().get(0).why()) + ".");
    }
}
