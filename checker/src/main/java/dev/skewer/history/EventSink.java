package dev.skewer.history;

import java.io.IOException;

/** Takes the events of a history, in order: a file writer, an in-memory history, a counter. */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes one event.
     *
     * @param event valid only during this call; copy what is to be kept
     * @throws IOException if the sink writes somewhere and cannot
     * @throws HistoryException if the event does not fit what came before it
     */
    void accept(Event event) throws IOException;
}
