package dev.skewer.checker.transaction.history;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * The timestamps that a database gave its transactions, by transaction: of the snapshot that it read, and of its commit. They come
 * from one clock: a transaction sees what was committed at or before its start timestamp. 16 bytes a transaction; nothing where a
 * history has none.
 */
public final class Timestamps {
    /** The database gave none. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long[] NOTHING = {};

    private long[] start = NOTHING;
    private long[] commit = NOTHING;

    Timestamps() {}

    /** The start timestamp of a transaction, or {@link #NONE}. */
    public long start(int transaction) {
        return transaction < start.length ? start[transaction] : NONE;
    }

    /** The commit timestamp of a transaction, or {@link #NONE}. */
    public long commit(int transaction) {
        return transaction < commit.length ? commit[transaction] : NONE;
    }

    /** Whether no transaction has any. */
    public boolean isEmpty() {
        return start.length == 0;
    }

    /**
     * Takes those of a completion; only of one that is ok they say something.
     *
     * @throws MicroOpDecoder.MalformedTransaction if they are none
     */
    void take(int transaction, Event event) {
        Tape given = event.timestamps;
        if (given.isNil() || event.type != EventType.OK) {
            return;
        }
        boolean isPair = Token.isSequence(given.token(0));
        int first = 1;
        int end = isPair ? given.skip(0) : 1;
        int second = first < end ? given.skip(first) : end;
        boolean isShort = second >= end;
        boolean hasCommit = !isShort && given.token(second) != Token.NIL;
        boolean isRight = first < end
                && isNumber(given, first)
                && (isShort || given.skip(second) == end)
                && (!hasCommit || isNumber(given, second));
        if (!isRight) {
            throw new MicroOpDecoder.MalformedTransaction("the :ts " + ValuePrinter.text(given, 0, event.symbols, 80)
                    + " are no timestamps; right would be two integers:"
                    + " [start commit], or [start] of a transaction that only read");
        }
        put(transaction, given.integer(first), hasCommit ? given.integer(second) : NONE);
    }

    private static boolean isNumber(Tape tape, int at) {
        return tape.isInteger(at) && tape.integer(at) != NONE;
    }

    private void put(int transaction, long started, long committed) {
        if (transaction >= start.length) {
            int known = start.length;
            int n = Math.addExact(transaction, (transaction >> 1) + 16);
            start = Arrays.copyOf(start, n);
            commit = Arrays.copyOf(commit, n);
            Arrays.fill(start, known, n, NONE);
            Arrays.fill(commit, known, n, NONE);
        }
        start[transaction] = started;
        commit[transaction] = committed;
    }

    long bytes() {
        return 16L * start.length;
    }
}
