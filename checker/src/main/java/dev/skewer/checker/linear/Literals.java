package dev.skewer.checker.linear;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Single values written as EDN, such as an initial state on a command line. */
public final class Literals {
    private Literals() {}

    /** A value as EDN writes it, shortened where it is long. */
    public static String write(@Nullable Object value) {
        return Values.text(value);
    }

    /**
     * The value that a text denotes, as models see it.
     *
     * @param edn one value
     * @throws dev.skewer.history.HistoryException if it is none
     */
    public static @Nullable Object read(String edn) {
        String event = "{:process 0, :type :invoke, :f :value, :value [" + edn + "\n]}";
        try (EventReader reader =
                Histories.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), "value", Format.EDN)) {
            Event only = new Event(reader.symbols());
            reader.next(only);
            Object value = new Values(only.symbols).object(only.value);
            if (value instanceof java.util.List<?> one && one.size() == 1 && !reader.next(only)) {
                return one.get(0);
            }
            throw new dev.skewer.history.HistoryException("'" + edn + "' is not one EDN value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
