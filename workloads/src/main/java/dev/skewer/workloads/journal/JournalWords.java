package dev.skewer.workloads.journal;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes operations and what came of them in the words of a journal history. Immutable; shared by all clients. */
final class JournalWords {
    /** How many names the state of an invocation may have. */
    static final int STATE_KEYS = 4;

    private static final List<String> STATE_NAMES = List.of("a", "b", "c", "d");

    private final Names names;
    private final int id;
    private final int entry;
    private final int epoch;
    private final int index;
    private final int length;
    private final int first;
    private final int key;
    private final int metadata;
    private final int journal;
    private final int state;
    private final int range;

    final int append;
    final int appendAll;
    final int setState;
    final int trim;
    final int compact;
    final int purge;
    final int read;
    final int readMetadata;
    final int readJournal;
    final int scan;

    JournalWords(Names names) {
        this.names = names;
        id = names.of("id");
        entry = names.of("entry");
        epoch = names.of("epoch");
        index = names.of("index");
        length = names.of("length");
        first = names.of("first");
        key = names.of("key");
        metadata = names.of("metadata");
        journal = names.of("journal");
        state = names.of("state");
        range = names.of("range");
        append = names.of("append");
        appendAll = names.of("append-all");
        setState = names.of("set-state");
        trim = names.of("trim");
        compact = names.of("compact");
        purge = names.of("purge");
        read = names.of("read");
        readMetadata = names.of("read-metadata");
        readJournal = names.of("read-journal");
        scan = names.of("scan");
    }

    /** The name of a state key by number, below {@link #STATE_KEYS}. */
    static String stateKey(int number) {
        return STATE_NAMES.get(number);
    }

    // ── invocations ─────────────────────────────────────────────────────────────────────────────────────────────

    /** Writes the invocation's value and returns its {@code :f}. */
    int invocation(JournalOperation operation, Tape value) {
        if (operation instanceof JournalOperation.Read op) {
            int map = beginWithId(value, op.id());
            if (op.range()) {
                value.addKeyword(range);
                value.addBoolean(true);
            }
            if (op.state()) {
                value.addKeyword(state);
                value.addBoolean(true);
            }
            value.end(map);
            return read;
        }
        if (operation instanceof JournalOperation.AppendOne op) {
            entryMap(value, op.append(), null);
            return append;
        }
        if (operation instanceof JournalOperation.SetState op) {
            stateMap(value, op, null);
            return setState;
        }
        if (operation instanceof JournalOperation.Trim op) {
            int map = beginWithId(value, op.id());
            number(value, length, op.length());
            value.end(map);
            return trim;
        }
        if (operation instanceof JournalOperation.Compact op) {
            int map = beginWithId(value, op.id());
            number(value, first, op.first());
            value.end(map);
            return compact;
        }
        if (operation instanceof JournalOperation.Scan op) {
            int vector = value.begin(Token.VECTOR);
            for (long invocation : op.ids()) {
                value.addInt(invocation);
            }
            value.end(vector);
            return scan;
        }
        if (operation instanceof JournalOperation.AppendAll op) {
            int vector = value.begin(Token.VECTOR);
            for (Append one : op.appends()) {
                entryMap(value, one, null);
            }
            value.end(vector);
            return appendAll;
        }
        if (operation instanceof JournalOperation.Purge op) {
            onlyId(value, op.id());
            return purge;
        }
        if (operation instanceof JournalOperation.ReadMetadata op) {
            onlyId(value, op.id());
            return readMetadata;
        }
        onlyId(value, ((JournalOperation.ReadJournal) operation).id());
        return readJournal;
    }

    // ── completions ─────────────────────────────────────────────────────────────────────────────────────────────

    void appended(Tape value, Append op, Position position) {
        entryMap(value, op, position);
    }

    void appendedAll(Tape value, JournalOperation.AppendAll op, List<Position> positions) {
        int vector = value.begin(Token.VECTOR);
        for (int i = 0; i < op.appends().size(); i++) {
            appended(value, op.appends().get(i), positions.get(i));
        }
        value.end(vector);
    }

