package dev.skewer.workloads;

import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.queue.FifoQueueConnection;
import dev.skewer.workloads.queue.QueueConnection;
import dev.skewer.workloads.set.SetConnection;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets, queues and counters in memory, linearizable by one lock, with one mistake each that it makes now and then. */
final class MemoryTarget implements Target {
    /** One mistake, or none. */
    enum Mistake {
        NONE,
        /** An acknowledged addition, value or increment is not there. */
        LOST,
        /** What is done again comes back: a value is dequeued twice, an increment counts twice, a removed element is seen. */
        TWICE,
        /** The newest value comes out first. */
        NEWEST_FIRST,
        /** A queue says that it is empty, and is not. */
        SAYS_EMPTY
    }

    private static final int NOW_AND_THEN = 37;

    private final Mistake mistake;
    private final Map<Long, List<Long>> values = new HashMap<>();
    private int calls;

    MemoryTarget(Mistake mistake) {
        this.mistake = mistake;
    }

    TargetType type() {
        return TargetType.named("memory", settings -> this)
                .protocols(Set.of(
                        SetConnection.class, QueueConnection.class, FifoQueueConnection.class, CounterConnection.class))
                .build();
    }

    private synchronized boolean errs(Mistake asked) {
        return mistake == asked && ++calls % NOW_AND_THEN == 0;
    }

    private List<Long> at(long key) {
        return values.computeIfAbsent(key, unused -> new ArrayList<>());
    }

    private synchronized void add(long key, long value) {
        // Sometimes it refuses, and sometimes it does not say what it did.
        if (value % 29 == 11) {
            throw new NoEffectException("refused");
        }
        if (!errs(Mistake.LOST)) {
            at(key).add(value);
        }
        if (errs(Mistake.TWICE)) {
            at(key).add(value);
        }
        if (value % 31 == 13) {
            throw new OutcomeUnknownException("lost the answer");
        }
    }

    private synchronized @Nullable Long take(long key) {
        List<Long> all = at(key);
        if (all.isEmpty() || errs(Mistake.SAYS_EMPTY)) {
            return null;
        }
        return all.remove(errs(Mistake.NEWEST_FIRST) ? all.size() - 1 : 0);
    }

    private synchronized long[] all(long key) {
        return at(key).stream().mapToLong(each -> each).toArray();
    }

    /** How many values there are. */
    synchronized int size() {
        return values.values().stream().mapToInt(List::size).sum();
    }

    /** How many there are of one key at most. */
    synchronized int longest() {
        return values.values().stream().mapToInt(List::size).max().orElse(0);
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        if (protocol == SetConnection.class) {
            return protocol.cast(new MemorySets());
        }
        return protocol.cast(protocol == CounterConnection.class ? new MemoryCounters() : new MemoryQueues());
    }

    private final class MemorySets implements SetConnection {
        @Override
        public void add(long set, long element) {
            MemoryTarget.this.add(set, element);
        }

        @Override
        public long[] read(long set) {
            return all(set);
        }

        @Override
        public void close() {}
    }

    private final class MemoryQueues implements FifoQueueConnection {
        @Override
        public void enqueue(long queue, long value) {
            add(queue, value);
        }

        @Override
        public @Nullable Long dequeue(long queue) {
            return take(queue);
        }

        @Override
        public void close() {}
    }

    private final class MemoryCounters implements CounterConnection {
        @Override
        public void increment(long key) {
            add(key, 0);
        }

        @Override
        public long read(long key) {
            return all(key).length;
        }

        @Override
        public void close() {}
    }

    @Override
    public boolean awaitReady(Duration limit) {
        return true;
    }

    @Override
    public boolean quiesce(Duration limit) {
        return true;
    }

    @Override
    public void close() {}
}
