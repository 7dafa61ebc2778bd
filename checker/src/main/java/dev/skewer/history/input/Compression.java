package dev.skewer.history.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.skewer.history.HistoryException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Sees by its first bytes whether a file is compressed, whatever its name, and reads through that; writes as the name says. */
public final class Compression {
    /** So many bytes must be in sight to tell. */
    private static final int MAGIC = 4;

    private static final int BUFFER = 1 << 16;

    /** Windows of up to 2 GiB, as {@code zstd --long=31} uses. */
    private static final int LONGEST_WINDOW = 31;

    /** The fastest level; on histories those above it save no space and take up to three times as long. */
    private static final int ZSTD_LEVEL = 1;

    private Compression() {}

    /**
     * Makes a file, compressed if its name ends with {@code .zst} or {@code .gz}. What was flushed can be read, even if the file is
     * never closed; it then ends too early.
     */
    public static OutputStream create(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        String name = file.toString();
        try {
            if (name.endsWith(".zst")) {
                return new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL).setChecksum(true);
            }
            return name.endsWith(".gz") ? new GZIPOutputStream(out, BUFFER, true) : out;
        } catch (IOException | RuntimeException | Error e) {
            out.close();
            throw e;
        }
    }

    /**
     * The text of a file.
     *
     * @param file its bytes
     * @param name what to call it in messages
     * @return the file itself if it is not compressed
     * @throws HistoryException if it is compressed in a way that is not read here, or damaged
     */
    public static PeekedInput open(PeekedInput file, String name) throws IOException {
        byte[] magic = file.seen(MAGIC);
        if (starts(magic, 0, 0x1f, 0x8b)) {
            return new PeekedInput(new DecodedInput(file, name, "gzip", in -> new GZIPInputStream(in, BUFFER)));
        }
        if (starts(magic, 0, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableZstd(magic)) {
            return new PeekedInput(new DecodedInput(
                    file,
                    name,
                    "zstd",
                    in -> new ZstdInputStreamNoFinalizer(new Unhurried(in)).setLongMax(LONGEST_WINDOW)));
        }
        requireUncompressed(magic);
        return file;
    }

    private static void requireUncompressed(byte[] magic) {
        String other = "";
        if (starts(magic, 0, 'B', 'Z', 'h')) {
            other = "bzip2";
        } else if (starts(magic, 0, 0xfd, '7', 'z', 'X')) {
            other = "xz";
        } else if (starts(magic, 0, 'P', 'K', 3, 4)) {
            other = "zip";
        }
        if (!other.isEmpty()) {
            throw new HistoryException("the file is compressed with " + other
                    + ", which is not read here; right would be gzip, zstd, or no compression");
        }
    }

    /** A zstd file may begin with frames of something else, of one of sixteen kinds. */
    private static boolean isSkippableZstd(byte[] magic) {
        return magic.length > 0 && (magic[0] & 0xf0) == 0x50 && starts(magic, 1, 0x2a, 0x4d, 0x18);
    }

    private static boolean starts(byte[] bytes, int from, int... with) {
        if (bytes.length < from + with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (bytes[from + i] != (byte) with[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * A stream of which nobody knows whether there is more: the library then hands out what it has decompressed before it reads on.
     * Otherwise it reads on first, and if the file ends there, keeps what it had.
     */
    private static final class Unhurried extends FilterInputStream {
        Unhurried(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
