package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import dev.skewer.history.file.EdnWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns a small history into events in the documented shapes, into text, and into its plainest numbering. */
final class SmallHistory {
    private SmallHistory() {}

    /**
     * The same operations in order of invocation, with positions 0, 1, 2, … and processes that a client could have had:
     * one open operation each, and none after an indeterminate one. Only processes that break this get a new number.
     */
    static List<SmallOp> tidy(List<SmallOp> ops) {
        List<SmallOp> sorted = new ArrayList<>(ops);
        sorted.sort(Comparator.comparingInt(SmallOp::invoked));
        // Operation i begins at key 2i and ends at 2i + 1.
        TreeMap<Integer, Integer> events = new TreeMap<>();
        int fresh = 0;
        for (int i = 0; i < sorted.size(); i++) {
            SmallOp op = sorted.get(i);
            fresh = Math.max(fresh, op.process() + 1);
            Integer clash = events.put(op.invoked(), 2 * i);
            if (op.completed() != SmallOp.NEVER && clash == null) {
                clash = events.put(op.completed(), 2 * i + 1);
            }
            if (clash != null) {
                throw new IllegalArgumentException("two events at one position: " + ops);
            }
        }
        int[] invoked = new int[sorted.size()];
        int[] completed = new int[sorted.size()];
        int[] process = new int[sorted.size()];
        Map<Integer, Integer> alias = new HashMap<>();
        Set<Integer> busy = new HashSet<>();
        int position = 0;
        for (int event : events.values()) {
            int i = event / 2;
            if (event % 2 == 0) {
                int original = sorted.get(i).process();
                int now = alias.getOrDefault(original, original);
                if (busy.contains(now)) {
                    now = fresh++;
                    alias.put(original, now);
                }
                busy.add(now);
                process[i] = now;
                invoked[i] = position;
                completed[i] = SmallOp.NEVER;
            } else {
                completed[i] = position;
                if (sorted.get(i).end() != SmallOp.End.INFO) {
                    busy.remove(process[i]);
                }
            }
            position++;
        }
        List<SmallOp> tidied = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            tidied.add(sorted.get(i).at(process[i], invoked[i], completed[i]));
        }
        return tidied;
    }

    /**
     * What had been recorded of a tidy history after its first few events.
     *
     * @param events how many
     */
    static List<SmallOp> prefix(List<SmallOp> ops, int events) {
        List<SmallOp> prefix = new ArrayList<>();
        for (SmallOp op : ops) {
            if (op.completed() < events) {
                prefix.add(op);
            } else if (op.invoked() < events) {
                prefix.add(new SmallOp(op.process(), op.invoked(), SmallOp.NEVER, SmallOp.End.OPEN, op.call(), null));
            }
        }
        return prefix;
    }

    /**
     * The same history after reads that fail: of each of its invocations, in order, each followed by reads of others. So its
     * invocations are numbered in equal steps.
     *
     * @param step from the number of one to that of the next
     */
    static List<SmallOp> spread(List<SmallOp> ops, int step) {
        NavigableSet<Integer> ids = new TreeSet<>();
        ops.forEach(op -> op.call().invocations().forEach(ids::add));
        List<SmallOp> spread = new ArrayList<>();
        for (int id : ids) {
            for (int i = 0; i < step; i++) {
                int named = i == 0 ? id : 1000 + spread.size();
                Call read = new Call.Read(named, Call.Part.BOTH, false, false);
                int at = 2 * spread.size();
                spread.add(new SmallOp(1000, at, at + 1, SmallOp.End.FAIL, read, null));
            }
        }
        int later = 2 * spread.size();
        for (SmallOp op : ops) {
            int completed = op.completed() == SmallOp.NEVER ? SmallOp.NEVER : op.completed() + later;
            spread.add(new SmallOp(op.process(), op.invoked() + later, completed, op.end(), op.call(), op.result()));
        }
        return spread;
    }

    /**
     * Writes the events of a history, in order, a microsecond apart.
     *
     * @param ops a tidy history
     * @throws UncheckedIOException if the sink does
     */
    static void feed(List<SmallOp> ops, EventSink sink) {
        feed(ops, sink, false);
    }

    /** The same, but ids and entries are strings, and a nemesis is at work in the midst of it. */
    static void feedWithNames(List<SmallOp> ops, EventSink sink) {
        feed(
                ops,
                event -> {
                    if (event.index % 3 == 0) {
                        Event fault = new Event(event.symbols);
                        fault.index = event.index;
                        fault.time = event.time;
                        fault.process = Event.NEMESIS;
                        fault.type = EventType.INFO;
                        fault.f = event.symbols.intern("compact");
                        fault.value.addKeyword(event.symbols.intern("all"));
                        sink.accept(fault);
                    }
                    sink.accept(event);
                },
                true);
    }

    private static void feed(List<SmallOp> ops, EventSink sink, boolean names) {
        TreeMap<Integer, Consumer<Event>> events = new TreeMap<>();
        int nodes = ops.stream()
                .mapToInt(op -> op.call() instanceof Call.Crash crash ? crash.nodes() : 0)
                .max()
                .orElse(0);
        if (nodes > 0) {
            events.put(-1, event -> new Writer(event, names).placement(ops, nodes));
        }
        for (SmallOp op : ops) {
            if (op.call() instanceof Call.Crash crash) {
                events.put(op.invoked(), event -> new Writer(event, names).nemesis(crash, "start"));
                if (op.completed() != SmallOp.NEVER) {
                    events.put(op.completed(), event -> new Writer(event, names).nemesis(crash, "heal"));
                }
                continue;
            }
            events.put(op.invoked(), event -> {
                event.process = op.process();
                event.type = EventType.INVOKE;
                event.f = event.symbols.intern(op.call().f());
                new Writer(event, names).call(op.call(), null);
            });
            if (op.completed() != SmallOp.NEVER) {
                events.put(op.completed(), event -> {
                    event.process = op.process();
                    event.type = EventType.valueOf(op.end().name());
                    event.f = event.symbols.intern(op.call().f());
                    new Writer(event, names).call(op.call(), op.result());
                });
            }
        }
        Event event = new Event(new Symbols());
        events.forEach((position, fill) -> {
            event.clear();
            event.index = nodes > 0 ? position + 1L : position;
            event.time = event.index * 1000L;
            fill.accept(event);
            try {
                sink.accept(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A tidy history as text that can be pasted into a file. */
    static String edn(List<SmallOp> ops) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (EdnWriter writer = new EdnWriter(text)) {
            feed(ops, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Writes calls and results in the shapes of the journal workload. */
    private record Writer(Event event, boolean names) {
        void nemesis(Call.Crash crash, String phase) {
            nemesis(crash.f());
            map(() -> {
                key("phase");
                event.value.addKeyword(event.symbols.intern(phase));
                if (crash.node() != Call.Crash.ALL) {
                    key("nodes");
                    vector(() -> event.value.addInt(crash.node()));
                }
            });
        }

        /** Says on which node each invocation lies. */
        void placement(List<SmallOp> ops, int nodes) {
            nemesis("placement");
            NavigableSet<Integer> ids = new TreeSet<>();
            ops.forEach(op -> op.call().invocations().forEach(ids::add));
            map(() -> {
                for (int i = 0; i < nodes; i++) {
                    int node = i;
                    event.value.addInt(node);
                    vector(() -> ids.stream().filter(id -> id % nodes == node).forEach(this::id));
                }
            });
        }

        private void nemesis(String f) {
            event.process = Event.NEMESIS;
            event.type = EventType.INFO;
            event.f = event.symbols.intern(f);
        }

        void call(Call call, @Nullable Result result) {
            if (result instanceof Views views) {
                if (call instanceof Scan) {
                    vector(() -> views.views().forEach(this::view));
                } else {
                    view(views.views().get(0));
                }
            } else if (call instanceof AppendAll all) {
                vector(() -> {
                    for (int i = 0; i < all.appends().size(); i++) {
                        append(all.appends().get(i), position(result, i));
                    }
                });
            } else if (call instanceof Scan scan) {
                vector(() -> scan.ids().forEach(this::id));
            } else if (call instanceof Append append) {
                append(append, position(result, 0));
            } else {
                map(() -> {
                    key("id");
                    id(call.invocations().findFirst().orElseThrow());
                    other(call, result);
                });
            }
        }

        private void other(Call call, @Nullable Result result) {
            if (call instanceof SetState set) {
                key("key");
                event.value.addString(event.symbols.intern(set.key()));
                key("entry");
                entry(set.entry());
                position(position(result, 0));
            } else if (call instanceof Trim trim) {
                if (result instanceof Trimmed trimmed) {
                    field("epoch", trimmed.epoch());
                    field("length", trimmed.length());
                } else {
                    field("length", trim.length());
                }
            } else if (call instanceof Compact compact) {
                field("first", result instanceof Compacted compacted ? compacted.first() : (Integer) compact.first());
                if (result instanceof Compacted compacted) {
                    field("epoch", compacted.epoch());
                    field("length", compacted.length());
                }
            } else if (call instanceof Read read) {
                flag("range", read.range());
                flag("state", read.state());
            }
        }

        private static @Nullable Position position(@Nullable Result result, int i) {
            return result instanceof Positions positions ? positions.positions().get(i) : null;
        }

        private void append(Append append, @Nullable Position position) {
            map(() -> {
                key("id");
                id(append.id());
                key("entry");
                entry(append.entry());
                position(position);
            });
        }

        private void position(@Nullable Position position) {
            if (position != null) {
                field("epoch", position.epoch());
                field("index", position.index());
            }
        }

        private void view(View view) {
            map(() -> {
                key("id");
                id(view.id());
                if (view.hasMetadata()) {
                    key("metadata");
                    metadata(view.metadata());
                }
                field("epoch", view.epoch());
                List<Cell> journal = view.journal();
                if (journal != null) {
                    key("journal");
                    vector(() -> journal.forEach(cell -> vector(() -> {
                        event.value.addInt(cell.index());
                        entry(cell.entry());
                    })));
                }
                Map<String, Integer> state = view.state();
                if (state != null) {
                    key("state");
                    map(() -> state.forEach((key, entry) -> {
                        event.value.addString(event.symbols.intern(key));
                        entry(entry);
                    }));
                }
            });
        }

        private void metadata(@Nullable Metadata metadata) {
            if (metadata == null) {
                event.value.addNil();
                return;
            }
            map(() -> {
                field("epoch", metadata.epoch());
                field("first", metadata.first());
                field("length", metadata.length());
            });
        }

        private void id(int id) {
            name("invocation ", id);
        }

        private void entry(int entry) {
            name("entry ", entry);
        }

        private void name(String prefix, int number) {
            if (names) {
                event.value.addString(event.symbols.intern(prefix + number));
            } else {
                event.value.addInt(number);
            }
        }

        private void key(String name) {
            event.value.addKeyword(event.symbols.intern(name));
        }

        private void field(String name, @Nullable Integer value) {
            if (value != null) {
                key(name);
                event.value.addInt(value);
            }
        }

        private void flag(String name, boolean value) {
            if (value) {
                key(name);
                event.value.addBoolean(true);
            }
        }

        private void map(Runnable content) {
            int at = event.value.begin(Token.MAP);
            content.run();
            event.value.end(at);
        }

        private void vector(Runnable content) {
            int at = event.value.begin(Token.VECTOR);
            content.run();
            event.value.end(at);
        }
    }
}
