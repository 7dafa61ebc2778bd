package dev.skewer.history.session;

import dev.skewer.history.input.LineInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what PolySI (Huang et al., VLDB 2023) and Plume (Liu et al., OOPSLA 2024) call text histories: {@code
 * r(KEY,VALUE,SESSION,TRANSACTION)} or {@code w(…)} a line. The lines of a transaction need not stand together; in a session,
 * transactions come in the order of their first lines. A transaction -1 was aborted; what several such did is not told apart, so each
 * of its lines is one.
 */
final class PolySiLines {
    private static final String RIGHT = "r(KEY,VALUE,SESSION,TRANSACTION) or w(…), with integers";
    private static final long ABORTED = -1;

    private final LineInput lines;
    private final IntegerCursor cursor;
    private final SessionHistory history = new SessionHistory();
    private final Map<Long, Integer> numbers = new HashMap<>();
    /** The transaction of the line before and its number, for lines of one mostly stand together. */
    private long latest = ABORTED;

    private int latestNumber;

    private PolySiLines(LineInput lines, String file) {
        this.lines = lines;
        cursor = new IntegerCursor(lines, file, RIGHT);
    }

    /** Reads all lines. */
    static SessionHistory read(LineInput lines, String file) throws IOException {
        return new PolySiLines(lines, file).read();
    }

    private SessionHistory read() throws IOException {
        while (lines.next()) {
            cursor.begin();
            switch (cursor.current()) {
                case '\n' -> {}
                case 'r' -> add(false);
                case 'w' -> add(true);
                default -> throw cursor.wrong();
            }
        }
        return history;
    }

    private void add(boolean writes) {
        cursor.advance();
        cursor.require('(');
        long key = cursor.integer();
        cursor.require(',');
        long value = cursor.integer();
        cursor.require(',');
        long session = cursor.integer();
        cursor.require(',');
        long transaction = cursor.integer();
        cursor.require(')');
        cursor.requireEnd();
        if (transaction == ABORTED) {
            history.add(history.begin(session, lines.number(), true), writes, key, value);
        } else {
            history.add(number(transaction, session), writes, key, value);
        }
    }

    private int number(long transaction, long session) {
        if (transaction != latest) {
            Integer known = numbers.get(transaction);
            if (known == null) {
                known = history.begin(session, lines.number(), false);
                numbers.put(transaction, known);
            }
            latest = transaction;
            latestNumber = known;
        }
        if (history.session[latestNumber] != session) {
            cursor.begin();
            throw cursor.error("transaction " + transaction + " is in session " + session + " here, and in "
                    + history.session[latestNumber] + " on line " + history.line[latestNumber]
                    + "; right would be one session for a transaction");
        }
        return latestNumber;
    }
}
