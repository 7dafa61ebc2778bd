package dev.skewer.checker.jepsen;

import dev.skewer.checker.api.History;
import dev.skewer.checker.api.JavaValues;
import dev.skewer.history.Event;
import dev.skewer.history.EventLog;
import dev.skewer.history.EventType;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.ValuePrinter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a history out of Jepsen's operations, which are maps from keyword to value, one for each event. */
final class Operations {
    private static final Map<String, EventType> TYPES =
            Map.of("invoke", EventType.INVOKE, "ok", EventType.OK, "fail", EventType.FAIL, "info", EventType.INFO);

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    private final Keywords keywords;
    private final Symbols symbols = new Symbols();
    private final EventLog log = new EventLog(symbols);
    private final Event event = new Event(symbols);
    /** The fields of the operation at hand, by name. */
    private final Map<String, @Nullable Object> fields = new HashMap<>();

    private long nextIndex;
    private long nextTime;

    private Operations(Keywords keywords) {
        this.keywords = keywords;
    }

    /**
     * The history of the client operations among some.
     *
     * @param keywords learns which Clojure they are of
     */
    static History read(Iterable<?> operations, Keywords keywords) {
        Operations reading = new Operations(keywords);
        for (Object each : operations) {
            reading.take(each);
        }
        return History.of("history", reading.log);
    }

    private void take(@Nullable Object operation) {
        if (!(operation instanceof Map<?, ?> map)) {
            throw complaint(
                    (operation == null ? "nil" : "a " + operation.getClass().getName())
                            + " is no operation; right would be a map such as {:process 0, :type :invoke, :f :read, :value nil}");
        }
        fields.clear();
        map.forEach((key, value) -> {
            String name = keywords.name(key);
            if (name != null) {
                fields.put(name, value);
            }
        });
        event.clear();
        // Jepsen's records have -1 for an index or time that nobody gave them.
        event.index =
                fields.get("index") instanceof Number index && index.longValue() >= 0 ? index.longValue() : nextIndex;
        event.time = fields.get("time") instanceof Number time && time.longValue() >= 0 ? time.longValue() : nextTime;
        nextIndex = event.index + 1;
        nextTime = event.time + 1;
        event.process = process();
        if (event.process == Event.NEMESIS) {
            return;
        }
        event.type = type();
        event.f = symbols.intern(name("f", "a name such as :read"));
        if (event.type == EventType.INVOKE || event.type == EventType.OK) {
            // The value of any other completion says nothing, and may be an exception or a connection.
            value();
        }
        log.accept(event);
    }

    private int process() {
        Object process = fields.get("process");
        String name = process instanceof Number number
                        && INTEGER.matcher(number.toString()).matches()
                ? number.toString()
                : keywords.name(process);
        if (name == null) {
            throw wrong("process", process, "an integer, or a name such as \"client-1\" or :nemesis");
        }
        return Event.processNamed(symbols.intern(name), symbols);
    }

    private EventType type() {
        String right = ":invoke, :ok, :fail or :info";
        EventType type = TYPES.get(name("type", right));
        if (type == null) {
            throw wrong("type", fields.get("type"), right);
        }
        return type;
    }

    private String name(String field, String right) {
        String name = keywords.name(fields.get(field));
        if (name == null || name.isEmpty()) {
            throw wrong(field, fields.get(field), right);
        }
        return name;
    }

    private void value() {
        try {
            JavaValues.write(JavaValues.copy(fields.get("value")), event.value, symbols);
            if (fields.get("key") != null) {
                JavaValues.write(JavaValues.copy(fields.get("key")), event.key, symbols);
            }
        } catch (IllegalArgumentException e) {
            throw complaint(String.valueOf(e.getMessage()));
        }
    }

    private HistoryException wrong(String field, @Nullable Object value, String right) {
        return complaint(":" + field + " " + (value == null ? "nil" : ValuePrinter.quoted(value.toString()))
                + " cannot be; right would be " + right);
    }

    private HistoryException complaint(String message) {
        return event.complaint(message);
    }
}
