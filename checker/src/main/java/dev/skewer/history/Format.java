package dev.skewer.history;

/** The forms in which a history may be stored. */
public enum Format {
    /** Decided by the first bytes. */
    AUTO,
    /** Jepsen's EDN: one map an event, in sequence or inside one vector or list. */
    EDN,
    /** One JSON array of maps with Jepsen's field names. */
    JSON,
    /** One JSON map a line with Jepsen's field names. */
    JSONL,
    /** A {@code jepsen.log} of any year: the lines of its logger {@code jepsen.util}. */
    JEPSEN_LOG,
    /** Jepsen's {@code history.txt}: process, type, function and value of one event a line, with tabs between them. */
    JEPSEN_TXT,
    /** A {@code jepsen.log} of a test of etcd, as Porcupine ships and understands them: unset keys read as nil. */
    PORCUPINE_ETCD,
    /** EDN as Porcupine's key-value histories have it: {@code :key} beside {@code :value}, unset keys read as "". */
    PORCUPINE_KV
}
