package dev.skewer.junit;

import dev.skewer.workloads.register.RegisterConnection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Registers in a map, which take their time, so that clients meet on any machine; every so many reads, if that is wanted, answer what
 * was there before the latest write.
 */
final class Registers {
    private final Map<Long, Long> values = new ConcurrentHashMap<>();
    private final Map<Long, Long> before = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final int staleEvery;

    /**
     * Empty registers.
     *
     * @param staleEvery how many reads there are to one that is stale; 0 for no such read
     */
    Registers(int staleEvery) {
        this.staleEvery = staleEvery;
    }

    RegisterConnection connect() {
        return new RegisterConnection() {
            @Override
            public @Nullable Long read(long key) {
                LockSupport.parkNanos(1);
                boolean isStale = staleEvery > 0 && reads.incrementAndGet() % staleEvery == 0;
                return (isStale ? before : values).get(key);
            }

            @Override
            public void write(long key, long value) {
                LockSupport.parkNanos(1);
                Long old = values.put(key, value);
                if (old != null) {
                    before.put(key, old);
                }
            }

            @Override
            public boolean compareAndSet(long key, long expected, long value) {
                return Objects.equals(values.get(key), expected) && values.replace(key, expected, value);
            }

            @Override
            public void close() {}
        };
    }
}
