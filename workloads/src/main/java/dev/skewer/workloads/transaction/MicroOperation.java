package dev.skewer.workloads.transaction;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One read or write within a transaction, of the list or the register of a key. */
public sealed interface MicroOperation extends Serializable {
    /** Whose list or register; of a predicate read the first that it asks for. */
    long key();

    /** Whether it changes nothing. */
    boolean isRead();

    /**
     * Appends an element to a list: {@code [:append key element]}.
     *
     * @param element appended to this key once in a history
     */
    record Append(long key, long element) implements MicroOperation {
        @Override
        public boolean isRead() {
            return false;
        }
    }

    /**
     * Reads a list: {@code [:r key [element …]]}.
     *
     * @param elements the oldest first; null if there is no list, and before it is read
     */
    record ReadList(long key, @Nullable List<Long> elements) implements MicroOperation {
        /** Keeps the elements as they are now. */
        public ReadList {
            elements = elements == null ? null : List.copyOf(elements);
        }

        /** A read that is still to be done. */
        public static ReadList of(long key) {
            return new ReadList(key, null);
        }

        @Override
        public boolean isRead() {
            return true;
        }
    }

    /**
     * Writes a register: {@code [:w key value]}.
     *
     * @param value written to this key once in a history
     */
    record Write(long key, long value) implements MicroOperation {
        @Override
        public boolean isRead() {
            return false;
        }
    }

    /**
     * Reads those registers of some keys that exist, at once, as a query of a condition does: {@code [:rp [key …] {key value …}]}.
     *
     * @param keys what it asks for, each once, at least one
     * @param found the values of those that exist; null before it is read
     */
    record PredicateRead(List<Long> keys, @Nullable Map<Long, Long> found) implements MicroOperation {
        /** Copies the collections. */
        public PredicateRead {
            keys = List.copyOf(keys);
            found = found == null ? null : Map.copyOf(found);
            if (keys.isEmpty() || keys.stream().distinct().count() < keys.size()) {
                throw new IllegalArgumentException("a predicate read asks for each of some keys once, not for " + keys);
            }
        }

        /** A read that is still to be done. */
        public static PredicateRead of(List<Long> keys) {
            return new PredicateRead(keys, null);
        }

        @Override
        public long key() {
            return keys.get(0);
        }

        @Override
        public boolean isRead() {
            return true;
        }
    }

    /**
     * Reads a register: {@code [:r key value]}.
     *
     * @param value null if the register was never written, and before it is read
     */
    record ReadRegister(long key, @Nullable Long value) implements MicroOperation {
        /** A read that is still to be done. */
        public static ReadRegister of(long key) {
            return new ReadRegister(key, null);
        }

        @Override
        public boolean isRead() {
            return true;
        }
    }
}
