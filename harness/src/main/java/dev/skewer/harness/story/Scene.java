package dev.skewer.harness.story;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.partition.PartitionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One interleaving of one reader and one writer on a real store, made certain: when the reader comes to a yield point, the
 * writer's commands are carried out there, to the end, before the reader goes on.
 *
 * <p>Everything is recorded as in any test, into a file and into memory, and judged by the same checker.
 */
final class Scene implements AutoCloseable {
    private static final long INVOCATION = 42;
    private static final int WRITER = 0;
    private static final int READER = 1;

    private final Symbols symbols = new Symbols();
    private final Event event = new Event(symbols);
    private final CheckSession check = new JournalChecker().open(CheckOptions.none());
    private final EdnWriter file;
    private final PartitionStore store;
    private final ReadIsolation isolation;
    private final long start = System.nanoTime();
    private final List<String> told = new ArrayList<>();
    private @Nullable YieldPoint point;
    private Consumer<Scene> then = scene -> {};
    private long events;

    /**
     * Opens a store and begins a history.
     *
     * @param directory for the store's files; made new
     * @param history the file
     * @param isolation of the reader
     * @param defects planted in the store
     */
    Scene(Path directory, Path history, ReadIsolation isolation, Set<Defect> defects) throws IOException {
        this.isolation = isolation;
        file = Histories.create(history);
        store = PartitionStore.open(
                directory,
                StoreOptions.builder().defects(defects).yieldPoints(this::at).build());
    }

    /** The writer appends entries, one command each. */
    void append(String... entries) {
        for (String entry : entries) {
            record(WRITER, EventType.INVOKE, "append", value -> entry(value, entry, null));
            Outcome outcome = store.execute(
                    new Command.Append(INVOCATION, entry.getBytes(StandardCharsets.UTF_8), Command.ANY_LENGTH));
            if (outcome instanceof Outcome.Appended appended) {
                Outcome.Position position = appended.positions().get(0);
                record(WRITER, EventType.OK, "append", value -> entry(value, entry, position));
                told.add("appends " + entry + "\tepoch " + position.epoch() + ", index " + position.index());
            }
        }
    }

    /** The writer trims the journal to so many entries. */
    void trim(int length) {
        record(WRITER, EventType.INVOKE, "trim", value -> {
            int map = beginWithId(value);
            number(value, "length", length);
            value.end(map);
        });
        if (store.execute(new Command.Trim(INVOCATION, length)) instanceof Outcome.Trimmed trimmed) {
            Metadata left = trimmed.metadata();
            record(WRITER, EventType.OK, "trim", value -> {
                int map = beginWithId(value);
                fields(value, left);
                value.end(map);
            });
            told.add("trims to " + length + "\tepoch " + left.epoch() + ", length " + left.length());
        }
    }

    /**
     * The reader makes a paired read, as Restate's invoker does, and is held at a point of it.
     *
     * @param where where it is held
     * @param meanwhile what the writer does there
     * @return what the reader saw
     */
    InvocationView read(YieldPoint where, Consumer<Scene> meanwhile) {
        record(READER, EventType.INVOKE, "read", value -> value.end(beginWithId(value)));
        told.clear();
        InvocationView view;
        try (PartitionReader reader = store.reader(isolation)) {
            point = where;
            then = meanwhile;
            view = reader.read(INVOCATION, false);
        } finally {
            point = null;
        }
        record(READER, EventType.OK, "read", value -> seen(value, view));
        return view;
    }

    /** What the writer did while the reader was held, and what it was told, with a tab between the two. */
    List<String> meanwhile() {
        return List.copyOf(told);
    }

    /** What the checker says of the recorded history. */
    Verdict verdict() {
        return check.verdict(Budget.unlimited());
    }

    @Override
    public void close() throws IOException {
        try (file) {
            store.close();
        }
    }

    /** Called by the store's threads; only the reader stops, and only once. */
    private void at(YieldPoint reached, long invocation) {
        if (reached == point && invocation == INVOCATION) {
            point = null;
            then.accept(this);
        }
    }

    private void record(int process, EventType type, String f, Consumer<Tape> value) {
        event.clear();
        event.index = events++;
        event.time = System.nanoTime() - start;
        event.process = process;
        event.type = type;
        event.f = symbols.intern(f);
        value.accept(event.value);
        try {
            check.accept(event);
            file.accept(event);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int beginWithId(Tape value) {
        int map = value.begin(Token.MAP);
        value.addKeyword(symbols.intern("id"));
        value.addInt(INVOCATION);
        return map;
    }

    private void number(Tape value, String name, long number) {
        value.addKeyword(symbols.intern(name));
        value.addInt(number);
    }

    private void entry(Tape value, String entry, Outcome.@Nullable Position position) {
        int map = beginWithId(value);
        value.addKeyword(symbols.intern("entry"));
        value.addString(symbols.intern(entry));
        if (position != null) {
            number(value, "epoch", position.epoch());
            number(value, "index", position.index());
        }
        value.end(map);
    }

    private void fields(Tape value, Metadata metadata) {
        number(value, "epoch", metadata.epoch());
        number(value, "first", metadata.first());
        number(value, "length", metadata.length());
    }

    private void seen(Tape value, InvocationView view) {
        int map = beginWithId(value);
        value.addKeyword(symbols.intern("metadata"));
        Metadata metadata = view.metadata();
        if (metadata == null) {
            value.addNil();
        } else {
            int inner = value.begin(Token.MAP);
            fields(value, metadata);
            value.end(inner);
        }
        value.addKeyword(symbols.intern("journal"));
        Journal journal = view.journal();
        int rows = value.begin(Token.VECTOR);
        for (int i = 0; i < journal.indexes().length; i++) {
            int row = value.begin(Token.VECTOR);
            value.addInt(journal.indexes()[i]);
            value.addString(symbols.intern(new String(journal.entries()[i], StandardCharsets.UTF_8)));
            value.end(row);
        }
        value.end(rows);
        value.end(map);
    }
}
