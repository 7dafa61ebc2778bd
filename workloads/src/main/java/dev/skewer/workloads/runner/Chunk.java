package dev.skewer.workloads.runner;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A piece of a {@link Lane}: written once from its beginning, read behind the writer, then garbage. */
final class Chunk {
    private static final VarHandle LIMIT;

    static {
        try {
            LIMIT = MethodHandles.lookup().findVarHandle(Chunk.class, "limit", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final long[] longs;

    /** Behind the last long that may be read. */
    @SuppressWarnings("UnusedVariable") // through LIMIT
    private int limit;

    /** Set when this chunk takes no more. */
    volatile @Nullable Chunk next;

    Chunk(int size) {
        longs = new long[size];
    }

    /** Writer: everything below is written. */
    void publish(int to) {
        LIMIT.setRelease(this, to);
    }

    /** Reader: everything below may be read. */
    int published() {
        return (int) LIMIT.getAcquire(this);
    }
}
