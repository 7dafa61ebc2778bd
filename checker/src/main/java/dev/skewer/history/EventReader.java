package dev.skewer.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Reads the events of one history, in order, as a stream. */
public interface EventReader extends Closeable {
    /**
     * Reads the next event.
     *
     * @param event filled with it; must have been made with {@link #symbols()}
     * @return false at the end of the history, and then the event is untouched
     * @throws HistoryException if the text is not a history; says where and what would be right
     * @throws IOException if the file cannot be read
     */
    boolean next(Event event) throws IOException;

    /** What a user has to know of what was read so far, such as lines that were passed over; a sentence each. */
    default List<String> notes() {
        return List.of();
    }

    /** The format of the history. */
    Format format();

    /** The table of names that this reader fills. */
    Symbols symbols();
}
