package dev.skewer.history.input;

import dev.skewer.history.HistoryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A decompressed stream: damage in it is a {@link HistoryException}, and only what the file system says an IOException. */
final class DecodedInput extends BlockInput {
    /** Opens a decompressing stream; may read its header. */
    interface Decoder {
        InputStream open(InputStream compressed) throws IOException;
    }

    private final PeekedInput source;
    private final String name;
    private final String format;
    private final InputStream in;

    DecodedInput(PeekedInput source, String name, String format, Decoder decoder) throws IOException {
        this.source = source;
        this.name = name;
        this.format = format;
        try {
            this.in = decoder.open(source);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    /** Gives the exception back if the file could not be read, else says that its content is damaged. */
    private IOException translated(IOException e) {
        if (source.failure() != null) {
            return e;
        }
        String why = String.valueOf(e.getMessage());
        if (e instanceof EOFException || why.contains("Truncated")) {
            throw HistoryException.truncated("the " + format + " stream ends too early; was the file cut off?");
        }
        throw new HistoryException("the " + format + " stream is damaged (" + why + "); try to decompress " + name
                + " by hand, and make it again if that fails too");
    }

    @Override
    public void close() throws IOException {
        try (source) {
            in.close();
        }
    }
}
