package dev.skewer.results.linear;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Exploration;
import dev.skewer.checker.linear.PartResult;
import dev.skewer.results.VerdictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order of the operations of one part that explains every answer.
 *
 * @param key what the part is about; empty for a history without keys
 * @param isFound whether there was time to find one; if not, the rest is empty
 * @param initial the state before the first step
 * @param steps the operations in turn
 * @param leftOut indexes of the operations of unknown outcome that are taken not to have happened
 */
public record Linearization(String key, boolean isFound, String initial, List<Step> steps, List<Long> leftOut) {
    /**
     * One operation.
     *
     * @param index of its invocation in the history
     * @param process who called
     * @param op the call and its answer
     * @param state the state after it
     */
    public record Step(long index, String process, String op, String state) {}

    /** Copies the lists. */
    public Linearization {
        steps = List.copyOf(steps);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One linearization of a part.
     *
     * @param analysis of the history
     * @param part one of its parts, which is linearizable
     * @param budget what looking for one may cost if the check did without
     */
    public static Linearization of(Analysis analysis, PartResult part, Budget budget) {
        Exploration found = analysis.explore(part, budget);
        String key = Analysis.name(part);
        if (found.valid() != Validity.TRUE) {
            return new Linearization(key, false, "", List.of(), List.of());
        }
        List<Integer> order = found.orders().get(0);
        List<String> states = analysis.states(order);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int op = order.get(i);
            String text = analysis.operation(op).text();
            steps.add(new Step(analysis.index(op), analysis.process(op), text, states.get(i + 1)));
        }
        Set<Integer> placed = new HashSet<>(order);
        List<Long> leftOut = analysis.operations(part).stream()
                .filter(op -> !placed.contains(op))
                .map(analysis::index)
                .toList();
        return new Linearization(key, true, states.get(0), steps, leftOut);
    }

    /** As JSON, in the form that {@code docs/results.md} describes. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (key.isEmpty()) {
            json.putNull("key");
        } else {
            json.put("key", key);
        }
        json.put("found", isFound);
        json.put("initial", initial);
        ArrayNode all = json.putArray("steps");
        for (Step step : steps) {
            ObjectNode node = all.addObject().put("index", step.index());
            node.set("process", VerdictJson.process(step.process()));
            node.put("op", step.op()).put("state", step.state());
        }
        ArrayNode left = json.putArray("left-out");
        leftOut.forEach(left::add);
        return json;
    }
}
