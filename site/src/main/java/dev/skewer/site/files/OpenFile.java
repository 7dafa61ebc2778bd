package dev.skewer.site.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;

/**
 * A regular file that is open for reading. What is written to it later is not part of it.
 *
 * @param channel its content, at its beginning
 * @param size how many bytes it had when it was opened
 * @param modified when it was last written
 */
public record OpenFile(SeekableByteChannel channel, long size, Instant modified) implements Closeable {
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
