package dev.skewer.harness.interleaving;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import dev.skewer.results.FileTree;
import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.targets.reference.StoreProtocols;
import dev.skewer.targets.reference.StoreSession;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.fault.CrashPointFault;
import dev.skewer.workloads.journal.JournalCalls;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.JournalOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reference store of which one thread runs at a time, and others say which: each process is a thread that stops at the store's yield
 * points and waits for its turn, and so does the store's writer on its behalf. The same operations in the same order of turns do the same,
 * each time.
 *
 * <p>A crash opens a copy of the files that was made while all stand still; what was under way has no effect any more, and an unknown
 * outcome where it writes.
 *
 * <p>Many executions share one store: each has invocations of its own. Used by one thread.
 */
final class ControlledStore implements AutoCloseable {
    /** No step takes so long. */
    private static final long PATIENCE_SECONDS = 60;
    /** Where a file is damaged: in its first block, which has rows. */
    private static final long DAMAGED_BYTE = 8;
    /** How far apart the names are that one process has in a history, one after each operation whose outcome is unknown. */
    static final int NAMES_APART = 1_000;

    private final Setting setting;
    private final Path directory;
    private PartitionStore store;
    /** How many stores there were. */
    private int incarnation;
    /** Whether its files are damaged, so that nothing else should meet them. */
    private boolean isDamaged;

    private final List<Task> tasks = new ArrayList<>();
    /** By store, for a thread may use one after the other. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Task> current = new ThreadLocal<>();
    /** Released once for each step, by the task that made it. */
    private final Semaphore stopped = new Semaphore(0);

    private final Names names = new Names();
    private final Symbols symbols = new Symbols();
    private final Event event = new Event(symbols);
    private CheckSession check;
    private EventSink observer = seen -> {};
    private long events;
    /** The first invocation that no execution has used. */
    private long fresh;

    /** The task whose command the store's writer has, or is about to have. */
    private volatile @Nullable Task writing;

    private volatile boolean closing;

    ControlledStore(Path directory, Setting setting) {
        this.setting = setting;
        this.directory = directory;
        this.check = new JournalChecker().open(setting.checkOptions());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.store = open();
    }

    private Path home() {
        return directory.resolve("store-" + incarnation);
    }

    private PartitionStore open() {
        return PartitionStore.open(home(), setting.options(this::at));
    }

