package dev.skewer.results.linear;

import dev.skewer.results.Printable;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Step;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A view as the JSON that the page's script reads. Equal processes and states are written once, and orders that begin
 * with the same steps share them: the steps are a tree, and a path is named by its last step. Times count from the first
 * invocation, so that a script's numbers hold them exactly.
 *
 * <p>Time and memory are proportional to the sum of all paths' lengths, the result's size to the number of distinct
 * beginnings.
 */
final class ViewJson {
    /** Longer texts are cut: nobody reads them in a picture, and a state is written for each step. */
    static final int MAX_TEXT = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode states = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> stateNumbers = new HashMap<>();
    private final Map<Node, Integer> nodes = new HashMap<>();

    /** A place in the tree of steps: the step before it, or {@link LinearView#NONE}, and what follows. */
    private record Node(int after, int op, int state) {}

    private ViewJson() {}

    /** The view as one line of JSON that is inert within an HTML script element: no {@code <} is left in it. */
    static String of(LinearView view) {
        String json = MAPPER.writeValueAsString(new ViewJson().write(view));
        // In JSON a < can only stand in a string, where this escape means the same.
        return json.replace("<", "\\u003c");
    }

    private ObjectNode write(LinearView view) {
        json.put("valid", view.valid().toString());
        ops(view.ops());
        json.put("initial", stateNumber(view.initialState()));
        paths(view.paths());
        json.set("states", states);
        json.put("exhaustive", view.exhaustive());
        json.put("stuck", view.stuck());
        ArrayNode refusals = json.putArray("refusals");
        view.refusals()
                .forEach(refusal ->
                        refusals.addArray().add(text(refusal.state())).add(text(refusal.why())));
        ArrayNode core = json.putArray("core");
        view.core().forEach(core::add);
        return json;
    }

    private void ops(List<Op> ops) {
        long start = ops.stream().mapToLong(Op::invoked).min().orElse(0);
        List<String> names = ops.stream()
                .map(Op::process)
                .distinct()
                .sorted(byNumberThenName())
                .toList();
        var numbers = new HashMap<String, Integer>();
        ArrayNode processes = json.putArray("processes");
        for (String name : names) {
            numbers.put(name, numbers.size());
            processes.add(text(name));
        }
        ArrayNode rows = json.putArray("ops");
        for (Op op : ops) {
            boolean completed = op.completedRank() != LinearView.NONE;
            rows.addArray()
                    .add(numbers.get(op.process()))
                    .add(text(op.call()))
                    .add(text(op.answer()))
                    .add(op.status().name().toLowerCase(Locale.ROOT))
                    .add(op.index())
                    .add(op.invokedRank())
                    .add(op.completedRank())
                    .add(op.invoked() - start)
                    .add(completed ? op.completed() - start : LinearView.NONE);
        }
    }

    private void paths(List<List<Step>> paths) {
        ArrayNode steps = json.putArray("steps");
        ArrayNode ends = json.putArray("paths");
        for (List<Step> path : paths) {
            int end = LinearView.NONE;
            for (Step step : path) {
                var node = new Node(end, step.op(), stateNumber(step.state()));
                Integer known = nodes.putIfAbsent(node, nodes.size());
                if (known == null) {
                    end = nodes.size() - 1;
                    steps.addArray().add(node.after).add(node.op).add(node.state);
                } else {
                    end = known;
                }
            }
            ends.add(end);
        }
    }

    private int stateNumber(String state) {
        return stateNumbers.computeIfAbsent(text(state), text -> {
            states.add(text);
            return stateNumbers.size();
        });
    }

    /** Printable, and no longer than anybody reads. */
    static String text(String text) {
        if (text.length() <= MAX_TEXT) {
            return Printable.line(text);
        }
        return Printable.line(text.substring(0, MAX_TEXT)) + "… (" + text.length() + " characters)";
    }

    /** Process 10 comes after process 9, and named ones after those. */
    private static Comparator<String> byNumberThenName() {
        return Comparator.comparingLong(ViewJson::number).thenComparing(Comparator.naturalOrder());
    }

    private static long number(String name) {
        return name.matches("\\d{1,18}") ? Long.parseLong(name) : Long.MAX_VALUE;
    }
}
