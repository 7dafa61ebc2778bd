package dev.skewer.checker.journal.history;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistoryBuilder.MalformedValue;
import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * Decodes the values of journal operations, as invoked and as completed, into the parts of a {@link JournalHistory}.
 * The shapes are those of the command line's documentation; anything else is a {@link MalformedValue}.
 */
public final class JournalValueDecoder {
    private static final int MISSING = -1;

    private final JournalHistory h;
    private final Symbols symbols;
    private final int id;
    private final int entry;
    private final int epoch;
    private final int index;
    private final int first;
    private final int length;
    private final int key;
    private final int metadata;
    private final int journal;
    private final int state;
    private final int range;
    /** Entries below this have their place in {@code writer}. */
    private int knownEntries;

    JournalValueDecoder(JournalHistory history) {
        h = history;
        symbols = history.symbols;
        id = symbols.intern("id");
        entry = symbols.intern("entry");
        epoch = symbols.intern("epoch");
        index = symbols.intern("index");
        first = symbols.intern("first");
        length = symbols.intern("length");
        key = symbols.intern("key");
        metadata = symbols.intern("metadata");
        journal = symbols.intern("journal");
        state = symbols.intern("state");
        range = symbols.intern("range");
    }

    /** Decodes what was called: adds the operation's parts. */
    void invoke(Function function, int op, Event event) {
        Tape value = event.value;
        switch (function) {
            case APPEND -> append(op, event, 0, Kind.APPEND);
            case SET_STATE -> {
                int part = append(op, event, 0, Kind.SET_STATE);
                h.content[part] = stateKey(value, required(value, 0, key, ":key", "{:id I :key K :entry V}"));
            }
            case APPEND_ALL -> {
                int end = sequence(value, 0, "an :append-all is [{:id I :entry V} …]");
                for (int at = 1; at < end; at = value.skip(at)) {
                    append(op, event, at, Kind.APPEND);
                }
                if (end == 1) {
                    throw new MalformedValue("an :append-all needs at least one {:id I :entry V}");
                }
            }
            case TRIM -> {
                int part = part(op, Kind.TRIM, value, 0, "{:id I :length N}");
                h.value[part] = count(value, required(value, 0, length, ":length", "{:id I :length N}"), ":length");
            }
            case COMPACT -> {
                int part = part(op, Kind.COMPACT, value, 0, "{:id I :first N}");
                h.value[part] = count(value, required(value, 0, first, ":first", "{:id I :first N}"), ":first");
            }
            case PURGE -> part(op, Kind.PURGE, value, 0, "{:id I}");
            case READ -> {
                map(value, 0, "{:id I}");
                int at = find(value, 0, range);
                boolean wide = at != MISSING && value.token(at) == Token.TRUE;
                part(op, wide ? Kind.READ_RANGE : Kind.READ, value, 0, "{:id I}");
            }
            case READ_METADATA -> part(op, Kind.READ_METADATA, value, 0, "{:id I}");
            case READ_JOURNAL -> part(op, Kind.READ_JOURNAL, value, 0, "{:id I}");
            case SCAN -> {
                int end = sequence(value, 0, "a :scan is [I …]");
                for (int at = 1; at < end; at = value.skip(at)) {
                    newPart(op, Kind.READ, h.invocations.of(value, at, symbols));
                }
                if (end == 1) {
                    throw new MalformedValue("a :scan needs at least one id");
                }
            }
        }
    }

    /** Decodes what came back: completes the operation's parts. */
    void ok(Function function, int op, Event event) {
        Tape value = event.value;
        int part = h.firstPart[op];
        switch (function) {
            case APPEND, SET_STATE -> appended(part, value, 0);
            case APPEND_ALL -> {
                int end = sequence(value, 0, "an ok :append-all is [{:id I :entry V …} …]");
                int to = h.firstPart[op + 1];
                for (int at = 1; at < end; at = value.skip(at)) {
                    if (part == to) {
                        throw new MalformedValue("the ok :append-all has more elements than its invocation");
                    }
                    appended(part++, value, at);
                }
                if (part != to) {
                    throw new MalformedValue("the ok :append-all has fewer elements than its invocation");
                }
            }
            case TRIM -> {
                same(part, value, 0);
                h.epoch[part] = reported(value, 0, epoch, ":epoch");
                h.length[part] = reported(value, 0, length, ":length");
            }
            case COMPACT -> {
                same(part, value, 0);
                h.first[part] = reported(value, 0, first, ":first");
                h.epoch[part] = reported(value, 0, epoch, ":epoch");
                h.length[part] = reported(value, 0, length, ":length");
            }
            case PURGE -> same(part, value, 0);
            case READ -> readValue(part, value, 0, true, true);
            case READ_METADATA, READ_JOURNAL -> readPart(part, function, value);
            case SCAN -> {
                int end = sequence(value, 0, "an ok :scan is a vector of read values");
                int to = h.firstPart[op + 1];
                for (int at = 1; at < end; at = value.skip(at)) {
                    if (part == to) {
                        throw new MalformedValue("the ok :scan has more elements than its invocation");
                    }
                    readValue(part++, value, at, true, true);
                }
                if (part != to) {
                    throw new MalformedValue("the ok :scan has fewer elements than its invocation");
                }
            }
        }
    }

