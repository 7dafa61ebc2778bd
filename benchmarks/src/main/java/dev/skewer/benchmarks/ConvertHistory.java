package dev.skewer.benchmarks;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventSink;
import dev.skewer.history.Format;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a history in another format, so that benchmarks can compare how both are read. */
public final class ConvertHistory {
    private ConvertHistory() {}

    /**
     * Reads one file and writes the other: JSON lines if its name ends in {@code .jsonl}, else EDN.
     *
     * @param args the two files
     * @throws IOException if one cannot be read, or the other cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: ConvertHistory FROM TO.edn|TO.jsonl");
            System.exit(254);
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            if (args[1].endsWith(".jsonl")) {
                try (JsonLinesWriter writer = new JsonLinesWriter(out)) {
                    copy(Path.of(args[0]), writer);
                }
            } else {
                try (EdnWriter writer = new EdnWriter(out)) {
                    copy(Path.of(args[0]), writer);
                }
            }
        }
    }

    private static void copy(Path from, EventSink to) throws IOException {
        try (EventReader reader = Histories.open(from, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                to.accept(event);
            }
        }
    }
}
