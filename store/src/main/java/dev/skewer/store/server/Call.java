package dev.skewer.store.server;

/** What a client may ask of a server; the name is that of the message. */
enum Call {
    /** A command; answered with its outcome. */
    EXECUTE,
    READ_METADATA,
    READ_JOURNAL,
    /** A paired read. */
    READ,
    READ_RANGE,
    SCAN,
    /** Writes all memtables to files. */
    FLUSH,
    /** Merges all files. */
    COMPACT,
    /** How many connections the server has not found to be ended, that of the call included. */
    CONNECTIONS,
    /** Ends all connections but that of the call. */
    END_OTHERS,
    /** Has a standby take over. */
    LEAD
}
