package dev.skewer.workloads;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps a history as text, for tests to look at. */
public final class RecordedHistory implements EventSink, Flushable {
    /** One event. */
    public record Line(long index, long time, int process, EventType type, String f, String value, String error) {
        /** What it says, without when. */
        public String what() {
            return process + " " + type + " " + f + " " + value;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    public int flushes;

    /** Thrown instead of taking the event with this index. */
    public long failAt = -1;

    @Override
    public synchronized void accept(Event event) throws IOException {
        if (event.index == failAt) {
            throw new IOException("No space left on device");
        }
        lines.add(new Line(
                event.index,
                event.time,
                event.process,
                event.type,
                event.symbols.name(event.f),
                TapeText.of(event.value, event.symbols),
                TapeText.of(event.error, event.symbols)));
    }

    @Override
    public synchronized void flush() {
        flushes++;
    }

    /** The events so far. */
    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The events of clients. */
    public List<Line> clientLines() {
        return lines().stream().filter(line -> line.process() >= 0).toList();
    }
}