    private int append(int op, Event event, int at, byte kind) {
        Tape value = event.value;
        String shape = kind == Kind.APPEND ? "{:id I :entry V}" : "{:id I :key K :entry V}";
        int part = part(op, kind, value, at, shape);
        int v = h.entries.of(value, required(value, at, entry, ":entry", shape), symbols);
        roomForEntry(v);
        if (h.writer[v] != NONE) {
            throw new MalformedValue("entry " + name(h.entries.token(v)) + " is appended a second time, first at index "
                    + h.historyIndex(h.partOp[h.writer[v]]) + "; each appended entry must be unique in the history");
        }
        h.writer[v] = part;
        h.value[part] = v;
        return part;
    }

    private void appended(int part, Tape value, int at) {
        same(part, value, at);
        int v = find(value, at, entry);
        if (v != MISSING && h.entries.of(value, v, symbols) != h.value[part]) {
            throw new MalformedValue("the completion names entry " + print(value, v) + ", its invocation "
                    + name(h.entries.token(h.value[part])));
        }
        h.epoch[part] = reported(value, at, epoch, ":epoch");
        h.length[part] = reported(value, at, index, ":index");
    }

    /** A read of one part; a store may return both, and then both must agree. */
    private void readPart(int part, Function function, Tape value) {
        same(part, value, 0);
        boolean both = isSet(value, find(value, 0, function == Function.READ_METADATA ? journal : metadata));
        if (both) {
            h.kind[part] = Kind.READ_RANGE;
        }
        if (!both && function == Function.READ_JOURNAL) {
            h.epoch[part] = reported(value, 0, epoch, ":epoch");
        }
        readValue(
                part, value, 0, both || function == Function.READ_METADATA, both || function == Function.READ_JOURNAL);
    }

    private static boolean isSet(Tape value, int at) {
        return at != MISSING && value.token(at) != Token.NIL;
    }

    private void readValue(int part, Tape value, int at, boolean withMetadata, boolean withJournal) {
        same(part, value, at);
        String shape = withMetadata
                ? withJournal ? "{:id I :metadata M :journal [[N V] …]}" : "{:id I :metadata M}"
                : "{:id I :journal [[N V] …]}";
        if (withMetadata) {
            metadata(part, value, required(value, at, metadata, ":metadata", shape));
        }
        if (withJournal) {
            h.content[part] = journal(value, required(value, at, journal, ":journal", shape));
        }
        int s = find(value, at, state);
        if (isSet(value, s)) {
            h.value[part] = state(value, s);
        }
    }

    private void metadata(int part, Tape value, int at) {
        if (value.token(at) == Token.NIL) {
            h.epoch[part] = ABSENT;
            return;
        }
        map(value, at, "{:epoch E :first F :length L}");
        h.epoch[part] = reported(value, at, epoch, ":epoch");
        h.first[part] = reported(value, at, first, ":first");
        h.length[part] =
                count(value, required(value, at, length, ":length", "{:epoch E :first F :length L}"), ":length");
    }

    private int journal(Tape value, int at) {
        int end = sequence(value, at, "a :journal is [[N V] …]");
        int content = h.arena.size();
        h.arena.add(0);
        int count = 0;
        int start = -1;
        boolean consecutive = true;
        for (int row = at + 1; row < end; row = value.skip(row)) {
            int rowEnd = sequence(value, row, "a row of a :journal is [N V]");
            int n = row + 1;
            int v = n < rowEnd ? value.skip(n) : rowEnd;
            if (v >= rowEnd || value.skip(v) != rowEnd) {
                throw new MalformedValue("a row of a :journal is [N V], not " + print(value, row));
            }
            int index = count(value, n, "an index of a :journal");
            if (count == 0) {
                start = index;
                h.arena.add(index);
            } else if (consecutive && index != start + count) {
                consecutive = false;
                spread(content, count, start);
            }
            int id = h.entries.of(value, v, symbols);
            roomForEntry(id);
            if (!consecutive) {
                h.arena.add(index);
            }
            h.arena.add(id);
            count++;
        }
        if (count == 0) {
            h.arena.add(0);
        }
        h.arena.set(content, count << 1 | (consecutive ? 1 : 0));
        return content;
    }

