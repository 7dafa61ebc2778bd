package dev.skewer.history.session;

import dev.skewer.history.input.LineInput;
import java.io.IOException;

/**
 * Reads what AWDIT writes its tests in (Møldrup and Pavlogiannis, <em>AWDIT: An Optimal Weak Database Isolation Tester</em>, PLDI
 * 2025): {@code r KEY VALUE} or {@code w KEY VALUE} a line, a line of hyphens between transactions, one of equals signs between
 * sessions. The last line needs no end. Transactions and sessions without reads and writes count for nothing.
 */
final class AwditLines {
    private static final String RIGHT = "r KEY VALUE, w KEY VALUE, ----- or =====, with integers";

    private final LineInput lines;
    private final IntegerCursor cursor;
    private final SessionHistory history = new SessionHistory();
    private long session;
    private boolean isSessionEmpty = true;
    private int transaction = -1;

    private AwditLines(LineInput lines, String file) {
        this.lines = lines;
        cursor = new IntegerCursor(lines, file, RIGHT);
    }

    /** Reads all lines. */
    static SessionHistory read(LineInput lines, String file) throws IOException {
        return new AwditLines(lines, file).read();
    }

    private SessionHistory read() throws IOException {
        while (lines.next()) {
            cursor.begin();
            switch (cursor.current()) {
                case '\n' -> {}
                case 'r' -> add(false);
                case 'w' -> add(true);
                case '-' -> {
                    separator('-');
                    transaction = -1;
                }
                case '=' -> {
                    separator('=');
                    transaction = -1;
                    session += isSessionEmpty ? 0 : 1;
                    isSessionEmpty = true;
                }
                default -> throw cursor.wrong();
            }
        }
        return history;
    }

    private void add(boolean writes) {
        cursor.advance();
        long key = cursor.integer();
        long value = cursor.integer();
        cursor.requireEnd();
        if (transaction < 0) {
            transaction = history.begin(session, lines.number(), false);
            isSessionEmpty = false;
        }
        history.add(transaction, writes, key, value);
    }

    private void separator(char sign) {
        while (cursor.current() == sign) {
            cursor.advance();
        }
        cursor.requireEnd();
    }
}
