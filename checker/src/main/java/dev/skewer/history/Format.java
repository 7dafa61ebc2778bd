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
    /** The log that Jepsen wrote of a test of etcd in 2014, as Porcupine ships them. */
    PORCUPINE_ETCD,
    /** EDN as Porcupine's key-value histories have it: {@code :key} beside {@code :value}, unset keys read as "". */
    PORCUPINE_KV
}
