package dev.skewer.checker.transaction.infer;

/**
 * What is assumed of each register by itself, beyond what reads show: whether the micro-ops that transactions did with it happened in an
 * order that clients can see. Elle's {@code :sequential-keys?} and {@code :linearizable-keys?} (Kingsbury and Alvaro, <em>Elle</em>,
 * VLDB 2020).
 */
public enum KeyOrder {
    /** Nothing. */
    OPEN("", ""),
    /** What each process did with a register happened in its order. */
    SEQUENTIAL("sequential", "sequential-keys"),
    /** What a transaction did with a register happened before what transactions did with it that were invoked after that had returned. */
    LINEARIZABLE("linearizable", "linearizable-keys");

    private final String adjective;
    private final String option;

    KeyOrder(String adjective, String option) {
        this.adjective = adjective;
        this.option = option;
    }

    /** What a verdict says of the assumption that it rests on. */
    public String note() {
        return "each register by itself is assumed to be " + adjective + " (--" + option
                + " yes): what is violated may be the assumption";
    }
}
