package dev.skewer.workloads;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.Outcome.Position;
import dev.skewer.store.StoreException;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.JournalConnection;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A target that is linearizable by one lock, without files, and that does what a test tells it to. */
public final class FakeTarget
        implements Target,
                Controls.Maintenance,
                Controls.Snapshots,
                Controls.ReadGap,
                Controls.Restart,
                Controls.SharedJvm {
    private static final class Invocation {
        int epoch;
        int first;
        final List<byte[]> entries = new ArrayList<>();
        final SortedMap<String, byte[]> state = new TreeMap<>();

        int length() {
            return first + entries.size();
        }

        Metadata metadata() {
            return new Metadata(epoch, first, length());
        }
    }

    private final Map<Long, Invocation> invocations = new HashMap<>();
    private final Map<Long, Boolean> purged = new HashMap<>();

    /** Commands that take effect, or do not, and whose outcome nobody learns. */
    public volatile Predicate<Command> loseOutcomeOf = command -> false;

    /** Called before each operation, on the caller's thread. */
    public volatile Runnable beforeOperation = () -> {};

    /** Whether the next restart fails. */
    public volatile boolean breakOnRestart;

    /** How long a restart takes. */
    public volatile Duration restartTakes = Duration.ZERO;

    /** Whether closing fails. */
    public volatile boolean breakOnClose;

    public final AtomicInteger openConnections = new AtomicInteger();
    public final AtomicInteger held = new AtomicInteger();
    public final AtomicInteger restarts = new AtomicInteger();
    public final AtomicInteger flushes = new AtomicInteger();
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
                Controls.Restart.class,
                Controls.SharedJvm.class));
    }

    /** A type that offers these controls only. */
    public TargetType type(Set<Class<? extends Controls>> controls) {
        return new TargetType(
                "fake",
                "A fake.",
                "A fake.",
                List.of("snapshot"),
                List.of("async"),
                List.of(),
                ids -> {},
                controls,
                opened -> {
                    settings = opened;
                    return this;
                });
    }

    /** The most entries that any journal ever had. */
    public synchronized int longest() {
        return longest;
    }

    @Override
    public JournalConnection connect() {
        openConnections.incrementAndGet();
        return new Connection();
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
        closed = true;
        if (breakOnClose) {
            throw new IllegalStateException("what was written last could not be saved");
        }
    }

    @Override
    public void flush() {
        flushes.incrementAndGet();
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

    private synchronized Outcome apply(Command command) {
        if (command instanceof Command.Append append) {
            return append(List.of(append));
        }
        if (command instanceof Command.AppendAll all) {
            return append(all.appends());
        }
        if (command instanceof Command.SetState set) {
            Outcome outcome = append(List.of(new Command.Append(set.invocation(), set.entry())));
            if (outcome instanceof Outcome.Appended) {
                invocation(set.invocation()).state.put(set.key(), set.entry());
            }
            return outcome;
        }
        if (command instanceof Command.Trim trim) {
            Invocation found = invocations.get(trim.invocation());
            return found == null ? unknown() : trim(found, trim.length());
        }
        if (command instanceof Command.Compact compact) {
            Invocation found = invocations.get(compact.invocation());
            return found == null ? unknown() : compact(found, compact.first());
        }
        if (command instanceof Command.Purge purge) {
            purged.put(purge.invocation(), true);
            Invocation found = invocations.remove(purge.invocation());
            return found == null ? unknown() : new Outcome.Purged(0, found.metadata());
        }
        throw new AssertionError(command);
    }

    private static Outcome unknown() {
        return new Outcome.Rejected("unknown");
    }

    private Invocation invocation(long id) {
        return invocations.computeIfAbsent(id, fresh -> new Invocation());
    }

    private Outcome append(List<Command.Append> appends) {
        if (appends.stream().anyMatch(one -> purged.containsKey(one.invocation()))) {
            return new Outcome.Rejected("purged");
        }
        var positions = new ArrayList<Position>();
        for (Command.Append one : appends) {
            Invocation invocation = invocation(one.invocation());
            positions.add(new Position(invocation.epoch, invocation.length()));
            invocation.entries.add(one.entry());
            longest = Math.max(longest, invocation.entries.size());
        }
        return new Outcome.Appended(0, positions);
    }

    private static Outcome trim(Invocation invocation, int length) {
        int kept = Math.max(length, invocation.first);
        if (length < invocation.length()) {
            invocation
                    .entries
                    .subList(kept - invocation.first, invocation.entries.size())
                    .clear();
            invocation.epoch++;
        }
        return new Outcome.Trimmed(0, invocation.metadata());
    }

    private static Outcome compact(Invocation invocation, int first) {
        int from = Math.min(first, invocation.length());
        if (from > invocation.first) {
            invocation.entries.subList(0, from - invocation.first).clear();
            invocation.first = from;
        }
        return new Outcome.Compacted(0, invocation.metadata());
    }

    private synchronized InvocationView view(long id, boolean withState) {
        Invocation found = invocations.get(id);
        if (found == null) {
            return new InvocationView(null, Journal.empty(), withState ? new TreeMap<>() : null);
        }
        int[] indexes = new int[found.entries.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = found.first + i;
        }
        return new InvocationView(
                found.metadata(),
                new Journal(indexes, found.entries.toArray(byte[][]::new)),
                withState ? new TreeMap<>(found.state) : null);
    }

    private final class Connection implements JournalConnection {
        @Override
        public Outcome execute(Command command) {
            beforeOperation.run();
            Outcome outcome = apply(command);
            if (loseOutcomeOf.test(command)) {
                throw new StoreException(StoreException.Kind.INDETERMINATE, "lost");
            }
            return outcome;
        }

        @Override
        public @Nullable Metadata readMetadata(long invocation) {
            beforeOperation.run();
            return view(invocation, false).metadata();
        }

        @Override
        public JournalView readJournal(long invocation) {
            beforeOperation.run();
            InvocationView seen = view(invocation, false);
            Metadata metadata = seen.metadata();
            return new JournalView(metadata == null ? null : metadata.epoch(), seen.journal());
        }

        @Override
        public InvocationView read(long invocation, boolean withState) {
            beforeOperation.run();
            return view(invocation, withState);
        }

        @Override
        public InvocationView readRange(long invocation, boolean withState) {
            return read(invocation, withState);
        }

        @Override
        public List<InvocationView> scan(long[] ids) {
            beforeOperation.run();
            synchronized (FakeTarget.this) {
                var views = new ArrayList<InvocationView>();
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
