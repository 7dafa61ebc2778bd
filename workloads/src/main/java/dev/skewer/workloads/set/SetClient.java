package dev.skewer.workloads.set;

import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.KeyedValue;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.UniqueValues;
import dev.skewer.workloads.set.SetOperation.Read;

/** Carries out operations on sets and records them with {@code [key value]} values. */
final class SetClient implements Client<SetOperation> {
    private final SetConnection connection;
    private final SetDirectory directory;
    private final UniqueValues values;
    private final int read;
    private final int add;
    private boolean isRead;
    private long set;
    private long element;

    SetClient(SetConnection connection, SetDirectory directory, UniqueValues values, Names names) {
        this.connection = connection;
        this.directory = directory;
        this.values = values;
        read = names.of("read");
        add = names.of("add");
    }

    @Override
    public int prepare(SetOperation planned, Tape value) {
        if (planned instanceof Read each) {
            isRead = true;
            set = directory.id(each.key(), each.back());
            KeyedValue.number(value, set, null);
            return read;
        }
        isRead = false;
        set = directory.add(planned.key());
        element = values.next();
        KeyedValue.number(value, set, element);
        return add;
    }

    @Override
    public void call(Completion completion) {
        completion.settle(isRead, () -> {
            if (isRead) {
                KeyedValue.numbers(completion.value(), set, connection.read(set));
            } else {
                connection.add(set, element);
            }
            completion.ok();
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
