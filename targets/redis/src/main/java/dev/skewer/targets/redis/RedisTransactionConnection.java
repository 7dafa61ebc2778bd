package dev.skewer.targets.redis;

import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Lists and registers as lists and strings. A transaction is a script, or a transaction of Redis, or one command after the other. No write
 * depends on what was read, so there is nothing to watch, and Redis aborts none.
 */
final class RedisTransactionConnection implements TransactionConnection {
    private final RedisSession session;
    private final RedisLevel level;

    RedisTransactionConnection(RedisSession session, RedisLevel level) {
        this.session = session;
        this.level = level;
    }

    /** A command with its keys, and what it takes besides. */
    private record Asked(Command command, List<String> keys, List<String> arguments) {
        Asked(Command command, String key, List<String> arguments) {
            this(command, List.of(key), arguments);
        }

        String[] words() {
            List<String> words = new ArrayList<>(keys);
            words.addAll(arguments);
            return words.toArray(String[]::new);
        }
    }

    private static Asked asked(MicroOperation operation) {
        if (operation instanceof PredicateRead read) {
            return new Asked(
                    Command.MGET,
                    read.keys().stream().map(key -> "value:" + key).toList(),
                    List.of());
        }
        String list = "list:" + operation.key();
        String value = "value:" + operation.key();
        if (operation instanceof Append append) {
            return new Asked(Command.RPUSH, list, List.of(Long.toString(append.element())));
        }
        if (operation instanceof Write write) {
            return new Asked(Command.SET, value, List.of(Long.toString(write.value())));
        }
        return operation instanceof ReadList
                ? new Asked(Command.LRANGE, list, List.of("0", "-1"))
                : new Asked(Command.GET, value, List.of());
    }

    @Override
    public List<MicroOperation> transact(List<MicroOperation> operations) {
        List<Asked> asked =
                operations.stream().map(RedisTransactionConnection::asked).toList();
        boolean isRead = operations.stream().allMatch(MicroOperation::isRead);
        List<?> answers = session.run(() -> switch (level) {
            case LUA -> byScript(asked, isRead);
            case MULTI -> byTransaction(asked, isRead);
            case TWO_COMMANDS -> oneByOne(operations, asked);
        });
        List<MicroOperation> done = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            done.add(answered(operations.get(i), answers.get(i)));
        }
        return done;
    }

    /** Arguments: of each command its name, how many keys and arguments it has, and these. */
    private List<?> byScript(List<Asked> asked, boolean isRead) {
        List<String> keys =
                asked.stream().flatMap(each -> each.keys().stream()).distinct().toList();
        List<String> arguments = new ArrayList<>();
        for (Asked each : asked) {
            String[] words = each.words();
            arguments.add(each.command().name());
            arguments.add(Integer.toString(words.length));
            arguments.addAll(List.of(words));
        }
        return answers(send(isRead, Command.EVAL, RedisSession.call(Script.TRANSACT, keys, arguments)));
    }

    private List<?> byTransaction(List<Asked> asked, boolean isRead) {
        session.ask(Command.MULTI);
        asked.forEach(each -> session.ask(each.command(), each.words()));
        return answers(send(isRead, Command.EXEC));
    }

    private List<?> oneByOne(List<MicroOperation> operations, List<Asked> asked) {
        List<@Nullable Object> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked each = asked.get(i);
            answers.add(send(operations.get(i).isRead(), each.command(), each.words()));
        }
        return answers;
    }

    private @Nullable Object send(boolean isRead, Command command, String... words) {
        return isRead ? session.ask(command, words) : session.change(command, words);
    }

    private static List<?> answers(@Nullable Object answer) {
        if (answer instanceof List<?> all) {
            return all;
        }
        throw new IllegalStateException("Redis answered a transaction with " + answer);
    }

    private static MicroOperation answered(MicroOperation operation, @Nullable Object answer) {
        if (operation instanceof ReadList read) {
            // There is no empty list in Redis.
            return answer instanceof List<?> elements && !elements.isEmpty()
                    ? new ReadList(
                            read.key(),
                            elements.stream()
                                    .map(RedisTransactionConnection::number)
                                    .toList())
                    : operation;
        }
        if (operation instanceof PredicateRead read) {
            return new PredicateRead(read.keys(), found(read, answers(answer)));
        }
        return operation instanceof ReadRegister read && answer != null
                ? new ReadRegister(read.key(), number(answer))
                : operation;
    }

    /** What was found of the keys, whose values come in their order. */
    private static Map<Long, Long> found(PredicateRead read, List<?> values) {
        var found = new HashMap<Long, Long>();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof byte[] bytes) {
                found.put(read.keys().get(i), number(bytes));
            }
        }
        return found;
    }

    private static Long number(Object bytes) {
        return Long.valueOf(new String((byte[]) bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        session.close();
    }
}
