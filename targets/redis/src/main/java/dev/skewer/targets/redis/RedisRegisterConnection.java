package dev.skewer.targets.redis;

import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.NoEffectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Registers as strings, compared and set at the level under test. */
final class RedisRegisterConnection implements RegisterConnection {
    /** How often what loses to others is tried again. */
    private static final int MOST_TRIES = 50;

    private final RedisSession session;
    private final RedisLevel level;

    RedisRegisterConnection(RedisSession session, RedisLevel level) {
        this.session = session;
        this.level = level;
    }

    private static String name(long key) {
        return "register:" + key;
    }

    @Override
    public @Nullable Long read(long key) {
        return session.run(() -> value(key)).orElse(null);
    }

    private Optional<Long> value(long key) {
        return Optional.ofNullable((byte[]) session.ask(Command.GET, name(key)))
                .map(bytes -> Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)));
    }

    @Override
    public void write(long key, long value) {
        session.run(() -> session.change(Command.SET, name(key), Long.toString(value)) != null);
    }

    @Override
    public boolean compareAndSet(long key, long expected, long value) {
        return session.run(() -> switch (level) {
            case LUA -> byScript(key, expected, value);
            case MULTI -> byTransaction(key, expected, value);
            case TWO_COMMANDS -> oneByOne(key, expected, value);
        });
    }

    private boolean byScript(long key, long expected, long value) {
        List<String> arguments = List.of(Long.toString(expected), Long.toString(value));
        return Long.valueOf(1)
                .equals(session.change(
                        Command.EVAL, RedisSession.call(Script.COMPARE_AND_SET, List.of(name(key)), arguments)));
    }

    private boolean byTransaction(long key, long expected, long value) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            session.ask(Command.WATCH, name(key));
            if (!value(key).equals(Optional.of(expected))) {
                session.ask(Command.UNWATCH);
                return false;
            }
            session.ask(Command.MULTI);
            session.ask(Command.SET, name(key), Long.toString(value));
            if (session.change(Command.EXEC) != null) {
                return true;
            }
        }
        throw new NoEffectException("lost to other transactions " + MOST_TRIES + " times");
    }

    private boolean oneByOne(long key, long expected, long value) {
        if (!value(key).equals(Optional.of(expected))) {
            return false;
        }
        session.change(Command.SET, name(key), Long.toString(value));
        return true;
    }

    @Override
    public void close() {
        session.close();
    }
}
