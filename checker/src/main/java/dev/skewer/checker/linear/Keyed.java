package dev.skewer.checker.linear;

/** Whether the values of a history are {@code [key value]} tuples, as Jepsen's independent keys are recorded. */
public enum Keyed {
    /**
     * If every value of an ok operation is one, and at least one says so when it is invoked: the value of the completion, or
     * where that is nil of the invocation. Where no operation is ok, those count that did not fail. Either all keys are collections
     * or none is.
     */
    AUTO,
    /** They are. An operation of unknown outcome may go without a key, one that is ok may not. */
    YES,
    /** They are not; a value that is a pair is a pair. */
    NO
}
