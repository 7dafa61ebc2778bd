package dev.skewer.history.event;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import java.io.IOException;

/**
 * What the readers of all formats have in common: a table of names, a place for each complaint, and that after a complaint
 * there is no going on.
 */
public abstract class HistoryReader implements EventReader {
    /** What to call the history in messages. */
    protected final String file;

    private final Symbols symbols = new Symbols();
    private final Format format;
    private boolean failed;

    /**
     * A reader with an empty table of names.
     *
     * @param file what to call the history in messages
     * @param format what the reader reads
     */
    protected HistoryReader(String file, Format format) {
        this.file = file;
        this.format = format;
    }

    @Override
    public final Format format() {
        return format;
    }

    @Override
    public final Symbols symbols() {
        return symbols;
    }

    @Override
    public final boolean next(Event event) throws IOException {
        if (event.symbols != symbols) {
            throw new IllegalArgumentException("the event has another table of names than its reader");
        }
        if (failed) {
            throw new IllegalStateException(file + ": reading cannot go on after an error");
        }
        failed = true;
        boolean found;
        try {
            found = read(event);
        } catch (HistoryException e) {
            throw e.at(file, line(), column());
        } catch (OutOfMemoryError e) {
            // One array was too large for the heap, so there is room for this. Only names and one event are kept here.
            throw HistoryException.outOfMemory(
                            "no memory is left for " + symbols.size() + " distinct names and strings and this event;"
                                    + " give the JVM more than its "
                                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB (-Xmx)")
                    .at(file, line(), column());
        }
        failed = false;
        return found;
    }

    /** Reads the next event; false at the end. */
    protected abstract boolean read(Event event) throws IOException;

    /** The line reached, from 1. */
    protected abstract long line();

    /** The column reached, from 1, in bytes. */
    protected abstract long column();
}
