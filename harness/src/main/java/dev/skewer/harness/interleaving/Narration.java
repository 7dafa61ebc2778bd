package dev.skewer.harness.interleaving;

import dev.skewer.results.Printable;
import dev.skewer.results.summary.Json;
import dev.skewer.store.YieldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An interleaving in words. */
final class Narration {
    /** What a flush of one kind of rows after the other writes, in its order. */
    private static final List<String> FLUSHED = List.of("the metadata", "the journals", "the state");

    private final List<ScheduledOperation> operations;
    private final List<JsonNode> invokes = new ArrayList<>();
    private final List<JsonNode> completions = new ArrayList<>();
    /** Of each scan, how many invocations it has come to so far. */
    private final Map<Integer, Integer> scanned = new TreeMap<>();
    /** Of each flush that is several, how many have been. */
    private final Map<Integer, Integer> flushed = new TreeMap<>();

    private Narration(List<ScheduledOperation> operations, String history) {
        this.operations = operations;
        // The events of a process are in the order of its operations.
        Map<Integer, List<JsonNode>> byProcess = new TreeMap<>();
        history.lines()
                .map(Json.READER::readTree)
                .filter(event -> event.get("process").isInt())
                .forEach(event -> byProcess
                        .computeIfAbsent(
                                event.get("process").intValue() % ControlledStore.NAMES_APART,
                                process -> new ArrayList<>())
                        .add(event));
        Map<Integer, Integer> next = new TreeMap<>();
        for (ScheduledOperation operation : operations) {
            if (operation.called().isEmpty()) {
                invokes.add(MissingNode.getInstance());
                completions.add(MissingNode.getInstance());
                continue;
            }
            int at = next.merge(operation.process(), 2, Integer::sum) - 2;
            List<JsonNode> events = byProcess.getOrDefault(operation.process(), List.of());
            invokes.add(events.get(at));
            completions.add(events.get(at + 1));
        }
    }

    /**
     * The steps, one for each stretch that an operation went without another between.
     *
     * @param operations what was carried out
     * @param moves in which order
     * @param history what was recorded of it, as JSON lines
     */
    static List<String> of(List<ScheduledOperation> operations, List<Execution.Move> moves, String history) {
        var narration = new Narration(operations, history);
        var steps = new ArrayList<String>();
        for (int i = 0; i < moves.size(); i++) {
            int first = i;
            var stretch = new ArrayList<>(List.of(moves.get(i)));
            while (i + 1 < moves.size()
                    && moves.get(i + 1).operation() == moves.get(first).operation()) {
                stretch.add(moves.get(++i));
            }
            steps.add(narration.step(stretch));
        }
        return steps;
    }

    private String step(List<Execution.Move> stretch) {
        Execution.Move first = stretch.get(0);
        Execution.Move last = stretch.get(stretch.size() - 1);
        int operation = first.operation();
        if (operations.get(operation).action() instanceof Action.StoreEvent event) {
            return happens(event, stretch);
        }
        String text = "process " + first.process() + " ";
        if (first.from() == null && last.to() == null) {
            return text + finite(called(operation)) + answered(operation);
        }
        if (operations.get(operation).action().isWrite()) {
            if (first.from() == null) {
                return text + "begins to " + called(operation) + ", and "
                        + (last.to() == YieldPoint.BETWEEN_BATCHES
                                ? "a part of it is written"
                                : "nothing is written yet");
            }
            return text + "goes on with its " + function(operation)
                    + (last.to() == null
                            ? ", and the rest is written: " + answer(operation)
                            : ", and another part of it is written");
        }
        boolean takesSnapshot = first.from() == null && first.to() == YieldPoint.BEFORE_METADATA_READ;
        String parts = stretch.stream().flatMap(move -> part(move).stream()).collect(Collectors.joining(", then "));
        return text
                + (first.from() == null ? "begins to " + called(operation) : "goes on with its " + function(operation))
                + (takesSnapshot ? ", takes its snapshot" : "")
                + (parts.isEmpty() ? "" : " and sees " + parts);
    }

    /** What a stretch of a read sees, and what comes of it where that was recorded. */
    private Optional<String> part(Execution.Move move) {
        YieldPoint to = move.to();
        if (to == null) {
            return Optional.of(
                    move.from() == YieldPoint.BETWEEN_JOURNAL_AND_STATE ? part(move, "state") : part(move, "journal"));
        }
        return to.isAmidRead()
                ? Optional.of(part(move, to == YieldPoint.BETWEEN_METADATA_AND_JOURNAL ? "metadata" : "journal"))
                : Optional.empty();
    }

