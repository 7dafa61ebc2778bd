package dev.skewer.targets.memory;

import dev.skewer.database.DataType;
import dev.skewer.database.Database;
import dev.skewer.database.Item;
import dev.skewer.database.Session;
import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The database, what is in it by key, and the lock that lets many threads use it a step at a time. */
final class MemoryStore {
    private final Database database;
    private final Duration pause;
    private final Map<Long, Item> lists = new HashMap<>();
    private final Map<Long, Item> registers = new HashMap<>();

    /** The store of a database that nothing else uses. */
    MemoryStore(Database database, Duration pause) {
        this.database = database;
        this.pause = pause;
    }

    /** How long a transaction waits between two steps. */
    Duration pause() {
        return pause;
    }

    /** A session for one connection. */
    Session session() {
        return atomically(database::session);
    }

    /** Does one step while nobody else does any. */
    synchronized <T> T atomically(Supplier<T> step) {
        return step.get();
    }

    /** The register of a key; within a step. */
    Item register(long key) {
        return registers.computeIfAbsent(key, unused -> new Item(DataType.RW_REGISTER));
    }

    /** What a micro-operation of one key reads or writes; within a step. */
    Item item(MicroOperation operation) {
        boolean isList = operation instanceof Append || operation instanceof ReadList;
        return isList
                ? lists.computeIfAbsent(operation.key(), unused -> new Item(DataType.LIST_APPEND))
                : register(operation.key());
    }
}
