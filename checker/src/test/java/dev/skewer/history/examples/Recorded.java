package dev.skewer.history.examples;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.Symbols;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.HistoryWriter;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One event, kept: equal to another if a reader cannot tell them apart. */
public record Recorded(
        long index, long time, String process, EventType type, String f, Value value, Value error, Value key) {

    public static Recorded of(Event event) {
        Symbols symbols = event.symbols;
        return new Recorded(
                event.index,
                event.time,
                event.processName(),
                event.type,
                symbols.name(event.f),
                Value.of(event.value, symbols),
                Value.of(event.error, symbols),
                Value.of(event.key, symbols));
    }

    /** This event with names of another table. */
    public Event toEvent(Symbols symbols) {
        Event event = new Event(symbols);
        event.index = index;
        event.time = time;
        event.process = Event.processNamed(symbols.intern(process), symbols);
        event.type = type;
        event.f = symbols.intern(f);
        value.addTo(event.value, symbols);
        error.addTo(event.error, symbols);
        key.addTo(event.key, symbols);
        return event;
    }

    /** The events of a history. */
    public static List<Recorded> read(String text, Format format) {
        return read(text.getBytes(StandardCharsets.UTF_8), format);
    }

    /** The events of a history. */
    public static List<Recorded> read(byte[] bytes, Format format) {
        return read(new ByteArrayInputStream(bytes), format);
    }

    /** The events of a history. */
    public static List<Recorded> read(InputStream in, Format format) {
        List<Recorded> events = new ArrayList<>();
        readInto(events, in, format);
        return events;
    }

    /** Adds the events of a history to a list, also those before an error. */
    public static void readInto(List<Recorded> events, InputStream in, Format format) {
        try (EventReader reader = Histories.read(in, "h", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                events.add(of(event));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one event of a history in EDN. */
    public static Recorded one(String text) {
        List<Recorded> events = read(text, Format.EDN);
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events in " + text);
        }
        return events.get(0);
    }

    /** The value that an EDN text stands for. */
    public static Value value(String text) {
        return one("{:type :ok :f :read :process 0 :value " + text + "}").value;
    }

    /** A history as bytes. */
    public static byte[] write(List<Recorded> events, Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Symbols symbols = new Symbols();
        try (HistoryWriter writer = format == Format.EDN ? new EdnWriter(out) : new JsonLinesWriter(out)) {
            for (Recorded event : events) {
                writer.accept(event.toEvent(symbols));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
