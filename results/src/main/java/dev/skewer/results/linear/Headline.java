package dev.skewer.results.linear;

import dev.skewer.results.Figures;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Status;
import java.util.ArrayList;
import java.util.List;

/** The words above the picture: the verdict, the one sentence that says what it means, and how much was checked. */
final class Headline {
    /** A headline names an operation; what is longer is read in the picture. */
    private static final int MAX_CALL = 80;

    private final LinearView view;

    Headline(LinearView view) {
        this.view = view;
    }

    /** The verdict in a word or two. */
    String verdict() {
        return switch (view.valid()) {
            case TRUE -> "linearizable";
            case FALSE -> "not linearizable";
            case UNKNOWN -> "undecided";
        };
    }

    /** The verdict as a sentence. */
    String sentence() {
        return switch (view.valid()) {
            case TRUE -> explained();
            case FALSE -> contradicted();
            case UNKNOWN -> undecided();
        };
    }

    private String explained() {
        if (view.paths().isEmpty()) {
            return "Some order of the operations explains every answer.";
        }
        return "The numbered path is an order that explains every answer: "
                + count(longestPath(), "operation takes", "operations take")
                + " effect one after the other, each between its call and its return.";
    }

    private String contradicted() {
        var sentence = new StringBuilder();
        if (view.stuck() == LinearView.NONE) {
            sentence.append("No order of the operations explains every answer.");
        } else {
            Op stuck = view.ops().get(view.stuck());
            sentence.append("No order of the operations explains “").append(text(stuck));
            sentence.append("” by process ").append(stuck.process());
            sentence.append(reason());
        }
        if (!view.core().isEmpty()) {
            sentence.append(' ').append(count(view.core().size(), "operation is", "operations are"));
            sentence.append(" enough to see it.");
        }
        return sentence.toString();
    }

    private String reason() {
        if (!view.because().isEmpty()) {
            return ": " + view.because() + ".";
        }
        int states = view.refusals().size();
        return switch (states) {
            case 0 -> ".";
            case 1 -> ": the only state possible by then refuses it.";
            case 2 -> ": both states possible by then refuse it.";
            default -> ": all " + Figures.count(states) + " states possible by then refuse it.";
        };
    }

    private String undecided() {
        if (view.paths().isEmpty()) {
            return "The check ended before an answer was found.";
        }
        return "The check ended before an answer was found. The longest order so far has "
                + count(longestPath(), "operation", "operations") + " of "
                + Figures.count(count(Status.OK) + count(Status.INFO)) + ".";
    }

    /** How much was checked, a short phrase each. */
    List<String> facts() {
        var facts = new ArrayList<String>();
        facts.add("model " + view.model());
        if (!view.part().isEmpty()) {
            facts.add(view.part());
        }
        facts.add(count(view.ops().size(), "operation", "operations"));
        facts.add(count(view.ops().stream().map(Op::process).distinct().count(), "process", "processes"));
        if (count(Status.INFO) > 0) {
            facts.add(Figures.count(count(Status.INFO)) + " of unknown outcome");
        }
        if (count(Status.FAIL) > 0) {
            facts.add(Figures.count(count(Status.FAIL)) + " failed");
        }
        return facts;
    }

    private long longestPath() {
        return view.paths().stream().mapToInt(List::size).max().orElse(0);
    }

    private long count(Status status) {
        return view.ops().stream().filter(op -> op.status() == status).count();
    }

    private static String text(Op op) {
        String text = op.answer().isEmpty() ? op.call() : op.call() + " → " + op.answer();
        return text.length() <= MAX_CALL ? text : text.substring(0, MAX_CALL - 1) + "…";
    }

    private static String count(long n, String one, String many) {
        return Figures.count(n) + " " + (n == 1 ? one : many);
    }
}
