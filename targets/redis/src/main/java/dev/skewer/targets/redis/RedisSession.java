package dev.skewer.targets.redis;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One client's connection, which is opened when it is needed and again when it broke, and what became of what was sent. */
final class RedisSession implements AutoCloseable {
    /** By these words the server says that it did not even begin. */
    private static final Set<String> NOT_BEGUN =
            Set.of("LOADING", "MISCONF", "OOM", "NOAUTH", "BUSY", "READONLY", "EXECABORT", "NOSCRIPT");

    private final RedisServer server;
    private @Nullable Connection connection;
    private int epoch;
    private boolean mayHaveChanged;

    RedisSession(RedisServer server) {
        this.server = server;
    }

    /**
     * Carries out an operation.
     *
     * @param work asks the server, and is done on one connection
     * @throws NoEffectException if it certainly changed nothing
     * @throws OutcomeUnknownException if it failed after something was sent that changes something
     */
    <T> T run(Supplier<T> work) {
        mayHaveChanged = false;
        try {
            connect();
            return work.get();
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(Script.REFUSED)) {
                throw new NoEffectException(message.substring(Script.REFUSED.length()));
            }
            close();
            throw NOT_BEGUN.contains(message.split(" ", 2)[0]) ? new NoEffectException(message, e) : failure(e);
        } catch (JedisException e) {
            close();
            throw failure(e);
        }
    }

    private RuntimeException failure(JedisException e) {
        String message = String.valueOf(e.getMessage());
        return mayHaveChanged ? new OutcomeUnknownException(message, e) : new NoEffectException(message, e);
    }

    private void connect() {
        if (connection != null && epoch != server.epoch()) {
            close();
        }
        if (connection == null) {
            epoch = server.epoch();
            connection = server.connect();
        }
    }

    /** Asks for something that changes nothing. */
    @Nullable Object ask(Command command, String... arguments) {
        Connection now = connection;
        if (now == null) {
            throw new IllegalStateException("not connected");
        }
        CommandArguments all = new CommandArguments(command);
        Arrays.stream(arguments).forEach(all::add);
        return now.executeCommand(all);
    }

    /** Asks for something that changes something. */
    @Nullable Object change(Command command, String... arguments) {
        mayHaveChanged = true;
        return ask(command, arguments);
    }

    /** The words of a command that runs a script. */
    static String[] call(Script script, List<String> keys, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(script.text());
        words.add(Integer.toString(keys.size()));
        words.addAll(keys);
        words.addAll(arguments);
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        if (last == null) {
            return;
        }
        try {
            last.close();
        } catch (JedisException e) {
            // It broke before.
            return;
        }
    }
}