    /** Rewrites a journal so far, start and entries, as pairs of index and entry. */
    private void spread(int content, int count, int start) {
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = h.arena.get(content + 2 + i);
        }
        h.arena.truncate(content + 1);
        for (int i = 0; i < count; i++) {
            h.arena.add(start + i);
            h.arena.add(entries[i]);
        }
    }

    /**
     * The number of a state key. JSON can have strings only as keys of its objects, which are read as what they spell; so
     * strings, keywords and integers that are spelled alike are one key.
     */
    private int stateKey(Tape value, int at) {
        long token = value.token(at);
        if (Token.kind(token) == Token.KEYWORD) {
            token = Token.of(Token.STRING, Token.symbol(token));
        } else if (value.isInteger(at)) {
            token = Token.of(Token.STRING, symbols.intern(Long.toString(value.integer(at))));
        } else {
            return h.stateKeys.of(value, at, symbols);
        }
        return h.stateKeys.ofToken(token);
    }

    private int state(Tape value, int at) {
        map(value, at, "{K V …}");
        int offset = h.arena.size();
        h.arena.add(0);
        int count = 0;
        int end = value.skip(at);
        for (int k = at + 1; k < end; ) {
            int v = value.skip(k);
            int id = h.entries.of(value, v, symbols);
            roomForEntry(id);
            h.arena.add(stateKey(value, k));
            h.arena.add(id);
            count++;
            k = value.skip(v);
        }
        h.arena.set(offset, count);
        return offset;
    }

    /** A part for the invocation that the value at {@code at} names. */
    private int part(int op, byte kind, Tape value, int at, String shape) {
        map(value, at, shape);
        return newPart(op, kind, h.invocations.of(value, required(value, at, id, ":id", shape), symbols));
    }

    private int newPart(int op, byte kind, int invocation) {
        int part = h.parts;
        if (part == h.partOp.length) {
            roomForPart(h);
        }
        h.partOp[part] = op;
        h.partInvocation[part] = invocation;
        h.kind[part] = kind;
        h.epoch[part] = UNREPORTED;
        h.first[part] = UNREPORTED;
        h.length[part] = UNREPORTED;
        h.value[part] = NONE;
        h.content[part] = NONE;
        h.parts = part + 1;
        return part;
    }

    /** A completion must be about the invocation that was called. */
    private void same(int part, Tape value, int at) {
        if (Token.kind(value.token(at)) != Token.MAP) {
            throw new MalformedValue("the value of a completion is a map with :id, not " + print(value, at));
        }
        int i = find(value, at, id);
        if (i != MISSING && h.invocations.of(value, i, symbols) != h.partInvocation[part]) {
            throw new MalformedValue("the completion is about id " + print(value, i) + ", its invocation about "
                    + name(h.invocations.token(h.partInvocation[part])));
        }
    }

    private void map(Tape value, int at, String shape) {
        if (Token.kind(value.token(at)) != Token.MAP) {
            throw new MalformedValue("the value should be " + shape + ", not " + print(value, at));
        }
    }

    /** Checks that a sequence begins here and says where it ends. */
    private int sequence(Tape value, int at, String shape) {
        if (!Token.isSequence(value.token(at))) {
            throw new MalformedValue(shape + ", not " + print(value, at));
        }
        return value.skip(at);
    }

    /** Where the value of a map's key, a keyword or a string, begins, or {@link #MISSING}. */
    private static int find(Tape value, int at, int name) {
        long wanted = Token.of(Token.KEYWORD, name);
        long alsoFine = Token.of(Token.STRING, name);
        int end = value.skip(at);
        for (int k = at + 1; k < end; ) {
            int v = value.skip(k);
            long key = value.token(k);
            if (key == wanted || key == alsoFine) {
                return v;
            }
            k = value.skip(v);
        }
        return MISSING;
    }

    private int required(Tape value, int at, int name, String keyword, String shape) {
        int found = find(value, at, name);
        if (found == MISSING) {
            throw new MalformedValue(
                    keyword + " is missing: the value should be " + shape + ", not " + print(value, at));
        }
        return found;
    }

    /** A count or index that the store may leave out. */
    private int reported(Tape value, int at, int name, String keyword) {
        int found = find(value, at, name);
        return found == MISSING || value.token(found) == Token.NIL ? UNREPORTED : count(value, found, keyword);
    }

    /** A number from 0 to 2^30. */
    private int count(Tape value, int at, String what) {
        if (!value.isInteger(at)) {
            throw new MalformedValue(what + " should be a whole number, not " + print(value, at));
        }
        long n = value.integer(at);
        if (n < 0 || n > 1 << 30) {
            throw new MalformedValue(what + " should be from 0 to 1073741824, not " + n);
        }
        return (int) n;
    }

    private String print(Tape value, int at) {
        return ValuePrinter.text(value, at, symbols, 80);
    }

    private String name(long token) {
        return h.text(token);
    }

    private void roomForEntry(int v) {
        if (v >= h.writer.length) {
            h.writer = Arrays.copyOf(h.writer, grown(Math.max(v, h.writer.length)));
        }
        if (v >= knownEntries) {
            Arrays.fill(h.writer, knownEntries, v + 1, NONE);
            knownEntries = v + 1;
        }
    }

    /** Makes room for another part. */
    static void roomForPart(JournalHistory h) {
        int n = grown(h.partOp.length);
        h.partOp = Arrays.copyOf(h.partOp, n);
        h.partInvocation = Arrays.copyOf(h.partInvocation, n);
        h.kind = Arrays.copyOf(h.kind, n);
        h.epoch = Arrays.copyOf(h.epoch, n);
        h.first = Arrays.copyOf(h.first, n);
        h.length = Arrays.copyOf(h.length, n);
        h.value = Arrays.copyOf(h.value, n);
        h.content = Arrays.copyOf(h.content, n);
    }

    public static int grown(int n) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE - 16L, n + (n >> 1) + 16L));
    }
}
