package dev.skewer.targets.node.remote;

import dev.skewer.targets.node.remote.Wire.Call;
import dev.skewer.targets.node.remote.Wire.Reply;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What is behind a connection of a protocol: each of its methods is a call to the server. For one thread, as the protocols say. */
final class RemoteConnection implements InvocationHandler {
    private final RemoteTarget target;
    private final Class<?> protocol;
    private @Nullable Wire wire;
    private int epoch;

    RemoteConnection(RemoteTarget target, Class<?> protocol) {
        this.target = target;
        this.protocol = protocol;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "close" -> {
                abandon();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == given[0];
            case "toString" -> "remote " + protocol.getSimpleName();
            default -> call(method.getName(), given);
        };
    }

    private @Nullable Object call(String name, @Nullable Object[] arguments) {
        Wire now = connected();
        Reply reply;
        try {
            now.send(new Call(name, arguments));
            reply = now.receive(Reply.class);
        } catch (IOException e) {
            abandon();
            String reason = "no answer: " + e.getMessage();
            throw changesNothing(name) ? new NoEffectException(reason, e) : new OutcomeUnknownException(reason, e);
        }
        return switch (reply.ending()) {
            case DONE -> reply.value();
            case NO_EFFECT -> throw new NoEffectException(String.valueOf(reply.reason()));
            case OUTCOME_UNKNOWN -> {
                String reason = String.valueOf(reply.reason());
                throw changesNothing(name) ? new NoEffectException(reason) : new OutcomeUnknownException(reason);
            }
        };
    }

    private static boolean changesNothing(String name) {
        return name.startsWith("read") || name.startsWith("scan");
    }

    private Wire connected() {
        int current = target.epoch().getAsInt();
        if (wire != null && epoch != current) {
            abandon();
        }
        Wire now = wire;
        if (now == null) {
            now = target.open(protocol);
            wire = now;
            epoch = current;
        }
        return now;
    }

    private void abandon() {
        Wire broken = wire;
        wire = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                // It was broken before.
                return;
            }
        }
    }
}
