package dev.skewer.workloads.counter;

import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.KeyedValue;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.counter.CounterOperation.Increment;
import dev.skewer.workloads.counter.CounterOperation.Read;

/** Carries out operations on counters and records them with {@code [key value]} values. */
final class CounterClient implements Client<CounterOperation> {
    private final CounterConnection connection;
    private final int read;
    private final int add;
    private CounterOperation operation = new Read(0);

    CounterClient(CounterConnection connection, Names names) {
        this.connection = connection;
        read = names.of("read");
        add = names.of("add");
    }

    @Override
    public int prepare(CounterOperation planned, Tape value) {
        operation = planned;
        boolean isRead = planned instanceof Read;
        KeyedValue.number(value, planned.key(), isRead ? null : (Long) 1L);
        return isRead ? read : add;
    }

    @Override
    public void call(Completion completion) {
        completion.settle(operation instanceof Read, () -> {
            if (operation instanceof Increment each) {
                connection.increment(each.key());
            } else {
                KeyedValue.number(completion.value(), operation.key(), connection.read(operation.key()));
            }
            completion.ok();
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
