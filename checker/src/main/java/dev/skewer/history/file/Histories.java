package dev.skewer.history.file;

import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.chunk.ChunkedReader;
import dev.skewer.history.edn.EdnReader;
import dev.skewer.history.input.Compression;
import dev.skewer.history.input.FormatDetector;
import dev.skewer.history.input.PeekedInput;
import dev.skewer.history.json.JsonReader;
import dev.skewer.history.log.JepsenLogReader;
import dev.skewer.history.session.SessionHistoryReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens histories: the front door of this package.
 *
 * <pre>{@code
 * try (EventReader reader = Histories.open(Path.of("history.edn"), Format.AUTO)) {
 *     Event event = new Event(reader.symbols());
 *     while (reader.next(event)) { … }
 * }
 * }</pre>
 */
public final class Histories {
    private static final Path STANDARD_INPUT = Path.of("-");

    /** The size of the pieces in which a text is read: a few hundred events, and with what is found in them still in a cache. */
    private static final int CHUNK = 1 << 17;

    private Histories() {}

    /**
     * Opens a history file. Files compressed with gzip or zstd are read as they are, whatever their name.
     *
     * @param file the file, or {@code -} for standard input
     * @param format its format, or {@link Format#AUTO} to see by its first bytes
     * @throws HistoryException if the format cannot be told
     * @throws IOException if the file cannot be read
     */
    public static EventReader open(Path file, Format format) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return read(System.in, "standard input", format);
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory; right would be a file with a history");
        }
        InputStream in = Files.newInputStream(file);
        try {
            return read(in, file.toString(), format);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Makes a history file in EDN, compressed if its name ends with {@code .zst}. What was flushed can be read while the file
     * grows, and after its writer was killed: it is then a file that was cut off.
     *
     * @throws IOException if the file cannot be made
     */
    public static EdnWriter create(Path file) throws IOException {
        return new EdnWriter(Compression.create(file));
    }

    /**
     * Makes a history file, compressed if its name ends with {@code .zst} or {@code .gz}.
     *
     * @param format {@link Format#EDN} or {@link Format#JSONL}
     * @throws IllegalArgumentException if it is another one
     * @throws IOException if the file cannot be made
     */
    public static HistoryWriter create(Path file, Format format) throws IOException {
        requireWritable(format);
        return write(Compression.create(file), format);
    }

    /**
     * Writes a history to a stream.
     *
     * @param out needs no buffer; closed with the writer
     * @param format {@link Format#EDN} or {@link Format#JSONL}
     * @throws IllegalArgumentException if it is another one
     */
    public static HistoryWriter write(OutputStream out, Format format) {
        requireWritable(format);
        return format == Format.EDN ? new EdnWriter(out) : new JsonLinesWriter(out);
    }

    private static void requireWritable(Format format) {
        if (format != Format.EDN && format != Format.JSONL) {
            throw new IllegalArgumentException(
                    "no history is written as " + format.label() + "; right would be edn or jsonl");
        }
    }

    /**
     * Reads a history from a stream.
     *
     * @param in closed with the reader, or by the caller if this method fails
     * @param name what to call it in messages
     * @param format its format, or {@link Format#AUTO}
     * @throws HistoryException if the format cannot be told
     * @throws IOException if the stream cannot be read
     */
    public static EventReader read(InputStream in, String name, Format format) throws IOException {
        return read(in, name, format, CHUNK, Runtime.getRuntime().availableProcessors() - 1);
    }

    /** Reads a history from a stream in pieces of so many bytes, with so many threads beside the calling one. */
    static EventReader read(InputStream in, String name, Format format, int length, int threads) throws IOException {
        try {
            PeekedInput text = Compression.open(new PeekedInput(in), name);
            text.skipByteOrderMark();
            Format known = format == Format.AUTO ? FormatDetector.detect(text, name) : format;
            return switch (known) {
                case JSON, JSONL -> new ChunkedReader(text, name, known, JsonReader::new, length, threads);
                case JEPSEN_LOG, JEPSEN_TXT, PORCUPINE_ETCD -> new JepsenLogReader(text, name, known);
                case POLYSI, AWDIT -> new SessionHistoryReader(text, name, known);
                default -> new ChunkedReader(text, name, known, EdnReader::new, length, threads);
            };
        } catch (HistoryException e) {
            throw e.at(name, 1, 1);
        }
    }
}
