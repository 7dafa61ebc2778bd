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

/** An interleaving in words. */
final class Narration {
    private final List<ScheduledOperation> operations;
    private final List<JsonNode> invokes = new ArrayList<>();
    private final List<JsonNode> completions = new ArrayList<>();
    /** Of each scan, how many invocations it has come to so far. */
    private final Map<Integer, Integer> scanned = new TreeMap<>();

    private Narration(List<ScheduledOperation> operations, String history) {
        this.operations = operations;
        // The events of a process are in the order of its operations.
        Map<Integer, List<JsonNode>> byProcess = new TreeMap<>();
        history.lines()
                .map(Json.READER::readTree)
                .forEach(event -> byProcess
                        .computeIfAbsent(event.get("process").intValue(), process -> new ArrayList<>())
                        .add(event));
        Map<Integer, Integer> next = new TreeMap<>();
        for (ScheduledOperation operation : operations) {
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
        String text = "process " + first.process() + " ";
        if (first.from() == null && last.to() == null) {
            return text + called(operation) + ": " + answer(operation);
        }
        boolean isRead = operations.get(operation).operation().isRead();
        if (!isRead) {
            if (first.from() == null) {
                return text + called(operation) + ": begins, "
                        + (last.to() == YieldPoint.BETWEEN_BATCHES
                                ? "a part of it is written"
                                : "nothing is written yet");
            }
            return text + "goes on with its " + function(operation)
                    + (last.to() == null
                            ? ", the rest is written: " + answer(operation)
                            : ", another part of it is written");
        }
        String parts = stretch.stream().flatMap(move -> part(move).stream()).collect(Collectors.joining(", "));
        return text
                + (first.from() == null ? called(operation) : "goes on with its " + function(operation))
                + (parts.isEmpty() ? "" : ": " + parts);
    }

    /** What a stretch of a read does, and what comes of it where it is a read of one invocation. */
    private Optional<String> part(Execution.Move move) {
        YieldPoint to = move.to();
        if (to == null) {
            return Optional.of(
                    move.from() == YieldPoint.BETWEEN_JOURNAL_AND_STATE
                            ? part(move, "the state", "state")
                            : part(move, "the journal", "journal"));
        }
        return switch (to) {
            case BEFORE_METADATA_READ -> move.from() == null ? Optional.of("takes its snapshot") : Optional.empty();
            case BETWEEN_METADATA_AND_JOURNAL -> Optional.of(part(move, "the metadata", "metadata"));
            case BETWEEN_JOURNAL_AND_STATE, BETWEEN_INVOCATIONS -> Optional.of(part(move, "the journal", "journal"));
            case BEFORE_READ, BEFORE_COMMIT, AFTER_LOG, BETWEEN_BATCHES, AFTER_COMMIT, BEFORE_ACKNOWLEDGE ->
                Optional.empty();
        };
    }

    private String part(Execution.Move move, String what, String name) {
        JsonNode value = completions.get(move.operation()).get("value");
        if (value != null && value.isArray()) {
            // A scan: the invocation that it is at.
            int at = scanned.merge(move.operation(), name.equals("metadata") ? 1 : 0, Integer::sum) - 1;
            JsonNode each = value.get(at);
            return "reads " + what + " of " + each.get("id") + ": " + seen(each, name);
        }
        String seen = value != null && value.has(name) ? seen(value, name) : "";
        return "reads " + what + (seen.isEmpty() ? "" : ": " + seen);
    }

    private String function(int operation) {
        return invokes.get(operation).get("f").asString();
    }

    private String called(int operation) {
        JsonNode value = invokes.get(operation).get("value");
        return switch (function(operation)) {
            case "append" -> "appends " + value.get("entry") + " to " + value.get("id");
            case "append-all" ->
                "appends "
                        + elements(value)
                                .map(each -> each.get("entry") + " to " + each.get("id"))
                                .collect(Collectors.joining(" and "));
            case "set-state" ->
                "appends " + value.get("entry") + " to " + value.get("id") + " and sets its state of "
                        + Printable.line(value.get("key").asString()) + " to it";
            case "trim" -> "trims " + value.get("id") + " to " + value.get("length");
            case "compact" -> "compacts " + value.get("id") + " to begin at " + value.get("first");
            case "purge" -> "purges " + value.get("id");
            case "scan" -> "scans " + elements(value).map(JsonNode::toString).collect(Collectors.joining(", "));
            case "read-metadata" -> "reads the metadata of " + value.get("id");
            case "read-journal" -> "reads the journal of " + value.get("id");
            default -> "reads " + value.get("id") + (value.has("range") ? ", whatever entries it has" : "");
        };
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
            case "append", "set-state" -> position(value);
            case "append-all" -> elements(value).map(Narration::position).collect(Collectors.joining(" and "));
            case "scan" ->
                elements(value).map(each -> each.get("id") + " " + seen(each)).collect(Collectors.joining("; "));
            case "read", "read-metadata", "read-journal" -> seen(value);
            default -> metadata(value);
        };
    }

    private static String position(JsonNode value) {
        return "committed at epoch " + value.get("epoch") + ", index " + value.get("index");
    }

    private static String seen(JsonNode value) {
        return Stream.of("metadata", "journal", "state")
                .filter(value::has)
                .map(part -> seen(value, part))
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
                                .map(row -> row.get(1) + " at " + row.get(0))
                                .collect(Collectors.joining(", "));
            default -> "state " + Printable.line(found.toString());
        };
    }

    private static String metadata(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "no metadata";
        }
        JsonNode first = value.get("first");
        return "epoch " + value.get("epoch") + (first == null || first.asInt() == 0 ? "" : ", first " + first)
                + ", length " + value.get("length");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
