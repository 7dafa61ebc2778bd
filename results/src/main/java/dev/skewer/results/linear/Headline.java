package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.results.Figures;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Status;
import java.util.ArrayList;
import java.util.List;

/** The words above the picture: the verdict, the one sentence that says what it means, and how much was checked. */
final class Headline {
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
        Example story = view.story();
        return "No order of the operations explains every answer" + (story == null ? "." : ": " + story.title() + ".");
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

    private static String count(long n, String one, String many) {
        return Figures.count(n) + " " + (n == 1 ? one : many);
    }
}
