package dev.skewer.checker.transaction.history;

import java.util.Locale;

/** What the objects of a history are, which says what their micro-ops do. */
public enum DataType {
    /** Lists that only grow: {@code [:append k v]} adds an element at the end, {@code [:r k [v …]]} reads the whole. */
    LIST("append"),
    /** Registers: {@code [:w k v]} replaces the value, {@code [:r k v]} reads it. */
    REGISTER("w"),
    /** Sets that only grow: {@code [:add k v]} adds an element, {@code [:r k #{v …}]} reads the whole. */
    SET("add");

    private final String write;

    DataType(String write) {
        this.write = write;
    }

    /** What a history calls the micro-op that writes. */
    public String write() {
        return write;
    }

    /** Whether a micro-op of a name writes; Knossos spells the names of registers out. */
    boolean isWrite(String name) {
        return name.equals(write) || (this == REGISTER && name.equals("write"));
    }

    /** Whether a micro-op of a name reads. */
    boolean isRead(String name) {
        return name.equals("r") || name.equals("read");
    }

    /** Whether a micro-op of a name is a predicate read; Elle's name for it. */
    boolean isPredicateRead(String name) {
        return this != SET && name.equals("rp");
    }

    /** Whether a micro-op of a name is a conditional write. */
    boolean isConditionalWrite(String name) {
        return this == REGISTER && name.equals("cas");
    }

    /** What a person calls one of the objects: {@code list}. */
    public String noun() {
        return name().toLowerCase(Locale.ROOT);
    }
}
