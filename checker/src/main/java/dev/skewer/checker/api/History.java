package dev.skewer.checker.api;

import dev.skewer.history.Event;
import dev.skewer.history.EventLog;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventSink;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every client saw, in memory: recorded, loaded or written down. It does not change, and any thread may use it. */
public final class History {
    private final String name;
    private final EventLog log;

    private History(String name, EventLog log) {
        this.name = name;
        this.log = log;
    }

    /** A recorder for the clients of a test; {@link Recorder#history} gives what they saw. */
    public static Recorder record() {
        return new Recorder();
    }

    /**
     * Loads a history from a file in any of the formats that {@code skewer check} reads, plain or compressed.
     *
     * @throws HistoryException if it is no history; says where and what would be right
     * @throws IOException if it cannot be read
     */
    public static History load(Path file) throws IOException {
        return load(file, Format.AUTO);
    }

    /**
     * Loads a history from a file.
     *
     * @param format how it is written
     * @throws HistoryException if it is no history; says where and what would be right
     * @throws IOException if it cannot be read
     */
    public static History load(Path file, Format format) throws IOException {
        try (EventReader reader = Histories.open(file, format)) {
            return read(reader, file.toString());
        }
    }

    /**
     * The history that a text denotes, which is EDN or JSON: as a rule one map an event, {@code {:process 0 :type :invoke :f
     * :write :value 3}}.
     *
     * @throws HistoryException if it is none; says where and what would be right
     */
    public static History parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "history", Format.AUTO)) {
            return read(reader, "history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The history of events that are already in memory.
     *
     * @param name what to call it in messages
     * @param log is not added to any more
     */
    public static History of(String name, EventLog log) {
        return new History(name, log);
    }

    private static History read(EventReader reader, String name) throws IOException {
        EventLog log = new EventLog(reader.symbols());
        Event event = new Event(reader.symbols());
        while (reader.next(event)) {
            log.accept(event);
        }
        return new History(name, log);
    }

    /** The number of events: invocations and completions. */
    public int size() {
        return log.size();
    }

    /** What messages call it: the file's name, if it came from one. */
    public String name() {
        return name;
    }

    /**
     * Passes all events to a sink, in order.
     *
     * @throws IOException if the sink throws it
     */
    public void replay(EventSink sink) throws IOException {
        log.replay(sink);
    }

    /**
     * Writes the history to a file, as JSON lines if its name ends with {@code .jsonl}, otherwise as EDN, in the way that
     * {@code skewer check} and {@link #load(Path)} read it. EDN keeps every value; JSON has fewer kinds of them.
     *
     * @param file is replaced; missing folders are made
     * @throws HistoryException if a keyword or symbol has a name that EDN cannot write
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (file.toString().endsWith(".jsonl")) {
            write(new JsonLinesWriter(Files.newOutputStream(file)));
        } else {
            write(new EdnWriter(Files.newOutputStream(file)));
        }
    }

    private <W extends EventSink & Closeable> void write(W writer) throws IOException {
        try (writer) {
            log.replay(writer);
        }
    }
}
