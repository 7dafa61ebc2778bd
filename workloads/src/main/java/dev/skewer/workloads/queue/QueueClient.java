package dev.skewer.workloads.queue;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.KeyedValue;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.UniqueValues;
import dev.skewer.workloads.queue.QueueOperation.Dequeue;
import dev.skewer.workloads.queue.QueueOperation.Enqueue;
import java.util.concurrent.atomic.AtomicLongArray;

/** Carries out operations on queues and records them with {@code [key value]} values; a queue that was empty answers nil. */
final class QueueClient implements Client<QueueOperation> {
    private final QueueConnection connection;
    private final AtomicLongArray left;
    private final UniqueValues values;
    private final int enqueue;
    private final int dequeue;
    private QueueOperation operation = new Dequeue(0);
    private long value;

    /**
     * A client.
     *
     * @param left takes how many values may be left in each queue
     */
    QueueClient(QueueConnection connection, AtomicLongArray left, UniqueValues values, Names names) {
        this.connection = connection;
        this.left = left;
        this.values = values;
        enqueue = names.of("enqueue");
        dequeue = names.of("dequeue");
    }

    @Override
    public int prepare(QueueOperation planned, Tape tape) {
        operation = planned;
        if (planned instanceof Enqueue) {
            value = values.next();
            left.incrementAndGet(planned.key());
            KeyedValue.number(tape, planned.key(), value);
            return enqueue;
        }
        KeyedValue.number(tape, planned.key(), null);
        return dequeue;
    }

    @Override
    public void call(Completion completion) {
        int key = operation.key();
        if (operation instanceof Enqueue) {
            completion.settle(false, () -> {
                connection.enqueue(key, value);
                completion.ok();
            });
            if (completion.type() == EventType.FAIL) {
                left.decrementAndGet(key);
            }
            return;
        }
        completion.settle(false, () -> {
            Long taken = connection.dequeue(key);
            if (taken != null) {
                left.decrementAndGet(key);
            }
            KeyedValue.number(completion.value(), key, taken);
            completion.ok();
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