    /** Puts another store in the place of this one, which is left as it is: a new one, or one on the files that are in its place already. */
    private void replace() {
        store.abandon();
        Path old = home();
        incarnation++;
        try {
            store = open();
        } catch (StoreException e) {
            throw new InterleavingException("the store does not open after the crash: " + e.getMessage(), e);
        }
        tasks.forEach(task -> task.reader = null);
        isDamaged = false;
        try {
            FileTree.delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the store as a crash of its process would, and opens another on the files that this leaves. */
    private void crash() {
        recordCrash("start");
        store.copyFiles(directory.resolve("store-" + (incarnation + 1)));
        for (Task task : tasks) {
            if (task.isUnderWay()) {
                task.isCrashed = true;
                task.step();
                task.isCrashed = false;
            }
        }
        replace();
        recordCrash("heal");
    }

    /** Turns one bit in the first block of the newest of these files; does nothing where there is none. */
    private void damage(List<Path> tables) {
        if (tables.isEmpty()) {
            return;
        }
        isDamaged = true;
        try (FileChannel file =
                FileChannel.open(tables.get(tables.size() - 1), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, DAMAGED_BYTE);
            one.put(0, (byte) (one.get(0) ^ 1));
            file.write(one.flip(), DAMAGED_BYTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Carries operations out, one step of one process at a time.
     *
     * @param operations those of one process in its order
     * @param chooser says whose turn it is
     * @param observer is given each event of the history, besides the checker
     * @throws InterleavingException if the chooser cannot be followed
     */
    Execution execute(List<ScheduledOperation> operations, Chooser chooser, EventSink observer) {
        if (isDamaged) {
            replace();
        }
        this.observer = observer;
        check = new JournalChecker().open(setting.checkOptions());
        tasks.forEach(task -> task.unknown = 0);
        events = 0;
        long base = fresh;
        long highest = 0;
        for (ScheduledOperation each : operations) {
            for (long id : each.action().ids()) {
                highest = Math.max(highest, id);
            }
            while (tasks.size() <= each.process()) {
                tasks.add(new Task(tasks.size()));
            }
        }
        fresh = base + highest + 1;
        var moves = new Turns(operations, base).take(chooser);
        return new Execution(moves, check.verdict(Budget.unlimited()));
    }

    /** The turns of one execution. */
    private final class Turns {
        private final List<ScheduledOperation> operations;
        private final long base;
        private final boolean[] isBegun;
        private final boolean[] isOver;

        Turns(List<ScheduledOperation> operations, long base) {
            this.operations = operations;
            this.base = base;
            isBegun = new boolean[operations.size()];
            isOver = new boolean[operations.size()];
        }

        List<Execution.Move> take(Chooser chooser) {
            var moves = new ArrayList<Execution.Move>();
            int latest = -1;
            List<Integer> choices = choices();
            while (!choices.isEmpty()) {
                int interrupted = latest >= 0 && tasks.get(latest).isUnderWay() ? latest : -1;
                int expected = interrupted >= 0 ? interrupted : expected(choices, latest);
                int chosen = chooser.choose(moves.size(), choices, expected);
                Task task = tasks.get(chosen);
                YieldPoint from = task.stoppedAt;
                if (!task.isUnderWay()) {
                    int next = next(chosen);
                    isBegun[next] = true;
                    task.begin(next, operations.get(next).action().on(id -> base + id));
                }
                if (task.action == Action.StoreEvent.CRASH) {
                    task.action = null;
                    crash();
                    for (int i = 0; i < isOver.length; i++) {
                        isOver[i] = isBegun[i];
                    }
                } else {
                    task.step();
                }
                isOver[task.index] = !task.isUnderWay();
                moves.add(new Execution.Move(chosen, task.index, from, task.stoppedAt, choices, interrupted, expected));
                latest = chosen;
                choices = choices();
            }
            return moves;
        }

        /** The process whose operation, the present one or the next, began first in the recorded history. */
        private int expected(List<Integer> choices, int latest) {
            int expected = -1;
            long first = 0;
            for (int process : choices) {
                Task task = tasks.get(process);
                long from = operations
                        .get(task.isUnderWay() ? task.index : next(process))
                        .from();
                if (expected < 0 || from < first || (from == first && process == latest)) {
                    expected = process;
                    first = from;
                }
            }
            return expected;
        }

        private List<Integer> choices() {
            var choices = new ArrayList<Integer>();
            for (Task task : tasks) {
                int next = next(task.process);
                if (task.isUnderWay() || (next >= 0 && mayBegin(operations.get(next)))) {
                    choices.add(task.process);
                }
            }
            return choices;
        }

        /** The process's next operation; -1 if it has none. */
        private int next(int process) {
            for (int i = 0; i < operations.size(); i++) {
                if (!isBegun[i] && operations.get(i).process() == process) {
                    return i;
                }
            }
            return -1;
        }

        /** Whether all is over that has to be, and the writer is free if it is needed. */
        private boolean mayBegin(ScheduledOperation operation) {
            if (writing != null && operation.action().isWrite()) {
                return false;
            }
            for (int i = 0; i < operations.size(); i++) {
                if (!isOver[i] && operations.get(i).precedes(operation)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A process: a thread of its own, on which it reads, and the store's writer for as long as that has its command. */
    private final class Task implements Runnable, StoreSession {
        private final int process;
        private final Semaphore turn = new Semaphore(0);
        private final Thread thread;
        private final JournalCalls calls =
                new JournalCalls(StoreProtocols.connection(JournalConnection.class, this), names);
        private final Completion completion = new Completion();
        private @Nullable PartitionReader reader;
        private @Nullable Action action;
        private int index;
        /** How many operations have an unknown outcome, after which the process goes on under another name. */
        private int unknown;
        /** Whether the store has crashed under what it is at. */
        private volatile boolean isCrashed;

        private volatile @Nullable YieldPoint stoppedAt;
        private volatile @Nullable Throwable failure;

        Task(int process) {
            this.process = process;
            thread = new Thread(this, "skewer-interleaved-" + process);
            thread.setDaemon(true);
            thread.start();
        }

        boolean isUnderWay() {
            return action != null;
        }

        void begin(int number, Action next) {
            index = number;
            action = next;
        }

        /** Lets it go on until it stops at a point or its operation is over. */
        void step() {
            stoppedAt = null;
            turn.release();
            try {
                if (!stopped.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new RunException(
                            "process " + process + " does not come to its next step within " + PATIENCE_SECONDS + " s",
                            null);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunException("interrupted while an interleaving was tried", e);
            }
            if (failure != null) {
                throw new IllegalStateException("an operation of process " + process + " failed", failure);
            }
            if (stoppedAt == null) {
                action = null;
            }
        }

        @Override
        public void run() {
            current.set(this);
            while (true) {
                turn.acquireUninterruptibly();
                if (closing) {
                    return;
                }
                try {
                    carryOut();
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                stopped.release();
            }
        }

        private void carryOut() {
            if (action instanceof Action.Call call) {
                carryOut(call.operation());
            } else if (action == Action.StoreEvent.DAMAGE_JOURNALS) {
                damage(store.journalTables());
            } else if (action == Action.StoreEvent.DAMAGE_STATES) {
                damage(store.stateTables());
            } else {
                flush();
            }
        }

        private void flush() {
            try {
                store.flush();
            } catch (StoreException e) {
                // A flush may merge files, and then meets what is damaged.
                if (!isCrashed && !isDamaged) {
                    throw e;
                }
            }
        }

        private void carryOut(JournalOperation called) {
            event.clear();
            int f = calls.prepare(called, event.value);
            record(f, EventType.INVOKE);
            completion.clear();
            calls.call(completion);
            event.clear();
            if (completion.value().size() > 0) {
                event.value.addFrom(completion.value(), 0);
            } else {
                calls.prepare(called, event.value);
            }
            String error = completion.error();
            if (error != null) {
                event.error.addString(names.bounded(error));
            }
            record(f, completion.type());
            unknown += completion.type() == EventType.INFO ? 1 : 0;
        }

        private void record(int f, EventType type) {
            event.process = process + NAMES_APART * unknown;
            event.type = type;
            event.f = f;
            tell();
        }

        /** Called on its own thread, or on the writer's. */
        private void stop(YieldPoint point, boolean isWriter) {
            boolean plans = !isWriter && writing == this;
            if (plans) {
                // A compaction that reads before it is queued: the writer is free for others.
                writing = null;
            }
            stoppedAt = point;
            stopped.release();
            turn.acquireUninterruptibly();
            if (isCrashed && !isWriter) {
                throw crashed(StoreException.Kind.CLOSED);
            }
            if (plans) {
                writing = this;
            }
        }

        @Override
        public Outcome execute(Command command) {
            writing = this;
            try {
                Outcome outcome = store.execute(command);
                if (isCrashed) {
                    throw crashed(StoreException.Kind.INDETERMINATE);
                }
                return outcome;
            } finally {
                writing = null;
            }
        }

        private StoreException crashed(StoreException.Kind kind) {
            return new StoreException(kind, "the store crashed");
        }

        @Override
        public void executeSoon(Command command) {
            throw new IllegalStateException("journals wait for their commands");
        }

        @Override
        public PartitionReader reader(long invocation) {
            PartitionReader mine = reader;
            if (mine == null) {
                mine = store.reader(setting.isolation());
                reader = mine;
            }
            return mine;
        }

        @Override
        public void close() {
            // The store closes its readers.
        }
    }

    /** Gives the event to those who want it. */
    private void tell() {
        names.teach(symbols);
        event.index = events;
        event.time = events++;
        try {
            check.accept(event);
            observer.accept(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recordCrash(String phase) {
        event.clear();
        event.process = Event.NEMESIS;
        event.type = EventType.INFO;
        event.f = names.of(CrashPointFault.TYPE.name());
        int map = event.value.begin(Token.MAP);
        event.value.addKeyword(names.of("phase"));
        event.value.addKeyword(names.of(phase));
        event.value.end(map);
        tell();
    }

    private void at(YieldPoint point, long invocation) {
        Task own = current.get();
        Task task = own == null ? writing : own;
        if (!closing && task != null && !task.isCrashed && setting.stopsAt(point)) {
            task.stop(point, own == null);
        }
    }

    /** Lets all go on to the end of what they are at, and ends their threads. */
    @Override
    public void close() {
        closing = true;
        tasks.forEach(task -> task.turn.release(2));
        boolean wasInterrupted = false;
        for (Task task : tasks) {
            while (task.thread.isAlive()) {
                try {
                    task.thread.join();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            if (isDamaged) {
                store.abandon();
            } else {
                store.close();
            }
        } catch (StoreException e) {
            throw new RunException("the store of an interleaving cannot be closed: " + e.getMessage(), e);
        }
    }
}
