package dev.skewer.targets.redis;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Journals in Redis: written by scripts, which are right, and read at the level under test. */
final class RedisJournalConnection implements JournalConnection {
    private final RedisSession session;
    private final RedisLevel level;

    RedisJournalConnection(RedisSession session, RedisLevel level) {
        this.session = session;
        this.level = level;
    }

    private static String metadataKey(long invocation) {
        return "meta:" + invocation;
    }

    private static String entriesKey(long invocation) {
        return "journal:" + invocation;
    }

    private static String stateKey(long invocation) {
        return "state:" + invocation;
    }

    private static List<String> keys(long invocation) {
        return List.of(metadataKey(invocation), entriesKey(invocation), stateKey(invocation));
    }

    // ── writes ──────────────────────────────────────────────────────────────────────────────────────────────────

    private List<?> write(Script script, List<String> keys, String... arguments) {
        return session.run(() -> (List<?>) Objects.requireNonNull(
                session.change(Command.EVAL, RedisSession.call(script, keys, List.of(arguments)))));
    }

    private static Position position(List<?> numbers, int at) {
        return new Position(number(numbers, at), number(numbers, at + 1));
    }

    private static Metadata metadata(List<?> numbers) {
        return new Metadata(number(numbers, 0), number(numbers, 1), number(numbers, 2));
    }

    private static int number(List<?> numbers, int at) {
        return Math.toIntExact((Long) Objects.requireNonNull(numbers.get(at)));
    }

    @Override
    public Position append(long invocation, long entry) {
        return appendAll(List.of(new Append(invocation, entry))).get(0);
    }

    @Override
    public List<Position> appendAll(List<Append> appends) {
        List<Long> invocations =
                appends.stream().map(Append::invocation).distinct().toList();
        List<String> keys = new ArrayList<>();
        invocations.forEach(id -> keys.addAll(List.of(metadataKey(id), entriesKey(id))));
        List<String> arguments = new ArrayList<>();
        appends.forEach(one -> arguments.addAll(
                List.of(Integer.toString(invocations.indexOf(one.invocation()) + 1), Long.toString(one.entry()))));
        List<?> numbers = write(Script.APPEND, keys, arguments.toArray(String[]::new));
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < appends.size(); i++) {
            positions.add(position(numbers, 2 * i));
        }
        return positions;
    }

    @Override
    public Position setState(long invocation, String key, long entry) {
        return position(write(Script.SET_STATE, keys(invocation), Long.toString(entry), key), 0);
    }

    @Override
    public Metadata trim(long invocation, int length) {
        return metadata(write(Script.TRIM, keys(invocation), Integer.toString(length)));
    }

    @Override
    public Metadata compact(long invocation, int first) {
        return metadata(write(Script.COMPACT, keys(invocation), Integer.toString(first)));
    }

    @Override
    public Metadata purge(long invocation) {
        return metadata(write(Script.PURGE, keys(invocation)));
    }

    // ── reads ───────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        return session.<FoundInvocation>run(() -> new FoundInvocation(askMetadata(invocation), List.of(), List.of()))
                .metadata();
    }

    @Override
    public JournalRead readJournal(long invocation) {
        // Beside the entries an epoch would be read by another command, and so perhaps be that of another moment.
        return new JournalRead(
                Metadata.UNREPORTED,
                session.<FoundInvocation>run(
                                () -> new FoundInvocation(List.of(), askEntries(invocation, -1), List.of()))
                        .allRows());
    }

    @Override
    public InvocationRead read(long invocation, boolean whole, boolean withState) {
        return session.run(() -> switch (level) {
            case LUA -> byScript(new long[] {invocation}).get(0).read(whole, withState);
            case MULTI -> byTransaction(new long[] {invocation}).get(0).read(whole, withState);
            case TWO_COMMANDS -> oneByOne(invocation, whole, withState);
        });
    }

    @Override
    public List<InvocationRead> scan(long[] invocations) {
        return session.run(() -> switch (level) {
            case LUA -> bounded(byScript(invocations));
            case MULTI -> bounded(byTransaction(invocations));
            case TWO_COMMANDS ->
                LongStream.of(invocations)
                        .mapToObj(id -> oneByOne(id, false, false))
                        .toList();
        });
    }

    private static List<InvocationRead> bounded(List<FoundInvocation> found) {
        return found.stream().map(each -> each.read(false, false)).toList();
    }

    private List<FoundInvocation> byScript(long[] invocations) {
        List<String> keys = LongStream.of(invocations)
                .boxed()
                .flatMap(id -> keys(id).stream())
                .toList();
        return found(session.ask(Command.EVAL, RedisSession.call(Script.READ, keys, List.of())));
    }

    private List<FoundInvocation> byTransaction(long[] invocations) {
        session.ask(Command.MULTI);
        for (long id : invocations) {
            session.ask(Command.HMGET, metadataWords(id));
            session.ask(Command.LRANGE, entriesKey(id), "0", "-1");
            session.ask(Command.HGETALL, stateKey(id));
        }
        return found(session.ask(Command.EXEC));
    }

    private static List<FoundInvocation> found(@Nullable Object answer) {
        List<?> parts = (List<?>) Objects.requireNonNull(answer);
        List<FoundInvocation> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 3) {
            found.add(new FoundInvocation(list(parts.get(i)), list(parts.get(i + 1)), list(parts.get(i + 2))));
        }
        return found;
    }

    private static List<?> list(@Nullable Object answer) {
        return (List<?>) Objects.requireNonNull(answer);
    }

    private InvocationRead oneByOne(long invocation, boolean whole, boolean withState) {
        List<?> numbers = askMetadata(invocation);
        Metadata metadata = new FoundInvocation(numbers, List.of(), List.of()).metadata();
        int promised = metadata == null ? 0 : metadata.length() - metadata.first();
        List<?> entries =
                whole ? askEntries(invocation, -1) : promised == 0 ? List.of() : askEntries(invocation, promised - 1);
        List<?> state = withState ? list(session.ask(Command.HGETALL, stateKey(invocation))) : List.of();
        return new FoundInvocation(numbers, entries, state).read(whole, withState);
    }

    private static String[] metadataWords(long invocation) {
        return new String[] {metadataKey(invocation), "epoch", "first", "length", "gone"};
    }

    private List<?> askMetadata(long invocation) {
        return list(session.ask(Command.HMGET, metadataWords(invocation)));
    }

    private List<?> askEntries(long invocation, int last) {
        return list(session.ask(Command.LRANGE, entriesKey(invocation), "0", Integer.toString(last)));
    }

    @Override
    public void close() {
        session.close();
    }
}
