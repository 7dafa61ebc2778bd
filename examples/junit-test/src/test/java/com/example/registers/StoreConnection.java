package com.example.registers;

import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.io.IOException;

/** What one client does: the protocol of the workload {@code register}, in the words of the store. */
record StoreConnection(RegisterStore store) implements RegisterConnection {
    @Override
    public Long read(long key) {
        try {
            return store.read(key).orElse(null);
        } catch (IOException e) {
            throw new OutcomeUnknownException(e.toString());
        }
    }

    @Override
    public void write(long key, long value) {
        try {
            store.write(key, value);
        } catch (IOException e) {
            throw new OutcomeUnknownException(e.toString());
        }
    }

    @Override
    public boolean compareAndSet(long key, long expected, long value) {
        try {
            return store.compareAndSet(key, expected, value);
        } catch (IOException e) {
            throw new OutcomeUnknownException(e.toString());
        }
    }

    @Override
    public void close() {}
}
