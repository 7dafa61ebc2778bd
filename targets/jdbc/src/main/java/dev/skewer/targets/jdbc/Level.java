package dev.skewer.targets.jdbc;

/**
 * How a target reads, under the name that its database gives it.
 *
 * @param name on the command line
 * @param unit what of a read is one transaction
 * @param jdbc the number of the level in JDBC, for transactions
 */
record Level(String name, Unit unit, int jdbc) {
    /** What of a paired read is one transaction. */
    enum Unit {
        /** Each statement alone. */
        STATEMENT,
        /** The read is one statement, a join. */
        JOIN,
        /** All statements of a read together. */
        TRANSACTION
    }

    static final Level AUTOCOMMIT = new Level("autocommit", Unit.STATEMENT, 0);
    static final Level ONE_STATEMENT = new Level("one-statement", Unit.JOIN, 0);

    static Level transaction(String name, int jdbc) {
        return new Level(name, Unit.TRANSACTION, jdbc);
    }
}
