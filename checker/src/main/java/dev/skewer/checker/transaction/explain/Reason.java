package dev.skewer.checker.transaction.explain;

/**
 * Why one transaction is before another.
 *
 * @param key the object that shows it; -1 if none does
 * @param sentence with {@link #FROM} and {@link #TO} in place of the names of the two
 */
record Reason(int key, String sentence) {
    /** Stands for the transaction that is before the other; no text that is shown has this character. */
    static final String FROM = "\u0001";
    /** Stands for the other one. */
    static final String TO = "\u0002";

    /** The sentence with names. */
    String text(String from, String to) {
        return sentence.replace(FROM, from).replace(TO, to);
    }
}
