package dev.skewer.workloads;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.journal.Rows;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A target that is linearizable by one lock, without files, and that does what a test tells it to. */
public final class FakeTarget extends FakeNodes
        implements Target,
                Controls.Maintenance,
                Controls.Snapshots,
                Controls.ReadGap,
                Controls.Restart,
                Controls.CrashPoint,
                Controls.Breakpoints,
                Controls.SharedJvm {
    private static final class Invocation {
        int epoch;
        int first;
        final List<Long> entries = new ArrayList<>();
        final SortedMap<String, Long> state = new TreeMap<>();

        int length() {
            return first + entries.size();
        }

        Metadata metadata() {
            return new Metadata(epoch, first, length());
        }
    }

    private final Map<Long, Invocation> invocations = new HashMap<>();
    private final Map<Long, Boolean> purged = new HashMap<>();

    /** Writes that take effect and whose outcome nobody learns, by the names of {@link JournalConnection}'s methods. */
    public volatile Predicate<String> loseOutcomeOf = write -> false;

    /** Called before each operation, on the caller's thread. */
    public volatile Runnable beforeOperation = () -> {};

    /** Called before a connection is made. */
    public volatile Runnable beforeConnect = () -> {};

    /** Called before it closes. */
    public volatile Runnable beforeClose = () -> {};

    /** Whether a thread of it is held at a yield point. */
    public final AtomicBoolean stopped = new AtomicBoolean();

    /** Of the flushes, those while a thread was held. */
    public final AtomicInteger flushesWhileStopped = new AtomicInteger();

    /** Whether the next restart fails. */
    public volatile boolean breakOnRestart;

    /** How long a restart takes. */
    public volatile Duration restartTakes = Duration.ZERO;

    /** Whether readers that were made slow stay so for ever. */
    public volatile boolean breakOnNarrow;

    /** How often it does not come back when readers are to run on. */
    public final AtomicInteger lossesOnNarrow = new AtomicInteger();

    /** Whether closing fails. */
    public volatile boolean breakOnClose;

    public final AtomicInteger openConnections = new AtomicInteger();
    public final AtomicInteger held = new AtomicInteger();
    public final AtomicInteger restarts = new AtomicInteger();
    public final AtomicInteger flushes = new AtomicInteger();
    /** Point, arrivals and whether flushed, of each crash. */
    public final Queue<String> crashes = new ConcurrentLinkedQueue<>();

    /** How often a process found the target not ready and waited. */
    public final AtomicInteger waits = new AtomicInteger();

    public volatile boolean widened;
    public volatile boolean closed;
    private volatile boolean ready = true;
    private volatile @Nullable TargetLostException lost;
    public volatile @Nullable TargetSettings settings;
    private int longest;

    /** A type that opens this one, however often; it offers everything. */
    public TargetType type() {
        return type(Set.of(
                Controls.Maintenance.class,
                Controls.Snapshots.class,
                Controls.ReadGap.class,
                Controls.Breakpoints.class,
                Controls.Restart.class,
                Controls.Processes.class,
                Controls.Network.class,
                Controls.FramedNetwork.class,
                Controls.Partitions.class,
                Controls.SharedJvm.class));
    }

    /** A type that offers these controls only. */
    public TargetType type(Set<Class<? extends Controls>> controls) {
        return TargetType.named("fake", opened -> {
                    settings = opened;
                    return this;
                })
                .controls(controls)
                .protocols(Set.of(JournalConnection.class))
                .build();
    }

    /** The most entries that any journal ever had. */
    public synchronized int longest() {
        return longest;
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        beforeConnect.run();
        openConnections.incrementAndGet();
        return protocol.cast(new FakeConnection());
    }

    @Override
    public boolean awaitReady(Duration limit) throws InterruptedException {
        TargetLostException loss = lost;
        if (loss != null) {
            throw loss;
        }
        if (!ready) {
            waits.incrementAndGet();
            Thread.sleep(limit.toMillis());
        }
        return ready;
    }

    @Override
    public boolean quiesce(Duration limit) {
        return true;
    }

    @Override
    public void close() {
        beforeClose.run();
        closed = true;
        if (breakOnClose) {
            throw new IllegalStateException("what was written last could not be saved");
        }
    }

    @Override
    public void flush() {
        flushes.incrementAndGet();
        flushesWhileStopped.addAndGet(stopped.get() ? 1 : 0);
    }

    @Override
    public void compact() {}

    @Override
    public Held hold() {
        held.incrementAndGet();
        return held::decrementAndGet;
    }

    @Override
    public void widen(Duration min, Duration max, double share) {
        widened = true;
    }

    @Override
    public void narrow() {
        widened = false;
        if (lossesOnNarrow.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new TargetLostException("it ended with exit code 137 instead of starting", null);
        }
        if (breakOnNarrow) {
            throw new IllegalStateException("the reader is stuck");
        }
    }

    @Override
    public void restart() {
        ready = false;
        if (breakOnRestart) {
            TargetLostException loss = new TargetLostException("it did not come back", new IllegalStateException());
            lost = loss;
            throw loss;
        }
        restarts.incrementAndGet();
        LockSupport.parkNanos(restartTakes.toNanos());
        ready = true;
    }

    @Override
    public void crash(Point point, int arrivals, boolean isFlushed, Duration patience) {
        crashes.add(point + " " + arrivals + " " + isFlushed);
    }

    @Override
    public List<String> points() {
        return List.of("before-read", "after-commit");
    }

    @Override
    public Optional<Controls.Imposed> hold(String point, Duration patience) {
        stopped.set(true);
        return Optional.of(() -> stopped.set(false));
    }

    private Invocation invocation(long id) {
        return invocations.computeIfAbsent(id, fresh -> new Invocation());
    }

    private Invocation known(long id) {
        Invocation found = invocations.get(id);
        if (found == null) {
            throw new NoEffectException("unknown");
        }
        return found;
    }

    private synchronized List<Position> append(List<Append> appends) {
        if (appends.stream().anyMatch(one -> purged.containsKey(one.invocation()))) {
            throw new NoEffectException("purged");
        }
        var positions = new ArrayList<Position>();
        for (Append one : appends) {
            Invocation invocation = invocation(one.invocation());
            positions.add(new Position(invocation.epoch, invocation.length()));
            invocation.entries.add(one.entry());
            longest = Math.max(longest, invocation.entries.size());
        }
        return positions;
    }

    private synchronized Position setState(long id, String key, long entry) {
        Position position = append(List.of(new Append(id, entry))).get(0);
        invocation(id).state.put(key, entry);
        return position;
    }

    private synchronized Metadata trim(long id, int length) {
        Invocation invocation = known(id);
        int kept = Math.max(length, invocation.first);
        if (length < invocation.length()) {
            invocation
                    .entries
                    .subList(kept - invocation.first, invocation.entries.size())
                    .clear();
            invocation.epoch++;
        }
        return invocation.metadata();
    }

    private synchronized Metadata compact(long id, int first) {
        Invocation invocation = known(id);
        int from = Math.min(first, invocation.length());
        if (from > invocation.first) {
            invocation.entries.subList(0, from - invocation.first).clear();
            invocation.first = from;
        }
        return invocation.metadata();
    }

    private synchronized Metadata purge(long id) {
        Metadata found = known(id).metadata();
        purged.put(id, true);
        invocations.remove(id);
        return found;
    }

    private synchronized InvocationRead view(long id, boolean withState) {
        Invocation found = invocations.get(id);
        if (found == null) {
            return new InvocationRead(null, Rows.NONE, withState ? new TreeMap<>() : null);
        }
        int[] indexes = new int[found.entries.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = found.first + i;
        }
        return new InvocationRead(
                found.metadata(),
                new Rows(
                        indexes,
                        found.entries.stream().mapToLong(Long::longValue).toArray()),
                withState ? new TreeMap<>(found.state) : null);
    }

    private final class FakeConnection implements JournalConnection {
        private <T> T write(String name, Supplier<T> work) {
            beforeOperation.run();
            T answer = work.get();
            if (loseOutcomeOf.test(name)) {
                throw new OutcomeUnknownException("lost");
            }
            return answer;
        }

        @Override
        public Position append(long invocation, long entry) {
            return write(
                    "append",
                    () -> FakeTarget.this
                            .append(List.of(new Append(invocation, entry)))
                            .get(0));
        }

        @Override
        public List<Position> appendAll(List<Append> appends) {
            return write("appendAll", () -> FakeTarget.this.append(appends));
        }

        @Override
        public Position setState(long invocation, String key, long entry) {
            return write("setState", () -> FakeTarget.this.setState(invocation, key, entry));
        }

        @Override
        public Metadata trim(long invocation, int length) {
            return write("trim", () -> FakeTarget.this.trim(invocation, length));
        }

        @Override
        public Metadata compact(long invocation, int first) {
            return write("compact", () -> FakeTarget.this.compact(invocation, first));
        }

        @Override
        public Metadata purge(long invocation) {
            return write("purge", () -> FakeTarget.this.purge(invocation));
        }

        @Override
        public @Nullable Metadata readMetadata(long invocation) {
            beforeOperation.run();
            return view(invocation, false).metadata();
        }

        @Override
        public JournalRead readJournal(long invocation) {
            beforeOperation.run();
            InvocationRead seen = view(invocation, false);
            Metadata metadata = seen.metadata();
            return new JournalRead(metadata == null ? Metadata.UNREPORTED : metadata.epoch(), seen.rows());
        }

        @Override
        public InvocationRead read(long invocation, boolean whole, boolean withState) {
            beforeOperation.run();
            return view(invocation, withState);
        }

        @Override
        public List<InvocationRead> scan(long[] ids) {
            beforeOperation.run();
            synchronized (FakeTarget.this) {
                var views = new ArrayList<InvocationRead>();
                for (long id : ids) {
                    views.add(view(id, false));
                }
                return views;
            }
        }

        @Override
        public void close() {
            openConnections.decrementAndGet();
        }
    }
}
