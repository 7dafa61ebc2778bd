package dev.skewer.checker.linear;

/** What a read that returned nil says. */
public enum NilRead {
    /** Nothing: the client learnt nothing, as in Knossos. */
    ANY,
    /** That the object was unset, as in Porcupine. */
    EXACT
}
