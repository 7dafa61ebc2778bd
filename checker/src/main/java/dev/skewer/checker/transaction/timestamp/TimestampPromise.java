package dev.skewer.checker.transaction.timestamp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A consistency model that timestamps can be held against. */
public enum TimestampPromise {
    /** Reads show what was committed at the start; of two that write one object, one sees the other. */
    SNAPSHOT_ISOLATION("snapshot-isolation", false, Order.NONE),
    /** And at the start of a transaction those before it in its process have committed. */
    STRONG_SESSION_SNAPSHOT_ISOLATION("strong-session-snapshot-isolation", false, Order.PROCESS),
    /** And so have all that had returned before it was called. */
    STRONG_SNAPSHOT_ISOLATION("strong-snapshot-isolation", false, Order.REALTIME),
    /** Reads show what was committed at the commit. */
    SERIALIZABLE("serializable", true, Order.NONE),
    /** And transactions of a process have timestamps in its order. */
    STRONG_SESSION_SERIALIZABLE("strong-session-serializable", true, Order.PROCESS),
    /** And transactions that do not overlap have timestamps in the order of real time. */
    STRICT_SERIALIZABLE("strict-serializable", true, Order.REALTIME);

    /** What clients see of order, and timestamps have to agree with. */
    enum Order {
        NONE,
        PROCESS,
        REALTIME
    }

    private final String model;
    private final boolean isSerializable;
    final Order order;

    TimestampPromise(String model, boolean isSerializable, Order order) {
        this.model = model;
        this.isSerializable = isSerializable;
        this.order = order;
    }

    /** The name of the consistency model. */
    public String model() {
        return model;
    }

    /** Whether transactions happen at their commits; otherwise they read at their starts. */
    public boolean isSerializable() {
        return isSerializable;
    }

    /** The names of all. */
    public static List<String> models() {
        return Arrays.stream(values()).map(TimestampPromise::model).toList();
    }

    /** The promise that is called so; nothing if timestamps say nothing of that. */
    public static Optional<TimestampPromise> named(String model) {
        return Arrays.stream(values()).filter(each -> each.model.equals(model)).findFirst();
    }
}
