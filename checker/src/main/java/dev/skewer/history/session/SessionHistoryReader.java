package dev.skewer.history.session;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.event.HistoryReader;
import dev.skewer.history.input.LineInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the transactions of a text that knows only sessions as events: for each an invocation and, at once, its completion, with the
 * session as process and {@code txn} as function, in the order in which they begin in the text. Only the order within a session means
 * something ({@link Format#hasRealTime}).
 *
 * <p>The whole text is read first, and kept while its events are given: the lines of a transaction may be apart, and whether a read of
 * 0 saw a register unset depends on what others wrote. So a damaged text gives no events at all. A part of such a history is no
 * history of its own either, for it may lack the writes that its reads saw: one that was cut off is an error, not a shorter history.
 */
public final class SessionHistoryReader extends HistoryReader {
    private final LineInput lines;
    private final int function;
    private final int readSymbol;
    private final int writeSymbol;

    private @Nullable SessionHistory history;
    private int[] first = new int[0];
    private int[] order = new int[0];
    /** In PolySI's format, keys to which a transaction wrote 0, which elsewhere stands for a register that is unset. */
    private final Set<Long> writtenZero = new HashSet<>();

    /** How many events were given: two of each transaction. */
    private long given;

    /**
     * A reader of a text.
     *
     * @param in closed with the reader
     * @param file what to call the history in messages
     * @param format {@link Format#POLYSI} or {@link Format#AWDIT}
     */
    public SessionHistoryReader(InputStream in, String file, Format format) {
        super(file, format);
        lines = new LineInput(in);
        function = symbols().intern("txn");
        readSymbol = symbols().intern("r");
        writeSymbol = symbols().intern("w");
    }

    @Override
    protected boolean read(Event event) throws IOException {
        SessionHistory all = history == null ? load() : history;
        int transaction = (int) (given >>> 1);
        if (transaction == all.size) {
            return false;
        }
        boolean isInvocation = (given & 1) == 0;
        event.clear();
        event.index = given;
        event.time = given;
        event.process = Event.processNumbered(all.session[transaction], symbols());
        event.type = isInvocation ? EventType.INVOKE : all.isAborted[transaction] ? EventType.FAIL : EventType.OK;
        event.f = function;
        event.file = file;
        event.line = all.line[transaction];
        event.column = 1;
        addMicroOps(all, transaction, isInvocation || all.isAborted[transaction], event.value);
        given++;
        return true;
    }

    private SessionHistory load() throws IOException {
        SessionHistory all = format() == Format.POLYSI ? PolySiLines.read(lines, file) : AwditLines.read(lines, file);
        first = all.firstMicroOps();
        order = all.grouped(first);
        if (format() == Format.POLYSI) {
            for (int m = 0; m < all.microOps; m++) {
                if (all.isWrite[m] && all.value[m] == 0 && !all.isAborted[all.transaction[m]]) {
                    writtenZero.add(all.key[m]);
                }
            }
        }
        history = all;
        return all;
    }

    private void addMicroOps(SessionHistory all, int transaction, boolean hidesReads, Tape into) {
        int whole = into.begin(Token.VECTOR);
        for (int i = first[transaction]; i < first[transaction + 1]; i++) {
            int m = order[i];
            int one = into.begin(Token.VECTOR);
            into.addKeyword(all.isWrite[m] ? writeSymbol : readSymbol);
            into.addInt(all.key[m]);
            if (!all.isWrite[m] && (hidesReads || isUnset(all.key[m], all.value[m]))) {
                into.addNil();
            } else {
                into.addInt(all.value[m]);
            }
            into.end(one);
        }
        into.end(whole);
    }

    /** Whether a read saw the register before any write. */
    private boolean isUnset(long key, long value) {
        return format() == Format.POLYSI && value == 0 && !writtenZero.contains(key);
    }

    @Override
    protected long line() {
        return Math.max(1, lines.number());
    }

    @Override
    protected long column() {
        return 1;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
