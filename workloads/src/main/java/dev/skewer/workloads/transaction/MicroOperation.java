package dev.skewer.workloads.transaction;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One read or write within a transaction, of the list or the register of a key. */
public sealed interface MicroOperation extends Serializable {
    /** Whose list or register. */
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
