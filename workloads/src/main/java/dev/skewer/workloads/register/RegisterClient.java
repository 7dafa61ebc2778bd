package dev.skewer.workloads.register;

import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.KeyedValue;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.register.RegisterOperation.CompareAndSet;
import dev.skewer.workloads.register.RegisterOperation.Read;
import dev.skewer.workloads.register.RegisterOperation.Write;

/** Carries out operations on registers and records them with {@code [key value]} values, as Jepsen's independent keys are. */
final class RegisterClient implements Client<RegisterOperation> {
    private final RegisterConnection connection;
    private final int read;
    private final int write;
    private final int cas;
    private RegisterOperation operation = new Read(0);

    RegisterClient(RegisterConnection connection, Names names) {
        this.connection = connection;
        read = names.of("read");
        write = names.of("write");
        cas = names.of("cas");
    }

    @Override
    public int prepare(RegisterOperation planned, Tape value) {
        operation = planned;
        if (planned instanceof Write each) {
            KeyedValue.number(value, each.key(), each.value());
            return write;
        }
        if (planned instanceof CompareAndSet each) {
            KeyedValue.numbers(value, each.key(), each.expected(), each.value());
            return cas;
        }
        KeyedValue.number(value, planned.key(), null);
        return read;
    }

    @Override
    public void call(Completion completion) {
        completion.settle(operation instanceof Read, () -> execute(completion));
    }

    private void execute(Completion completion) {
        if (operation instanceof Write each) {
            connection.write(each.key(), each.value());
        } else if (operation instanceof CompareAndSet each) {
            if (!connection.compareAndSet(each.key(), each.expected(), each.value())) {
                completion.fail("holds another value");
                return;
            }
        } else {
            KeyedValue.number(completion.value(), operation.key(), connection.read(operation.key()));
        }
        completion.ok();
    }

    @Override
    public void close() {
        connection.close();
    }
}
