package dev.skewer.targets.memory;

import dev.skewer.database.Item;
import dev.skewer.database.Session;
import dev.skewer.database.Transaction;
import dev.skewer.database.Transaction.Commit;
import dev.skewer.database.ValueBuffer;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionAnswer;
import dev.skewer.workloads.transaction.TransactionAnswer.Timestamps;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One client's session: its transactions, a step at a time. */
final class MemoryConnection implements TransactionConnection {
    /** How long it is waited before it is tried again whether another has let go. */
    private static final long WAIT_NANOS = 10_000;

    private final MemoryStore store;
    private final Session session;
    private final Transaction transaction = new Transaction();
    private final ValueBuffer seen = new ValueBuffer();

    private final boolean hasTimestamps;

    MemoryConnection(MemoryStore store, boolean hasTimestamps) {
        this.store = store;
        this.hasTimestamps = hasTimestamps;
        session = store.session();
    }

    @Override
    public TransactionAnswer answer(List<MicroOperation> operations) {
        List<MicroOperation> done = transact(operations);
        if (!hasTimestamps) {
            return new TransactionAnswer(done, null);
        }
        boolean isReader = operations.stream().allMatch(MicroOperation::isRead);
        return new TransactionAnswer(
                done, new Timestamps(transaction.startTimestamp(), isReader ? null : transaction.commitTimestamp()));
    }

    @Override
    public List<MicroOperation> transact(List<MicroOperation> operations) {
        begin(operations);
        var done = new ArrayList<MicroOperation>(operations.size());
        for (MicroOperation operation : operations) {
            pause();
            if (Thread.currentThread().isInterrupted()) {
                abort();
                throw new NoEffectException("interrupted");
            }
            done.add(store.atomically(() -> execute(operation)));
        }
        pause();
        commit();
        return done;
    }

    /** Begins, once nobody else owns what is to be written. */
    private void begin(List<MicroOperation> operations) {
        while (!store.atomically(() -> tryBegin(operations))) {
            if (Thread.currentThread().isInterrupted()) {
                throw new NoEffectException("interrupted before the transaction began");
            }
            LockSupport.parkNanos(WAIT_NANOS);
            pause();
        }
    }

    private boolean tryBegin(List<MicroOperation> operations) {
        session.begin(transaction);
        if (!transaction.mustOwn()) {
            return true;
        }
        Item[] written = operations.stream()
                .filter(operation -> !operation.isRead())
                .map(store::item)
                .toArray(Item[]::new);
        return transaction.own(written, written.length);
    }

    private MicroOperation execute(MicroOperation operation) {
        if (operation instanceof Append append) {
            transaction.write(store.item(operation), append.element());
            return operation;
        }
        if (operation instanceof Write write) {
            transaction.write(store.item(operation), write.value());
            return operation;
        }
        if (operation instanceof PredicateRead read) {
            return new PredicateRead(read.keys(), found(read));
        }
        seen.clear();
        transaction.read(store.item(operation), seen);
        if (operation instanceof ReadRegister) {
            return new ReadRegister(operation.key(), seen.size() == 0 ? null : seen.get(0));
        }
        return new ReadList(operation.key(), seen.size() == 0 ? null : elements());
    }

    private Map<Long, Long> found(PredicateRead read) {
        var found = new HashMap<Long, Long>();
        for (long key : read.keys()) {
            seen.clear();
            transaction.readByPredicate(store.register(key), seen);
            if (seen.size() > 0) {
                found.put(key, seen.get(0));
            }
        }
        return found;
    }

    private List<Long> elements() {
        var elements = new ArrayList<Long>(seen.size());
        for (int at = 0; at < seen.size(); at++) {
            elements.add(seen.get(at));
        }
        return elements;
    }

    private void commit() {
        Commit commit = store.atomically(transaction::commit);
        while (commit == Commit.PARTLY) {
            pause();
            commit = store.atomically(transaction::commit);
        }
        if (commit == Commit.CONFLICT) {
            abort();
            throw new NoEffectException("conflict: what the transaction rests on has changed");
        }
    }

    private void abort() {
        store.atomically(() -> {
            transaction.abort();
            return true;
        });
    }

    private void pause() {
        long nanoseconds = store.pause().toNanos();
        if (nanoseconds > 0) {
            LockSupport.parkNanos(nanoseconds);
        }
    }

    /** What it was at stays undone: a connection is closed by its own thread, between two transactions. */
    @Override
    public void close() {}
}
