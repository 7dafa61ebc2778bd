package dev.skewer.store.storage;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Owns native objects and closes them in the opposite order of their making, once. Not thread-safe by itself: its owner
 * sees to it that nothing uses an object while the scope closes.
 */
public final class NativeScope implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    /** Takes {@code object} over. */
    public <T extends AutoCloseable> T own(T object) {
        owned.push(object);
        return object;
    }

    /** How many objects are open. */
    public int size() {
        return owned.size();
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            AutoCloseable object = owned.pop();
            try {
                object.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + object.getClass().getSimpleName(), e);
            }
        }
    }
}
