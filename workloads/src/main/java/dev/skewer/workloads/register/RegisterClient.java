package dev.skewer.workloads.register;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.register.RegisterOperation.CompareAndSet;
import dev.skewer.workloads.register.RegisterOperation.Read;
import dev.skewer.workloads.register.RegisterOperation.Write;
import org.jspecify.annotations.Nullable;

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
        int tuple = value.begin(Token.VECTOR);
        value.addInt(planned.key());
        int f = read;
        if (planned instanceof Write each) {
            value.addInt(each.value());
            f = write;
        } else if (planned instanceof CompareAndSet each) {
            int change = value.begin(Token.VECTOR);
            value.addInt(each.expected());
            value.addInt(each.value());
            value.end(change);
            f = cas;
        } else {
            value.addNil();
        }
        value.end(tuple);
        return f;
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
            answer(completion.value(), connection.read(operation.key()));
        }
        completion.ok();
    }

    private void answer(Tape value, @Nullable Long found) {
        int tuple = value.begin(Token.VECTOR);
        value.addInt(operation.key());
        if (found == null) {
            value.addNil();
        } else {
            value.addInt(found);
        }
        value.end(tuple);
    }

    @Override
    public void close() {
        connection.close();
    }
}
