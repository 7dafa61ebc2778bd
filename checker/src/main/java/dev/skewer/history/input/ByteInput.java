package dev.skewer.history.input;

import dev.skewer.history.HistoryException;
import dev.skewer.history.text.EdnSyntax;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes seen through one buffer, with the line and column of every byte in it.
 *
 * <p>Scanners work on {@link #buffer} directly. A zero byte stands behind the last byte at {@link #limit}, so that a scan
 * for the end of a token needs no bounds check: it stops at the zero, and only then asks whether more bytes follow. Seven
 * more bytes are readable behind that zero, so that eight may be loaded from any position.
 */
public final class ByteInput implements Closeable {
    /** The most bytes that one token (a string, a name, a number) may have: 64 MiB. */
    public static final int MAX_TOKEN = 1 << 26;

    private static final int INITIAL_SIZE = 1 << 16;
    /** So many zero bytes stand behind the last one. */
    public static final int PADDING = 8;

    /** What to call the stream in messages. */
    public final String name;

    /** The bytes in sight; another array after {@link #more}. */
    public byte[] buffer = new byte[INITIAL_SIZE + PADDING];
    /** The next byte to read. Bytes before it may be forgotten. */
    public int position;
    /** Where the bytes in sight end, exclusive. */
    public int limit;

    /** The line on which the outermost open form begins; 0 while none is open. */
    public long openLine;

    /**
     * Whether what is open holds something that is there mostly because a delimiter is missing before it. Set by whoever
     * reads such a thing, and cleared when another form begins.
     */
    public boolean doubtful;

    private InputStream in;
    /** The number of bytes before the first one in the buffer. */
    private long forgotten;

    private long line = 1;
    /** The offset in the stream of the first byte of the line. */
    private long lineStart;

    private boolean ended;
    private boolean lenient;
    private @Nullable HistoryException complaint;
    private long markedLine;
    private long markedColumn;

    public ByteInput(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /** An input that is given its bytes by {@link #restart}. */
    public ByteInput(String name) {
        this(InputStream.nullInputStream(), name);
    }

    /**
     * Goes on with other bytes.
     *
     * @param next the rest of the text
     * @param offset how many bytes of the text lie before that
     * @param nextLine the line on which it begins
     * @param start the offset in the text of the first byte of that line
     */
    public void restart(InputStream next, long offset, long nextLine, long start) {
        in = next;
        position = 0;
        limit = 0;
        Arrays.fill(buffer, 0, PADDING, (byte) 0);
        forgotten = offset;
        line = nextLine;
        lineStart = start;
        ended = false;
        beginAnew();
    }

    /**
     * Goes on with bytes that are all in sight, and are counted from line 1 and offset 0.
     *
     * @param bytes are not written to; {@link #PADDING} zeros must stand behind {@code to}
     */
    public void restart(byte[] bytes, int to) {
        buffer = bytes;
        position = 0;
        limit = to;
        forgotten = 0;
        line = 1;
        lineStart = 0;
        ended = true;
        beginAnew();
    }

    /** Forgets what was open, in case an error has left it so. */
    private void beginAnew() {
        openLine = 0;
        doubtful = false;
        lenient = false;
        complaint = null;
    }

    /** The number of bytes of the text before {@link #position}. */
    public long offset() {
        return forgotten + position;
    }

    /** The offset in the text of the first byte of the line. */
    public long lineStart() {
        return lineStart;
    }

    /**
     * Puts one line in place of what was in sight, as if the stream had nothing else.
     *
     * @param bytes holds the line
     * @param length how many bytes of it
     * @param number the number of the line, from 1
     */
    public void load(byte[] bytes, int length, long number) {
        if (buffer.length < length + PADDING) {
            buffer = new byte[length + length / 2 + PADDING];
        }
        System.arraycopy(bytes, 0, buffer, 0, length);
        Arrays.fill(buffer, length, length + PADDING, (byte) 0);
        position = 0;
        limit = length;
        ended = true;
        line = number;
        lineStart = 0;
    }

    /**
     * Brings more bytes into sight, and forgets those before {@link #position}, which may move to the front; what lay
     * {@code n} bytes behind it does so still.
     *
     * @return false if the stream has ended
     * @throws HistoryException if the bytes from {@link #position} on are a token longer than {@link #MAX_TOKEN}
     */
    public boolean more() throws IOException {
        if (ended) {
            return false;
        }
        int kept = limit - position;
        if (kept == buffer.length - PADDING) {
            if (kept >= MAX_TOKEN) {
                throw error("a string, name or number of more than 64 MiB begins here, and none may be that long");
            }
            buffer = Arrays.copyOf(buffer, kept * 2 + PADDING);
        } else if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, kept);
            forgotten += position;
            position = 0;
        }
        limit = kept;
        int count = in.read(buffer, limit, buffer.length - PADDING - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
        Arrays.fill(buffer, limit, limit + PADDING, (byte) 0);
        return !ended;
    }

    /** Takes note that a line ends with the byte at a position of the buffer. */
    public void lineEndsAt(int at) {
        line++;
        lineStart = forgotten + at + 1;
    }

    /** The line of {@link #position}, from 1. */
    public long line() {
        return line;
    }

    /** The column of {@link #position}, from 1, in bytes. */
    public long column() {
        return column(position);
    }

    private long column(int at) {
        return forgotten + at - lineStart + 1;
    }

    /** Remembers {@link #position} for {@link #errorAtMark}. */
    public void mark() {
        markedLine = line;
        markedColumn = column();
    }

    /**
     * From here on a token that is not as it should be is taken as it is, for its value may not matter: only where the next
     * begins has to be known. Ends with {@link #beStrict}.
     */
    public void beLenient() {
        lenient = true;
        complaint = null;
    }

    /** Ends what {@link #beLenient} began; gives what was wrong first, or null. */
    public @Nullable HistoryException beStrict() {
        lenient = false;
        return complaint;
    }

    /** Takes a complaint about a token whose end is known; throws it unless it may not matter. */
    public void report(HistoryException wrong) {
        if (!lenient) {
            throw wrong;
        }
        complaint = complaint == null ? wrong : complaint;
    }

    /** A complaint about {@link #position}. */
    public HistoryException error(String message) {
        return errorAt(position, message);
    }

    /** A complaint about a position in the buffer, on the line of {@link #position}. */
    public HistoryException errorAt(int at, String message) {
        return new HistoryException(name, line, column(at), message);
    }

    /** A complaint about where {@link #mark} was called. */
    public HistoryException errorAtMark(String message) {
        return new HistoryException(name, markedLine, markedColumn, message);
    }

    /** Whether the end of the stream has been seen. */
    public boolean hasEnded() {
        return ended;
    }

    /**
     * Whether the stream ends inside the token at {@link #position}, or right behind it: what is wrong with that token may
     * then be that its end is missing. Only for a token that has been looked at as a whole.
     */
    public boolean endsInToken() {
        if (!ended || limit == 0) {
            return false;
        }
        int first = Math.min(position, limit - 1);
        for (int at = first; at < limit; at++) {
            boolean isCharacter = at == first && EdnSyntax.classOf(buffer[at]) == EdnSyntax.BACKSLASH;
            if (!isCharacter && !EdnSyntax.isConstituent(buffer[at])) {
                return false;
            }
        }
        return true;
    }

    /**
     * A complaint that the stream ends too early.
     *
     * @param where such as "inside a string"
     */
    public HistoryException truncated(String where) {
        position = limit;
        String what = openLine > 0 ? ", in what begins at line " + openLine : "";
        return HistoryException.truncated("the file ends " + where + what + "; was it cut off?")
                .at(name, line, column());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
