package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.database.Item;

/** A key, what the database has behind it, and how many values were given out for it. */
final class Key {
    final long id;
    final Item item;
    private int issued;

    Key(long id, DataType type) {
        this.id = id;
        item = new Item(type);
    }

    /** A value that was not written to this key before: Jepsen numbers them from 1. */
    int nextValue() {
        return ++issued;
    }
}
