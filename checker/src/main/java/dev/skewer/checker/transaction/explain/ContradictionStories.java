package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.decide.Contradiction;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells contradictions that need several cycles: whichever write of a pair is put first, and whichever candidate an open read saw, there
 * is one.
 */
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
            story.about(choice.object()).with(choice.one(), "");
            if (choice.other() != Contradiction.INITIAL) {
                story.with(choice.other(), "");
            }
        }
        for (List<Contradiction.Step> cycle : why.cycles()) {
            for (Contradiction.Step step : cycle) {
                story.edge(step.from(), step.to(), step.type(), reason(why, step));
            }
        }
        List<String> sentences = new ArrayList<>();
        for (Contradiction.Choice choice : why.choices()) {
            if (choice.kind() == Contradiction.Kind.WRITES) {
                sentences.add(story.name(choice.one()) + " and " + story.name(choice.other()) + " both wrote "
                        + text.key(choice.object()) + ", and nothing tells which came first.");
            }
        }
        Map<List<Integer>, List<Contradiction.Choice>> sources = sources(why);
        sources.values().forEach(some -> sentences.add(candidates(some, story)));
        boolean hasSources = !sources.isEmpty();
        for (List<Contradiction.Step> cycle : why.cycles()) {
            sentences.add(sentence(why, cycle, story));
        }
        sentences.add(
                hasSources
                        ? "So whatever was read, and whichever way writes are put, no order of the transactions is left."
                        : "So whichever way these writes are put, no order of the transactions is left.");
        String what = hasSources ? "Reads that could have seen nothing" : "Writes that fit in neither order";
        return story.tell(what + ", among " + transactions(why) + " transactions", String.join(" ", sentences));
    }

    /** The candidates of each open read that the contradiction needs: by its transaction and object. */
    private static Map<List<Integer>, List<Contradiction.Choice>> sources(Contradiction why) {
        Map<List<Integer>, List<Contradiction.Choice>> sources = new LinkedHashMap<>();
        for (List<Contradiction.Literal> some : why.alternatives()) {
            for (Contradiction.Literal each : some) {
                Contradiction.Choice choice = why.choices().get(each.choice());
                if (each.isFirst() && choice.kind() == Contradiction.Kind.SOURCE) {
                    sources.computeIfAbsent(List.of(choice.one(), choice.object()), unused -> new ArrayList<>())
                            .add(choice);
                }
            }
        }
        return sources;
    }

    /** What an open read may have seen. */
    private String candidates(List<Contradiction.Choice> choices, Story story) {
        List<String> sources = new ArrayList<>();
        for (Contradiction.Choice choice : choices) {
            sources.add(
                    choice.other() == Contradiction.INITIAL
                            ? "it was so before any write"
                            : story.name(choice.other()) + " wrote it");
        }
        return "What " + story.name(choices.get(0).one()) + " read from "
                + text.key(choices.get(0).object()) + " it can have seen because "
                + String.join(", or because ", sources)
                + ".";
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
                String assumption = assumption(choice, step.isFirst(), story);
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

    private String assumption(Contradiction.Choice choice, boolean isFirst, Story story) {
        String one = story.name(choice.one());
        String key = text.key(choice.object());
        return switch (choice.kind()) {
            case WRITES -> (isFirst ? one : story.name(choice.other())) + " wrote " + key + " first";
            case SOURCE -> one + " read from " + key + " what " + story.name(choice.other()) + " wrote";
            case OTHER_SOURCE -> one + " read from " + key + " what another transaction wrote";
            case READ_AND_WRITE -> story.name(choice.other()) + " wrote " + key + " after " + one + " had read it";
        };
    }

    private Reason reason(Contradiction why, Contradiction.Step step) {
        if (step.choice() < 0) {
            return cycles.reason(step.from(), step.to(), step.type());
        }
        int key = why.choices().get(step.choice()).object();
        String name = text.key(key);
        String sentence = switch (why.choices().get(step.choice()).kind()) {
            case WRITES ->
                switch (step.type()) {
                    case WW -> FROM + " wrote " + name + " before " + TO;
                    case RWP -> FROM + " did not find " + name + ", as it was written first, and " + TO + " wrote it";
                    default -> FROM + " read from " + name + " what was written first, over which " + TO + " wrote";
                };
            case SOURCE -> TO + " read from " + name + " what " + FROM + " wrote";
            case OTHER_SOURCE -> TO + " read from " + name + " what another one wrote than " + FROM;
            case READ_AND_WRITE -> FROM + " read " + name + ", and only then " + TO + " wrote it";
        };
        return new Reason(key, sentence);
    }
}
