package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.decide.Contradiction;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.List;

/** Tells contradictions that need several cycles: whichever write of a pair is put first, there is one. */
public final class ContradictionStories {
    private final TransactionHistory h;
    private final TransactionText text;
    private final CycleStories cycles;

    /** For a history whose objects are numbered as those of the contradictions. */
    public ContradictionStories(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
        cycles = new CycleStories(history);
    }

    /** The story of a contradiction. */
    public Example tell(Contradiction why) {
        Story story = new Story(h);
        for (Contradiction.Choice choice : why.choices()) {
            story.about(choice.object()).with(choice.one(), "").with(choice.other(), "");
        }
        for (List<Contradiction.Step> cycle : why.cycles()) {
            for (Contradiction.Step step : cycle) {
                story.edge(step.from(), step.to(), step.type(), reason(why, step));
            }
        }
        List<String> sentences = new ArrayList<>();
        for (Contradiction.Choice choice : why.choices()) {
            sentences.add(story.name(choice.one()) + " and " + story.name(choice.other()) + " both wrote "
                    + text.key(choice.object()) + ", and nothing tells which came first.");
        }
        for (List<Contradiction.Step> cycle : why.cycles()) {
            sentences.add(sentence(why, cycle, story));
        }
        sentences.add("So whichever way these writes are put, no order of the transactions is left.");
        return story.tell(
                "Writes that fit in neither order, among " + transactions(why) + " transactions",
                String.join(" ", sentences));
    }

    private static long transactions(Contradiction why) {
        return why.cycles().stream()
                .flatMap(List::stream)
                .map(Contradiction.Step::from)
                .distinct()
                .count();
    }

    /** What one cycle says: if some writes are in an order, transactions come before each other all the way round. */
    private String sentence(Contradiction why, List<Contradiction.Step> cycle, Story story) {
        List<String> assumed = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (Contradiction.Step step : cycle) {
            if (step.choice() >= 0) {
                Contradiction.Choice choice = why.choices().get(step.choice());
                String assumption = story.name(step.isOneFirst() ? choice.one() : choice.other()) + " wrote "
                        + text.key(choice.object()) + " first";
                if (!assumed.contains(assumption)) {
                    assumed.add(assumption);
                }
            }
            String from = story.name(step.from());
            String to = story.name(step.to());
            steps.add(reason(why, step).text(from, to) + ", so " + from + " comes before " + to);
        }
        String start = assumed.isEmpty() ? "" : "If " + String.join(" and ", assumed) + ": ";
        return start + String.join("; ", steps) + ".";
    }

    private Reason reason(Contradiction why, Contradiction.Step step) {
        if (step.choice() < 0) {
            return cycles.reason(step.from(), step.to(), step.type());
        }
        int key = why.choices().get(step.choice()).object();
        String name = text.key(key);
        return new Reason(
                key,
                switch (step.type()) {
                    case WW -> FROM + " wrote " + name + " before " + TO;
                    case RWP -> FROM + " did not find " + name + ", as it was written first, and " + TO + " wrote it";
                    default -> FROM + " read from " + name + " what was written first, over which " + TO + " wrote";
                });
    }
}
