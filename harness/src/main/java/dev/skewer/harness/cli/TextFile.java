package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A file that people write, as text. */
final class TextFile {
    /** Larger than any that is written by hand. */
    private static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * Reads one.
     *
     * @param name what the user wrote
     * @param kind what it should be, such as {@code a campaign file}
     * @param hint what to say behind "no such file"
     * @throws UserException if it cannot be read, or is no text
     */
    static String read(Surroundings surroundings, String name, String kind, Supplier<String> hint) {
        String shown = Printable.line(name);
        Path path = surroundings.resolve(name);
        if (Files.isDirectory(path)) {
            throw new UserException(shown + ": is a directory; give " + kind);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UserException(shown + ": larger than 1 MiB; that is not " + kind);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserException(shown + ": not UTF-8 text; " + kind + " is YAML", e);
        } catch (NoSuchFileException e) {
            throw new UserException(shown + ": no such file" + hint.get(), e);
        } catch (IOException e) {
            throw new UserException(shown + ": " + IoMessages.of(e), e);
        }
    }
}
