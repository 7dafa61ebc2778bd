package dev.skewer.checker.journal.history;

import dev.skewer.checker.CrashKind;
import dev.skewer.checker.column.LongIntMap;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The crashes of a history and where its invocations lie, from the events of its nemesis.
 *
 * <p>A crash begins with {@code :f :kill :value {:phase :start :nodes [0 2]}} and is over with {@code {:phase :heal}} of the same
 * {@code :f}; {@code :crashes N} says that there were several between the two. What has no phase, as in histories of other
 * harnesses, may have happened at any time after. {@code :f :placement :value {0 [I …] 1 [I …]}}, as often as one likes, says on which
 * node invocations lie.
 */
public final class Crashes {
    /** More crashes than this between two events of the nemesis are taken for so many. */
    private static final int MOST_AT_ONCE = 64;

    private static final int MISSING = LongIntMap.MISSING;

    private final List<Crash> all = new ArrayList<>();
    private final LongIntMap nodes = new LongIntMap();

    /** The crashes in the order in which they began. */
    public List<Crash> all() {
        return all;
    }

    /** The node of an invocation by its token; -1 if the history does not say. */
    public int node(long token) {
        return nodes.get(token);
    }

    /** Whether an event is about a crash, and so has a place among those of clients. */
    static boolean isMarked(Event event) {
        return event.process == Event.NEMESIS
                && event.type == EventType.INFO
                && CrashKind.of(event.symbols.name(event.f)).isPresent();
    }

    /** Takes note of an event that {@linkplain #isMarked is about a crash}. */
    void note(Event event, int rank) {
        String fault = event.symbols.name(event.f);
        CrashKind kind = CrashKind.of(fault).orElseThrow();
        int phase = find(event.value, "phase", event.symbols);
        String name = phase == MISSING ? "" : nameAt(event.value, phase, event.symbols);
        switch (name) {
            case "start", "" -> {
                int times = crashes(event.value, event.symbols);
                BitSet hit = nodes(event.value, event.symbols);
                for (int i = 0; i < times; i++) {
                    all.add(new Crash(fault, kind, rank, JournalHistory.NEVER, hit, event.index, event.time, -1));
                }
            }
            case "heal" -> {
                for (int i = all.size() - 1; i >= 0; i--) {
                    Crash crash = all.get(i);
                    if (crash.fault().equals(fault) && crash.healed() == JournalHistory.NEVER) {
                        all.set(i, crash.healedAt(rank, event.time));
                    }
                }
            }
            default -> {
                // Between the two the nemesis may say more.
            }
        }
    }

    /** Takes note of where invocations lie, if an event says so. */
    void place(Event event) {
        Tape value = event.value;
        boolean says = event.process == Event.NEMESIS
                && event.type == EventType.INFO
                && !value.isNil()
                && Token.kind(value.token(0)) == Token.MAP
                && event.symbols.name(event.f).equals("placement");
        int end = says ? value.skip(0) : 0;
        for (int key = 1; key < end; ) {
            int ids = value.skip(key);
            if (value.isInteger(key) && Token.isSequence(value.token(ids))) {
                int node = (int) value.integer(key);
                for (int id = ids + 1; id < value.skip(ids); id = value.skip(id)) {
                    nodes.put(value.token(id), node);
                }
            }
            key = value.skip(ids);
        }
    }

    private static int crashes(Tape value, Symbols symbols) {
        int at = find(value, "crashes", symbols);
        long times = at == MISSING || !value.isInteger(at) ? 1 : value.integer(at);
        return (int) Math.max(1, Math.min(times, MOST_AT_ONCE));
    }

    private static @Nullable BitSet nodes(Tape value, Symbols symbols) {
        int at = find(value, "nodes", symbols);
        if (at == MISSING || !Token.isSequence(value.token(at))) {
            return null;
        }
        var hit = new BitSet();
        for (int node = at + 1; node < value.skip(at); node = value.skip(node)) {
            if (!value.isInteger(node) || value.integer(node) < 0 || value.integer(node) > Short.MAX_VALUE) {
                return null;
            }
            hit.set((int) value.integer(node));
        }
        return hit;
    }

    private static String nameAt(Tape value, int at, Symbols symbols) {
        int kind = Token.kind(value.token(at));
        return kind == Token.KEYWORD || kind == Token.STRING ? symbols.name(Token.symbol(value.token(at))) : "?";
    }

    /** Where the value of a map's key, a keyword or a string, begins. */
    private static int find(Tape value, String name, Symbols symbols) {
        if (value.isNil() || Token.kind(value.token(0)) != Token.MAP) {
            return MISSING;
        }
        int end = value.skip(0);
        for (int key = 1; key < end; ) {
            int at = value.skip(key);
            if (nameAt(value, key, symbols).equals(name)) {
                return at;
            }
            key = value.skip(at);
        }
        return MISSING;
    }
}
