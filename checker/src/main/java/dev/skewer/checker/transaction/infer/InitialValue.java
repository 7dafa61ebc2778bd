package dev.skewer.checker.transaction.infer;

import dev.skewer.history.Token;

/**
 * What registers hold before anything is written to them.
 *
 * @param token the value
 * @param yields whether a read of it saw the write of that value, if there is one: some recorders write the initial values first
 */
public record InitialValue(long token, boolean yields) {
    /** Nothing. */
    public static final InitialValue NIL = new InitialValue(Token.NIL, false);
}
