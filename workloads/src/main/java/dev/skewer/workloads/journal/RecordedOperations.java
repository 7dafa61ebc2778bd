package dev.skewer.workloads.journal;

import dev.skewer.history.Event;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations in the words of a history, there and back. */
public final class RecordedOperations {
    private final Event event;
    private final Tape value;

    private RecordedOperations(Event event) {
        this.event = event;
        this.value = event.value;
    }

    /**
     * Writes an operation as the event that invokes it has it.
     *
     * @param names takes the words
     * @param value empty; takes the value
     * @return the {@code :f}, as a number of the names
     */
    public static int write(JournalOperation operation, Names names, Tape value) {
        return new JournalWords(names).invocation(operation, value);
    }

    /**
     * The operation that an event invokes.
     *
     * @param invoke the event of an invocation
     * @return nothing if it is none of the journal workload
     * @throws HistoryException if it is, and its value is not as it should be
     */
    public static Optional<JournalOperation> of(Event invoke) {
        var recorded = new RecordedOperations(invoke);
        return Optional.ofNullable(
                switch (invoke.symbols.name(invoke.f)) {
                    case "append" -> new JournalOperation.AppendOne(recorded.append(0));
                    case "append-all" -> new JournalOperation.AppendAll(recorded.appends());
                    case "set-state" ->
                        new JournalOperation.SetState(
                                recorded.number(0, "id"), recorded.text(0, "key"), recorded.number(0, "entry"));
                    case "trim" -> new JournalOperation.Trim(recorded.number(0, "id"), recorded.count("length"));
                    case "compact" -> new JournalOperation.Compact(recorded.number(0, "id"), recorded.count("first"));
                    case "purge" -> new JournalOperation.Purge(recorded.number(0, "id"));
                    case "read" ->
                        new JournalOperation.Read(
                                recorded.number(0, "id"), recorded.flag("range"), recorded.flag("state"));
                    case "read-metadata" -> new JournalOperation.ReadMetadata(recorded.number(0, "id"));
                    case "read-journal" -> new JournalOperation.ReadJournal(recorded.number(0, "id"));
                    case "scan" -> new JournalOperation.Scan(recorded.ids());
                    default -> null;
                });
    }

    /** What the answer to a write says of its journal; nothing if it is none of one journal, or says nothing. */
    public static Optional<Metadata> answered(Event ok) {
        var recorded = new RecordedOperations(ok);
        return switch (ok.symbols.name(ok.f)) {
            case "append", "set-state" ->
                recorded.find(0, "index") < 0
                        ? Optional.empty()
                        : Optional.of(new Metadata(
                                recorded.reported("epoch"), Metadata.UNREPORTED, recorded.count("index") + 1));
            case "trim", "compact" ->
                recorded.find(0, "length") < 0
                        ? Optional.empty()
                        : Optional.of(new Metadata(
                                recorded.reported("epoch"), recorded.reported("first"), recorded.count("length")));
            default -> Optional.empty();
        };
    }

    private List<Append> appends() {
        var appends = new ArrayList<Append>();
        for (int at = elements(); at < value.skip(0); at = value.skip(at)) {
            appends.add(append(at));
        }
        if (appends.isEmpty()) {
            throw event.complaint("there should be at least one append");
        }
        return appends;
    }

    private Append append(int map) {
        return new Append(number(map, "id"), number(map, "entry"));
    }

    private long[] ids() {
        var ids = new ArrayList<Long>();
        for (int at = elements(); at < value.skip(0); at = value.skip(at)) {
            ids.add(integer(at, "an invocation"));
        }
        if (ids.isEmpty()) {
            throw event.complaint("there should be at least one invocation");
        }
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private int elements() {
        if (value.size() == 0 || !Token.isSequence(value.token(0))) {
            throw event.complaint("the value should be a list");
        }
        return 1;
    }

    private long number(int map, String name) {
        int at = find(map, name);
        if (at < 0) {
            throw event.complaint("the value lacks '" + name + "'");
        }
        return integer(at, "'" + name + "'");
    }

    private int count(String name) {
        long number = number(0, name);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw event.complaint("'" + name + "' should be 0 … " + Integer.MAX_VALUE + ", and is " + number);
        }
        return (int) number;
    }

    private int reported(String name) {
        return find(0, name) < 0 ? Metadata.UNREPORTED : count(name);
    }

    private boolean flag(String name) {
        int at = find(0, name);
        return at >= 0 && value.token(at) == Token.TRUE;
    }

    private String text(int map, String name) {
        int at = find(map, name);
        if (at < 0 || Token.kind(value.token(at)) != Token.STRING) {
            throw event.complaint("'" + name + "' should be a string");
        }
        return event.symbols.name(Token.symbol(value.token(at)));
    }

    private long integer(int at, String what) {
        if (!value.isInteger(at)) {
            throw event.complaint(what + " should be a whole number");
        }
        return value.integer(at);
    }

    /** Where the value of a key of a map begins; -1 if there is none. */
    private int find(int map, String name) {
        if (value.size() == 0 || Token.kind(value.token(map)) != Token.MAP) {
            throw event.complaint("the value should be a map");
        }
        int end = value.skip(map);
        for (int at = map + 1; at < end; at = value.skip(value.skip(at))) {
            if (Token.kind(value.token(at)) == Token.KEYWORD
                    && event.symbols.name(Token.symbol(value.token(at))).equals(name)) {
                return value.skip(at);
            }
        }
        return -1;
    }
}
