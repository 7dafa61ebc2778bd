package dev.skewer.results.view;

import dev.skewer.results.Printable;
import dev.skewer.results.view.HistoryView.Activity;
import dev.skewer.results.view.HistoryView.Lane;
import dev.skewer.results.view.HistoryView.Operation;
import dev.skewer.results.view.HistoryView.Orders;
import dev.skewer.results.view.HistoryView.Placed;
import dev.skewer.results.view.HistoryView.Refusal;
import dev.skewer.results.view.HistoryView.Story;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A view as the JSON that the picture's scripts read. Equal processes and states are written once, and orders that begin
 * with the same steps share them: the steps are a tree, and a path is named by its last step. Times are nanoseconds since the first
 * moment of the view, so that a script's numbers hold them exactly.
 *
 * <p>Time and memory are proportional to the number of operations and the sum of all paths' lengths, the result's size to the number of
 * operations and of distinct beginnings.
 */
public final class ViewJson {
    /** The order of processes: 10 comes after 9, and named ones after those. */
    public static final Comparator<String> PROCESSES =
            Comparator.comparingLong(ViewJson::number).thenComparing(Comparator.naturalOrder());

    /** Longer texts are cut: nobody reads them in a picture, and a state is written for each step. */
    private static final int MAX_TEXT = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final HistoryView view;
    private final long start;

    /** A place in the tree of steps: the step before it, or {@link HistoryView#NONE}, and what follows. */
    private record Node(int after, int op, int state) {}

    private ViewJson(HistoryView view) {
        this.view = view;
        // With the activity of the whole run times count from its start, so that one sees how late something was.
        // And numbers of events in place of times are to be seen as they are.
        start = view.activity() != null || !view.hasClock()
                ? 0
                : view.operations().stream().mapToLong(Operation::invoked).min().orElse(0);
    }

    /** The view as one line of JSON that is inert within an HTML script element. */
    public static String of(HistoryView view) {
        return inert(MAPPER.writeValueAsString(new ViewJson(view).write()));
    }

    /** JSON that ends no element and no line wherever it stands: in JSON these characters are only in strings, where escapes mean the same. */
    public static String inert(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    /** Printable, and no longer than anybody reads. */
    public static String text(String text) {
        if (text.length() <= MAX_TEXT) {
            return Printable.line(text);
        }
        return Printable.line(text.substring(0, MAX_TEXT)) + "… (" + text.length() + " characters)";
    }

    private ObjectNode write() {
        json.put("timed", view.hasClock());
        operations();
        ArrayNode stories = json.putArray("stories");
        view.stories().forEach(story -> story(stories.addObject(), story, start));
        ArrayNode faults = json.putArray("faults");
        view.faults()
                .forEach(fault -> faults.addArray()
                        .add(text(fault.name()))
                        .add(fault.from() - start)
                        .add(fault.to() - start)
                        .add(text(fault.words())));
        Activity activity = view.activity();
        if (activity == null) {
            json.putNull("activity");
        } else {
            activity(json.putObject("activity"), activity);
        }
        HistoryView.Stretch focus = view.focus();
        if (focus == null) {
            json.putNull("focus");
        } else {
            stretch(json.putArray("focus"), focus, start);
        }
        Orders orders = view.orders();
        if (orders == null) {
            json.putNull("orders");
        } else {
            orders(json.putObject("orders"), orders);
        }
        return json;
    }

    private void operations() {
        List<String> names = view.operations().stream()
                .map(Operation::process)
                .distinct()
                .sorted(PROCESSES)
                .toList();
        var numbers = new HashMap<String, Integer>();
        ArrayNode processes = json.putArray("processes");
        for (String name : names) {
            numbers.put(name, numbers.size());
            processes.add(text(name));
        }
        ArrayNode rows = json.putArray("ops");
        for (Operation op : view.operations()) {
            rows.addArray()
                    .add(numbers.get(op.process()))
                    .add(text(op.call()))
                    .add(text(op.answer()))
                    .add(op.outcome().name().toLowerCase(Locale.ROOT))
                    .add(op.index())
                    .add(op.invokedRank())
                    .add(op.completedRank())
                    .add(op.invoked() - start)
                    .add(op.completed() == HistoryView.NONE ? HistoryView.NONE : op.completed() - start);
        }
    }

    private static void story(ObjectNode json, Story story, long start) {
        json.put("key", story.key()).put("name", text(story.name())).put("title", text(story.title()));
        HistoryView.Stretch stretch = story.surroundings();
        if (stretch == null) {
            json.putNull("around");
        } else {
            stretch(json.putArray("around"), stretch, start);
        }
        ArrayNode steps = json.putArray("steps");
        story.steps()
                .forEach(step -> steps.addArray()
                        .add(text(step.label()))
                        .add(step.operation())
                        .add(text(step.role())));
        ArrayNode edges = json.putArray("edges");
        story.edges()
                .forEach(edge -> edges.addArray()
                        .add(edge.from())
                        .add(edge.to())
                        .add(edge.type().label())
                        .add(text(edge.reason())));
    }

    private static void stretch(ArrayNode json, HistoryView.Stretch stretch, long start) {
        json.add(stretch.from() - start).add(stretch.to() - start).add(stretch.leftOut());
    }

    private static void activity(ObjectNode json, Activity activity) {
        json.put("bucket", activity.bucketNanos()).put("length", activity.lengthNanos());
        int buckets = activity.lanes().stream()
                .flatMap(lane -> Stream.of(lane.ok(), lane.fail(), lane.info()))
                .mapToInt(List::size)
                .max()
                .orElse(0);
        json.put("buckets", buckets);
        ArrayNode lanes = json.putArray("lanes");
        for (Lane lane : activity.lanes()) {
            ArrayNode counts = lanes.addObject()
                    .put("first", text(lane.first()))
                    .put("name", text(lane.name()))
                    .putArray("counts");
            for (List<Long> each : List.of(lane.ok(), lane.fail(), lane.info())) {
                ArrayNode row = counts.addArray();
                each.forEach(row::add);
                Collections.nCopies(buckets - each.size(), 0L).forEach(row::add);
            }
        }
    }

    private static void orders(ObjectNode json, Orders orders) {
        var states = new States(json.putArray("states"));
        json.put("valid", orders.valid().toString());
        json.put("initial", states.number(orders.initialState()));
        var nodes = new HashMap<Node, Integer>();
        ArrayNode steps = json.putArray("steps");
        ArrayNode ends = json.putArray("paths");
        for (List<Placed> path : orders.paths()) {
            int end = HistoryView.NONE;
            for (Placed step : path) {
                var node = new Node(end, step.operation(), states.number(step.state()));
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
        json.put("exhaustive", orders.isExhaustive());
        json.put("stuck", orders.stuck());
        ArrayNode refusals = json.putArray("refusals");
        for (Refusal refusal : orders.refusals()) {
            refusals.addArray().add(text(refusal.state())).add(text(refusal.why()));
        }
    }

    /** States, each written once. */
    private record States(ArrayNode texts, Map<String, Integer> numbers) {
        States(ArrayNode texts) {
            this(texts, new HashMap<>());
        }

        int number(String state) {
            return numbers.computeIfAbsent(text(state), text -> {
                texts.add(text);
                return numbers.size();
            });
        }
    }

    private static long number(String name) {
        return name.matches("\\d{1,18}") ? Long.parseLong(name) : Long.MAX_VALUE;
    }
}
