package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A history as objects, read back from its events, for tests that look at few transactions closely. */
record SmallHistory(DataType type, List<Txn> transactions) {
    /** One micro-operation, or what a predicate read asked for of one key; of a read, what it saw, of a write, the one value. */
    record Op(boolean isRead, long key, List<Long> values, boolean isByPredicate) {}

    /** One transaction: when it began and ended, counted in events. */
    record Txn(int process, int begin, int end, EventType outcome, List<Op> ops) {
        boolean writes(long key) {
            return ops.stream().anyMatch(op -> !op.isRead() && op.key() == key);
        }

        boolean isBefore(Txn other) {
            return end < other.begin;
        }
    }

    static SmallHistory of(HistorySpec spec) {
        var all = new ArrayList<Txn>();
        Map<Integer, Integer> open = new LinkedHashMap<>();
        try {
            HistoryGenerator.generate(spec, event -> {
                int now = (int) event.index;
                if (event.type == EventType.INVOKE) {
                    open.put(event.process, now);
                } else {
                    int end = event.type == EventType.INFO ? Integer.MAX_VALUE : now;
                    Integer begin = open.remove(event.process);
                    if (begin == null) {
                        throw new AssertionError("a completion without an invoke");
                    }
                    all.add(new Txn(event.process, begin, end, event.type, ops(event)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!open.isEmpty()) {
            throw new AssertionError("left open: " + open);
        }
        return new SmallHistory(spec.type(), List.copyOf(all));
    }

    private static List<Op> ops(Event event) {
        Tape tape = event.value;
        var ops = new ArrayList<Op>();
        int end = tape.skip(0);
        for (int at = 1; at < end; at = tape.skip(at)) {
            String name = event.symbols.name(Token.symbol(tape.token(at + 1)));
            int key = at + 2;
            int value = tape.skip(key);
            if (name.equals("rp")) {
                for (int each = key + 1; each < value; each = tape.skip(each)) {
                    ops.add(new Op(true, tape.integer(each), found(tape, value, tape.integer(each)), true));
                }
            } else {
                ops.add(new Op(name.equals("r"), tape.integer(key), values(tape, value), false));
            }
        }
        return List.copyOf(ops);
    }

    private static List<Long> found(Tape tape, int map, long key) {
        int end = tape.skip(map);
        for (int each = map + 1; each < end; each = tape.skip(each + 1)) {
            if (tape.integer(each) == key) {
                return values(tape, each + 1);
            }
        }
        return List.of();
    }

    private static List<Long> values(Tape tape, int at) {
        if (tape.token(at) == Token.NIL) {
            return List.of();
        }
        if (tape.isInteger(at)) {
            return List.of(tape.integer(at));
        }
        var values = new ArrayList<Long>();
        for (int each = at + 1; each < tape.skip(at); each = tape.skip(each)) {
            values.add(tape.integer(each));
        }
        return List.copyOf(values);
    }
}
