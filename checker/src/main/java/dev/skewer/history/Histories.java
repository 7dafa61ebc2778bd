package dev.skewer.history;

import java.io.IOException;
import java.io.InputStream;
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
    private Histories() {}

    /**
     * Opens a history file. Files compressed with gzip or zstd are read as they are, whatever their name.
     *
     * @param file the file
     * @param format its format, or {@link Format#AUTO} to see by its first bytes
     * @throws HistoryException if the format cannot be told
     * @throws IOException if the file cannot be read
     */
    public static EventReader open(Path file, Format format) throws IOException {
        return read(java.nio.file.Files.newInputStream(file), file.toString(), format);
    }

    /**
     * Reads a history from a stream.
     *
     * @param in closed with the reader
     * @param name what to call it in messages
     * @param format its format, or {@link Format#AUTO}
     */
    public static EventReader read(InputStream in, String name, Format format) throws IOException {
        if (format == Format.AUTO) {
            throw new HistoryException(name + ": no reader yet");
        }
        throw new IOException("contract only");
    }
}
