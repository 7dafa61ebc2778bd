package dev.skewer.history;

/** Where in its life an operation is; Jepsen's {@code :type}. */
public enum EventType {
    /** The operation begins. */
    INVOKE,
    /** It took effect and returned. */
    OK,
    /** It certainly did not take effect. */
    FAIL,
    /** Unknown: it may take effect at any later time, or never. Its process issues no further operation. */
    INFO
}
