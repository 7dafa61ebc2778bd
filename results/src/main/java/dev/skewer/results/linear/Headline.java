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

    /** More reasons than these are told beside the picture. */
    private static final int MAX_REASONS = 2;

    private static final int MAX_REASON = 120;

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
        if (longestPath() == 0) {
            return "Some order of the operations explains every answer.";
        }
        if (!isWhole()) {
            return "Some order of the operations explains every answer. It is not shown: the numbered path is the longest"
                    + " beginning of one that was found, with " + pathOfAll() + ".";
        }
        return "The numbered path is an order that explains every answer: "
                + count(longestPath(), "operation takes", "operations take")
                + " effect one after the other, each between its call and its return.";
    }

    /** Whether the first path has every operation that took effect. */
    private boolean isWhole() {
        List<LinearView.Step> path = view.paths().get(0);
        long placed = path.stream()
                .filter(step -> view.ops().get(step.op()).status() == Status.OK)
                .count();
        return placed == count(Status.OK);
    }

    private String pathOfAll() {
        return count(longestPath(), "operation", "operations") + " of "
                + Figures.count(count(Status.OK) + count(Status.INFO));
    }

    private String contradicted() {
        var sentence = new StringBuilder();
        if (view.stuck() == LinearView.NONE || !isTold()) {
            sentence.append("No order of the operations explains every answer");
            sentence.append(view.because().isEmpty() ? "." : ": " + view.because() + ".");
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

    /** Whether the reason, where one is known, is about the operation that could not be placed. */
    private boolean isTold() {
        return view.because().isEmpty() || view.core().contains(view.stuck());
    }

    private String reason() {
        if (!view.because().isEmpty()) {
            return ": " + view.because() + ".";
        }
        List<String> reasons =
                view.refusals().stream().map(LinearView.Refusal::why).toList();
        boolean fits = reasons.stream().noneMatch(why -> why.isEmpty() || why.length() > MAX_REASON);
        if (!reasons.isEmpty() && reasons.size() <= MAX_REASONS && fits) {
            return ": by then " + String.join(", or ", reasons) + ".";
        }
        return switch (view.refusals().size()) {
            case 0 -> ".";
            case 1 -> ": the only state possible by then refuses it.";
            case 2 -> ": both states possible by then refuse it.";
            default -> ": every state possible by then refuses it.";
        };
    }

    private String undecided() {
        if (longestPath() == 0) {
            return "The check ended before an answer was found.";
        }
        return "The check ended before an answer was found. The longest order so far has " + pathOfAll() + ".";
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
