package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Values;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single values written as EDN, such as an initial state on a command line. */
public final class Literals {
    private Literals() {}

    /** A value as EDN writes it, shortened where it is long. */
    public static String write(@Nullable Object value) {
        return Values.text(value);
    }

    /** A value as EDN writes it, however long. */
    public static String writeWhole(Object value) {
        return Values.wholeText(value);
    }

    /**
     * The value that a text denotes, as models see it.
     *
     * @param edn one value
     * @throws HistoryException if it is none
     */
    public static @Nullable Object read(String edn) {
        return only(Format.EDN, event(edn), edn);
    }

    /**
     * The value that a text denotes, as it would be in a history of a format: JSON has fewer kinds of values, and in a
     * history in JSON {@code {"x" 1.0}} is what {@code {:x 1}} is.
     *
     * @param edn one value
     * @throws HistoryException if it is none
     */
    public static @Nullable Object read(String edn, Format format) {
        Object value = read(edn);
        if (format != Format.JSON && format != Format.JSONL) {
            return value;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (EventReader reader = reader(Format.EDN, event(edn));
                JsonLinesWriter writer = new JsonLinesWriter(json)) {
            Event event = new Event(reader.symbols());
            reader.next(event);
            writer.accept(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return only(Format.JSONL, json.toByteArray(), edn);
    }

    private static byte[] event(String edn) {
        return ("{:process 0, :type :invoke, :f :value, :value [" + edn + "\n]}").getBytes(StandardCharsets.UTF_8);
    }

    private static EventReader reader(Format format, byte[] history) throws IOException {
        return Histories.read(new ByteArrayInputStream(history), "value", format);
    }

    /** The one element of the value of the one event of a history. */
    private static @Nullable Object only(Format format, byte[] history, String edn) {
        try (EventReader reader = reader(format, history)) {
            Event only = new Event(reader.symbols());
            reader.next(only);
            Object value = new Values(only.symbols).object(only.value);
            if (value instanceof List<?> one && one.size() == 1 && !reader.next(only)) {
                return one.get(0);
            }
            throw notOne(edn);
        } catch (HistoryException e) {
            // Its place is one in the event around the value, which the reader of the message does not see.
            throw notOne(edn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HistoryException notOne(String edn) {
        return new HistoryException("'" + edn + "' is not one EDN value");
    }
}
