package dev.skewer.harness.interleaving;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.JsonLinesWriter;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.Json;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.journal.JournalOperation;
import dev.skewer.workloads.journal.RecordedOperations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Interleavings in files, as {@code docs/shrink.md} describes them: JSON, whose operations are those of a history. Read with suspicion:
 * whatever does not fit is an {@link InterleavingException} of one line.
 */
public final class InterleavingFile {
    /** What it is called in the folder of a run. */
    public static final String NAME = "interleaving.json";

    private static final String SCHEMA = "interleaving/1";
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_OPERATIONS = 1_000;
    private static final int MAX_PROCESSES = 64;
    private static final int MAX_ID = 1_000;

    private final String shown;

    private InterleavingFile(String shown) {
        this.shown = shown;
    }

    /**
     * An interleaving as it is stored.
     *
     * @param steps it in words, which nobody reads back
     */
    public static ObjectNode json(Interleaving interleaving, List<String> steps) {
        Setting setting = interleaving.setting();
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA);
        json.put("anomaly", interleaving.anomaly());
        json.put("isolation", setting.isolation().id());
        json.put("durability", setting.durability().id());
        ArrayNode defects = json.putArray("defects");
        setting.defects().stream().map(Defect::id).sorted().forEach(defects::add);
        ArrayNode operations = json.putArray("operations");
        interleaving.operations().forEach(each -> operations.add(operation(each)));
        ArrayNode schedule = json.putArray("schedule");
        interleaving.schedule().forEach(schedule::add);
        ArrayNode words = json.putArray("steps");
        steps.forEach(words::add);
        return json;
    }

    private static ObjectNode operation(ScheduledOperation scheduled) {
        ObjectNode json = Json.object();
        json.put("process", scheduled.process());
        if (scheduled.action() instanceof Action.StoreEvent event) {
            return json.put("f", event.id());
        }
        Names names = new Names();
        Symbols symbols = new Symbols();
        Event event = new Event(symbols);
        event.f = RecordedOperations.write(scheduled.called().orElseThrow(), names, event.value);
        names.teach(symbols);
        var bytes = new ByteArrayOutputStream();
        try (JsonLinesWriter writer = new JsonLinesWriter(bytes)) {
            writer.accept(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode written = Json.READER.readTree(bytes.toString(StandardCharsets.UTF_8));
        json.set("f", written.get("f"));
        json.set("value", written.get("value"));
        return json;
    }

    /**
     * Reads an interleaving.
     *
     * @param file where it is
     * @param shown its name in complaints
     * @throws InterleavingException if it is none
     * @throws IOException if it cannot be read
     */
    public static Interleaving read(Path file, String shown) throws IOException {
        var reading = new InterleavingFile(Printable.line(shown));
        if (Files.size(file) > MAX_BYTES) {
            throw reading.error("is larger than 1 MiB, which no interleaving is");
        }
        JsonNode json;
        try {
            json = Json.READER.readTree(Files.readString(file));
        } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
            throw new InterleavingException(
                    reading.shown + ": is no JSON; right would be the " + NAME + " of a run's folder", e);
        }
        return reading.interleaving(json);
    }

    private Interleaving interleaving(JsonNode json) {
        if (!json.isObject() || !json.path("schema").isString()) {
            throw error("has no 'schema'; right would be the " + NAME + " of a run's folder");
        }
        if (!SCHEMA.equals(json.get("schema").stringValue())) {
            throw error("is of schema " + Json.oneLine(json.get("schema")) + ", and this version reads " + SCHEMA);
        }
        var defects = new HashSet<Defect>();
        for (JsonNode defect : array(json, "defects")) {
            defects.add(oneOf(defect, "defects", Arrays.asList(Defect.values()), Defect::id));
        }
        var setting = new Setting(
                oneOf(json.path("isolation"), "isolation", Arrays.asList(ReadIsolation.values()), ReadIsolation::id),
                oneOf(json.path("durability"), "durability", Arrays.asList(Durability.values()), Durability::id),
                defects);
        setting.obstacle().ifPresent(obstacle -> {
            throw error("cannot be replayed: " + obstacle);
        });
        try {
            setting.options(dev.skewer.store.YieldPoints.none());
        } catch (IllegalArgumentException e) {
            throw new InterleavingException(shown + ": " + e.getMessage(), e);
        }
        List<ScheduledOperation> operations = operations(array(json, "operations"));
        var schedule = new ArrayList<Integer>();
        for (JsonNode process : array(json, "schedule")) {
            schedule.add(process(process, "schedule"));
        }
        return new Interleaving(
                setting, operations, schedule, json.path("anomaly").asString(""));
    }

    private List<ScheduledOperation> operations(JsonNode array) {
        if (array.isEmpty() || array.size() > MAX_OPERATIONS) {
            throw error("'operations' should be 1 … " + MAX_OPERATIONS + ", and there are " + array.size());
        }
        var operations = new ArrayList<ScheduledOperation>();
        for (JsonNode each : array) {
            if (!each.isObject()) {
                throw error("'operations' should be objects with 'process', 'f' and 'value'");
            }
            int process = process(each.path("process"), "process");
            String f = each.path("f").asString("");
            Optional<Action.StoreEvent> happens = Arrays.stream(Action.StoreEvent.values())
                    .filter(event -> event.id().equals(f))
                    .findFirst();
            operations.add(
                    happens.isPresent()
                            ? ScheduledOperation.free(process, happens.get())
                            : called(each, process, operations.size() + 1));
        }
        return operations;
    }

    /** What a client calls, read as the event of a history that invokes it is. */
    private ScheduledOperation called(JsonNode operation, int process, int number) {
        ObjectNode invoke = Json.object();
        invoke.put("process", process);
        invoke.put("type", "invoke");
        invoke.set("f", operation.path("f"));
        invoke.set("value", operation.path("value"));
        byte[] line = Json.oneLine(invoke).getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(line), shown, Format.JSONL)) {
            Event event = new Event(reader.symbols());
            reader.next(event);
            return operation(event);
        } catch (HistoryException e) {
            throw new InterleavingException(
                    shown + ": operation " + number + ": "
                            + String.valueOf(e.getMessage()).replaceFirst("^.*?:\\d+:\\d+: ", ""),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScheduledOperation operation(Event event) {
        if (event.type != EventType.INVOKE) {
            throw event.complaint("it should be an invocation");
        }
        JournalOperation operation = RecordedOperations.of(event)
                .orElseThrow(() -> event.complaint(
                        "there is no operation '" + Printable.line(event.symbols.name(event.f)) + "' of journals"));
        for (long id : operation.ids()) {
            if (id < 0 || id > MAX_ID) {
                throw event.complaint("invocations are 0 … " + MAX_ID + ", and one is " + id);
            }
        }
        return ScheduledOperation.free(event.process, operation);
    }

    private JsonNode array(JsonNode json, String name) {
        JsonNode array = json.path(name);
        if (!array.isArray()) {
            throw error("'" + name + "' should be an array");
        }
        return array;
    }

    private int process(JsonNode value, String name) {
        if (!value.isInt() || value.intValue() < 0 || value.intValue() >= MAX_PROCESSES) {
            throw error("'" + name + "': processes are 0 … " + (MAX_PROCESSES - 1) + ", and one is "
                    + (value.isMissingNode() ? "missing" : Printable.line(value.toString())));
        }
        return value.intValue();
    }

    private <T> T oneOf(JsonNode value, String name, List<T> all, Function<T, String> id) {
        String text = value.asString("");
        return all.stream()
                .filter(each -> id.apply(each).equals(text))
                .findFirst()
                .orElseThrow(() -> error("'" + name + "': there is no '" + Printable.line(text) + "'; there are "
                        + all.stream().map(id).collect(Collectors.joining(", "))));
    }

    private InterleavingException error(String what) {
        return new InterleavingException(shown + ": " + what);
    }
}