    void stateSet(Tape value, JournalOperation.SetState op, Position position) {
        stateMap(value, op, position);
    }

    /** What a trim or a compact left, or what a purge found. */
    void changed(Tape value, long invocation, Metadata metadata) {
        int map = beginWithId(value, invocation);
        fields(value, metadata);
        value.end(map);
    }

    void seen(Tape value, long invocation, InvocationRead view) {
        int map = beginWithId(value, invocation);
        metadata(value, view.metadata());
        journal(value, view.rows());
        SortedMap<String, Long> states = view.state();
        if (states != null) {
            value.addKeyword(state);
            int inner = value.begin(Token.MAP);
            for (Map.Entry<String, Long> one : states.entrySet()) {
                value.addString(names.bounded(one.getKey()));
                entry(value, one.getValue());
            }
            value.end(inner);
        }
        value.end(map);
    }

    void seen(Tape value, long[] invocations, List<InvocationRead> views) {
        int vector = value.begin(Token.VECTOR);
        for (int i = 0; i < invocations.length; i++) {
            seen(value, invocations[i], views.get(i));
        }
        value.end(vector);
    }

    void seenMetadata(Tape value, long invocation, @Nullable Metadata found) {
        int map = beginWithId(value, invocation);
        metadata(value, found);
        value.end(map);
    }

    void seenJournal(Tape value, long invocation, JournalRead found) {
        int map = beginWithId(value, invocation);
        reported(value, epoch, found.epoch());
        journal(value, found.rows());
        value.end(map);
    }

    // ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────

    private void metadata(Tape value, @Nullable Metadata found) {
        value.addKeyword(metadata);
        if (found == null) {
            value.addNil();
            return;
        }
        if (found.length() == Metadata.UNREPORTED) {
            throw new IllegalStateException("metadata that is read has a length");
        }
        int map = value.begin(Token.MAP);
        fields(value, found);
        value.end(map);
    }

    private void fields(Tape value, Metadata found) {
        reported(value, epoch, found.epoch());
        reported(value, first, found.first());
        reported(value, length, found.length());
    }

    private void journal(Tape value, Rows found) {
        value.addKeyword(journal);
        int rows = value.begin(Token.VECTOR);
        for (int i = 0; i < found.size(); i++) {
            int row = value.begin(Token.VECTOR);
            value.addInt(found.indexes()[i]);
            entry(value, found.entries()[i]);
            value.end(row);
        }
        value.end(rows);
    }

    /** An entry; {@code nil} where it cannot be one, which no append explains. */
    private static void entry(Tape value, long found) {
        if (found == Rows.FOREIGN) {
            value.addNil();
        } else {
            value.addInt(found);
        }
    }

    private void entryMap(Tape value, Append op, @Nullable Position position) {
        int map = beginWithId(value, op.invocation());
        number(value, entry, op.entry());
        position(value, position);
        value.end(map);
    }

    private void stateMap(Tape value, JournalOperation.SetState op, @Nullable Position position) {
        int map = beginWithId(value, op.id());
        value.addKeyword(key);
        value.addString(names.of(op.key()));
        number(value, entry, op.entry());
        position(value, position);
        value.end(map);
    }

    private void position(Tape value, @Nullable Position position) {
        if (position != null) {
            reported(value, epoch, position.epoch());
            reported(value, index, position.index());
        }
    }

    private void onlyId(Tape value, long invocation) {
        value.end(beginWithId(value, invocation));
    }

    private int beginWithId(Tape value, long invocation) {
        int map = value.begin(Token.MAP);
        number(value, id, invocation);
        return map;
    }

    private static void reported(Tape value, int keyword, int number) {
        if (number != Metadata.UNREPORTED) {
            number(value, keyword, number);
        }
    }

    private static void number(Tape value, int keyword, long number) {
        value.addKeyword(keyword);
        value.addInt(number);
    }
}
