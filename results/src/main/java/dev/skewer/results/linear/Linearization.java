package dev.skewer.results.linear;

import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.results.summary.Json;
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
 * @param initial the state before the first step
 * @param steps the operations in turn
 * @param leftOut indexes of the operations of unknown outcome that are taken not to have happened
 */
public record Linearization(String key, String initial, List<Step> steps, List<Long> leftOut) {
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
     */
    public static Linearization of(Analysis analysis, PartResult part) {
        List<Integer> order = analysis.order(part);
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
        return new Linearization(Analysis.name(part), states.get(0), steps, leftOut);
    }

    /** As JSON, in the form that {@code docs/results.md} describes. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (key.isEmpty()) {
            json.putNull("key");
        } else {
            json.put("key", key);
        }
        json.put("found", true);
        json.put("initial", initial);
        ArrayNode all = json.putArray("steps");
        for (Step step : steps) {
            ObjectNode node = all.addObject().put("index", step.index());
            node.set("process", Json.process(step.process()));
            node.put("op", step.op()).put("state", step.state());
        }
        ArrayNode left = json.putArray("left-out");
        leftOut.forEach(left::add);
        return json;
    }
}