    /** What happens to the store in a stretch. */
    private String happens(Action.StoreEvent event, List<Execution.Move> stretch) {
        Execution.Move first = stretch.get(0);
        Execution.Move last = stretch.get(stretch.size() - 1);
        if (event == Action.StoreEvent.DAMAGE_JOURNALS || event == Action.StoreEvent.DAMAGE_STATES) {
            return "a bit flips in the newest file that holds "
                    + (event == Action.StoreEvent.DAMAGE_STATES ? "states" : "journals")
                    + ", so that it cannot be read";
        }
        if (event == Action.StoreEvent.CRASH) {
            return "the store's process crashes, and another opens the files that are there";
        }
        int done = flushed.merge(
                first.operation(),
                (int) stretch.stream()
                        .filter(move -> move.to() == YieldPoint.BETWEEN_FLUSHES)
                        .count(),
                Integer::sum);
        if (last.to() == null) {
            return first.from() == null
                    ? "the store writes what it has in memory to files"
                    : "the store goes on, and the rest of what it has in memory is in files";
        }
        return "the store " + (first.from() == null ? "begins to write what it has in memory to files" : "goes on")
                + ": so far " + String.join(", ", FLUSHED.subList(0, done)) + ", and nothing else";
    }

    private String part(Execution.Move move, String name) {
        JsonNode value = completions.get(move.operation()).get("value");
        if (value != null && value.isArray()) {
            // A scan: the invocation that it is at.
            int at = scanned.merge(move.operation(), name.equals("metadata") ? 1 : 0, Integer::sum) - 1;
            JsonNode each = value.get(at);
            return "the " + name + " of invocation " + each.get("id") + " (" + seen(each, name) + ")";
        }
        return "the " + name + (value != null && value.has(name) ? " (" + seen(value, name) + ")" : "");
    }

    private String function(int operation) {
        return invokes.get(operation).get("f").asString();
    }

    /** What is called, with the verb in its basic form. */
    private String called(int operation) {
        JsonNode value = invokes.get(operation).get("value");
        return switch (function(operation)) {
            case "append" -> "append " + placed(value);
            case "append-all" ->
                "append " + elements(value).map(Narration::placed).collect(Collectors.joining(" and "));
            case "set-state" ->
                "append " + placed(value) + " together with its state of "
                        + Printable.line(value.get("key").asString());
            case "trim" -> "trim invocation " + value.get("id") + " to length " + value.get("length");
            case "compact" -> "compact invocation " + value.get("id") + " to begin at index " + value.get("first");
            case "purge" -> "purge invocation " + value.get("id");
            case "scan" ->
                "scan invocations " + elements(value).map(JsonNode::toString).collect(Collectors.joining(", "));
            case "read-metadata" -> "read the metadata of invocation " + value.get("id");
            case "read-journal" -> "read the journal of invocation " + value.get("id");
            default -> "read invocation " + value.get("id") + (value.has("range") ? ", whatever entries it has," : "");
        };
    }

    private static String placed(JsonNode append) {
        return "entry " + append.get("entry") + " to invocation " + append.get("id");
    }

    /** {@code reads …} for {@code read …}. */
    private static String finite(String called) {
        return called.replaceFirst("^(\\S+)", "$1s");
    }

    private String answered(int operation) {
        JsonNode value = completions.get(operation).get("value");
        boolean isSeen = completions.get(operation).get("type").asString().equals("ok")
                && !operations.get(operation).action().isWrite();
        if (!isSeen) {
            return ": " + answer(operation);
        }
        return " and sees "
                + (value.isArray()
                        ? elements(value)
                                .map(each -> "of invocation " + each.get("id") + " " + seen(each))
                                .collect(Collectors.joining("; "))
                        : seen(value));
    }

    private String answer(int operation) {
        JsonNode event = completions.get(operation);
        String type = event.get("type").asString();
        if (!type.equals("ok")) {
            JsonNode error = event.get("error");
            return (type.equals("fail") ? "refused" : "outcome unknown")
                    + (error == null ? "" : ", " + Printable.line(error.asString()));
        }
        JsonNode value = event.get("value");
        return switch (function(operation)) {
            case "append", "set-state" -> "acknowledged at " + position(value);
            case "append-all" ->
                "acknowledged at " + elements(value).map(Narration::position).collect(Collectors.joining(" and "));
            case "purge" -> "acknowledged";
            default -> "acknowledged with " + metadata(value);
        };
    }

    private static String position(JsonNode value) {
        return "epoch " + value.get("epoch") + ", index " + value.get("index");
    }

    private static String seen(JsonNode value) {
        return Stream.of("metadata", "journal", "state")
                .filter(value::has)
                .map(part -> "the " + part + " (" + seen(value, part) + ")")
                .collect(Collectors.joining(" and "));
    }

    private static String seen(JsonNode value, String part) {
        JsonNode found = value.get(part);
        return switch (part) {
            case "metadata" -> metadata(found);
            case "journal" ->
                found.isEmpty()
                        ? "no entries"
                        : elements(found)
                                .map(row -> "entry " + row.get(1) + " at index " + row.get(0))
                                .collect(Collectors.joining(", "));
            default -> Printable.line(found.toString());
        };
    }

    private static String metadata(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "none";
        }
        JsonNode first = value.get("first");
        return "epoch " + value.get("epoch") + (first == null || first.asInt() == 0 ? "" : ", first " + first)
                + ", length " + value.get("length");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
