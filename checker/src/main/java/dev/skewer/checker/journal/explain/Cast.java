package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.journal.history.Function;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.history.Event;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The operations of one story and what each is called in it: T1, T2, … in the order in which they began. */
public final class Cast {
    /** How many rows of a journal a story shows before it leaves some out. */
    private static final int ROWS = 8;

    /** How many invocations of one operation a story shows before it leaves out those that it is not about. */
    private static final int INVOCATIONS = 3;

    /** A character that is in no text: of what a history holds, text shows control characters by their codes. */
    private static final char MARK = '\0';

    private final JournalHistory h;
    private final Map<Integer, String> roles = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    /** The invocations that the story is about. */
    private final BitSet subjects = new BitSet();
    /** Of a journal that was read, by its number: the row that the story is about. */
    private final Map<Integer, Integer> rows = new HashMap<>();

    /** What puts one operation before another; the reason has {@linkplain #name marks}. */
    private record Edge(int from, int to, EdgeType type, String reason) {}

    public Cast(JournalHistory history) {
        h = history;
    }

    /** Adds an operation, unless it is there already. */
    Cast with(int op, String role) {
        if (op != NONE) {
            roles.putIfAbsent(op, role);
        }
        return this;
    }

    /** Says that the story is about an invocation; of an operation on many the others are counted. */
    Cast about(int invocation) {
        subjects.set(invocation);
        return this;
    }

    /** Says which row of a journal the story is about; of a long one not all are shown. */
    void aboutRow(int content, int row) {
        rows.put(content, row);
    }

    /**
     * Says what puts one operation before another, and adds both unless they are there.
     *
     * @param reason a sentence with {@linkplain #name marks}
     */
    void edge(int from, int to, EdgeType type, String reason) {
        with(from, "").with(to, "");
        edges.add(new Edge(from, to, type, reason));
    }

    /** A cast of these operations and others. */
    Cast with(BitSet others, String role) {
        Cast all = new Cast(h);
        all.roles.putAll(roles);
        all.edges.addAll(edges);
        all.subjects.or(subjects);
        all.rows.putAll(rows);
        others.stream().forEach(op -> all.with(op, role));
        return all;
    }

    /** The operations. */
    BitSet operations() {
        BitSet operations = new BitSet();
        roles.keySet().forEach(operations::set);
        return operations;
    }

    /**
     * A mark for an operation in what a story says, in place of which {@link #tell} puts what it is called: that depends on
     * which operations there are in the end.
     */
    String name(int op) {
        return "" + MARK + op + MARK;
    }

    /** The marks of all operations in the order of their names, as an enumeration. */
    String names() {
        List<String> names = inOrder().stream().map(this::name).toList();
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private List<Integer> inOrder() {
        List<Integer> ops = new ArrayList<>(roles.keySet());
        ops.sort(Comparator.comparingInt(op -> h.invokeRank[op]));
        return ops;
    }

    /**
     * The story of these operations.
     *
     * @param contradiction with {@linkplain #name marks}
     */
    Example tell(String title, String contradiction) {
        List<Integer> ops = inOrder();
        List<Example.Step> steps = new ArrayList<>();
        for (int op : ops) {
            steps.add(step(op, called(ops, op)));
        }
        List<Example.Edge> told = edges.stream()
                .map(edge -> new Example.Edge(
                        called(ops, edge.from()), called(ops, edge.to()), edge.type(), named(edge.reason(), ops)))
                .toList();
        return new Example(title, steps, told, named(contradiction, ops));
    }

    /** An operation as it is shown, by a name. */
    Example.Step step(int op, String name) {
        boolean known = h.completeRank[op] != NEVER;
        return new Example.Step(
                name,
                h.historyIndex(op),
                Event.processName(h.process[op], h.symbols),
                h.invokeTime[op],
                known ? h.completeTime[op] : -1,
                Function.of(h.function[op]).f(),
                kind(op),
                describe(op),
                roles.getOrDefault(op, ""));
    }

    private static String called(List<Integer> ops, int op) {
        return "T" + (ops.indexOf(op) + 1);
    }

    /** A sentence with names in place of marks. */
    private String named(String sentence, List<Integer> ops) {
        String named = sentence;
        for (int op : ops) {
            named = named.replace(name(op), called(ops, op));
        }
        return named;
    }

    private Example.Kind kind(int op) {
        return switch (Function.of(h.function[op])) {
            case APPEND, APPEND_ALL, SET_STATE -> Example.Kind.ADD;
            case TRIM, COMPACT, PURGE -> Example.Kind.DROP;
            case READ -> Example.Kind.PAIRED_READ;
            case READ_METADATA, READ_JOURNAL, SCAN -> Example.Kind.READ;
        };
    }

    /** The parts of an operation that the story shows. */
    private List<Integer> shownParts(int op) {
        int from = h.firstPart[op];
        int to = h.firstPart[op + 1];
        List<Integer> all = IntStream.range(from, to).boxed().toList();
        if (to - from <= INVOCATIONS) {
            return all;
        }
        BitSet others = new BitSet();
        roles.keySet().stream()
                .filter(other -> other != op)
                .forEach(other -> IntStream.range(h.firstPart[other], h.firstPart[other + 1])
                        .forEach(p -> others.set(h.partInvocation[p])));
        List<Integer> telling =
                all.stream().filter(p -> subjects.get(h.partInvocation[p])).toList();
        if (telling.isEmpty()) {
            telling = all.stream().filter(p -> others.get(h.partInvocation[p])).toList();
        }
        return telling.isEmpty() || telling.size() > ROWS ? all.subList(0, INVOCATIONS) : telling;
    }

    /** An operation's call and answer in one line. */
    String describe(int op) {
        StringBuilder text = new StringBuilder();
        if (h.crashOf(op) != NONE) {
            text.append("what the crash left: ");
        }
        Function function = Function.of(h.function[op]);
        int from = h.firstPart[op];
        List<Integer> parts = shownParts(op);
        int hidden = h.firstPart[op + 1] - from - parts.size();
        switch (function) {
            case APPEND ->
                text.append("append ")
                        .append(entry(h.value[from]))
                        .append(" to ")
                        .append(id(from));
            case SET_STATE ->
                text.append("set-state ")
                        .append(h.text(h.stateKeys.token(h.content[from])))
                        .append(" of ")
                        .append(id(from))
                        .append(" to ")
                        .append(entry(h.value[from]));
            case APPEND_ALL -> {
                text.append("append-all ");
                String comma = "";
                for (int p : parts) {
                    text.append(comma).append(entry(h.value[p])).append(" to ").append(id(p));
                    comma = ", ";
                }
                text.append(others(hidden));
            }
            case TRIM ->
                text.append("trim ").append(id(from)).append(" to length ").append(index(from, h.value[from]));
            case COMPACT ->
                text.append("compact ").append(id(from)).append(" to first ").append(index(from, h.value[from]));
            case PURGE -> text.append("purge ").append(id(from));
            case READ, READ_METADATA, READ_JOURNAL ->
                text.append(function.f().replace('-', ' '))
                        .append(h.kind[from] == Kind.READ_RANGE ? " (whole range) " : " ")
                        .append(id(from));
            case SCAN -> {
                text.append("scan");
                String comma = " ";
                for (int p : parts) {
                    text.append(comma).append(id(p));
                    comma = ", ";
                }
                text.append(others(hidden));
            }
        }
        text.append(" → ");
        if (h.status[op] != Status.OK) {
            return text.append(h.status[op] == Status.FAIL ? "failed" : "outcome unknown")
                    .toString();
        }
        String bar = "";
        for (int p : parts) {
            text.append(bar);
            answer(p, parts.size() + hidden > 1 && Kind.isRead(h.kind[p]), text);
            bar = " | ";
        }
        return text.append(hidden > 0 ? " | …" : "").toString();
    }

    private static String others(int hidden) {
        return hidden == 0 ? "" : hidden == 1 ? " and another" : " and " + hidden + " others";
    }

    private void answer(int p, boolean named, StringBuilder text) {
        if (named) {
            text.append(id(p)).append(": ");
        }
        switch (h.kind[p]) {
            case Kind.APPEND, Kind.SET_STATE -> {
                field("epoch ", epoch(p), text);
                field(", index ", index(p, h.length[p]), text);
                if (h.epoch[p] == UNREPORTED && h.length[p] == UNREPORTED) {
                    text.append("ok");
                }
            }
            case Kind.TRIM -> {
                field("epoch ", epoch(p), text);
                field(", length ", index(p, h.length[p]), text);
            }
            case Kind.COMPACT -> field("first ", index(p, h.first[p]), text);
            case Kind.PURGE -> text.append("ok");
            default -> read(p, text);
        }
    }

    private void read(int p, StringBuilder text) {
        if (h.kind[p] != Kind.READ_JOURNAL) {
            text.append(metadata(p));
        }
        if (h.content[p] != NONE) {
            text.append(h.kind[p] == Kind.READ_JOURNAL ? "" : "; ")
                    .append("journal ")
                    .append(journal(p, h.content[p]));
        }
        if (h.value[p] != NONE) {
            text.append("; state {");
            for (int i = 0; i < h.stateCount(h.value[p]); i++) {
                text.append(i > 0 ? ", " : "")
                        .append(h.text(h.stateKeys.token(h.stateKey(h.value[p], i))))
                        .append(' ')
                        .append(entry(h.stateValue(h.value[p], i)));
            }
            text.append('}');
        }
    }

    /** The metadata of a read, in words. */
    String metadata(int p) {
        if (h.epoch[p] == ABSENT) {
            return "absent";
        }
        StringBuilder text = new StringBuilder();
        field("epoch ", epoch(p), text);
        field(", first ", index(p, h.first[p]), text);
        field(", length ", index(p, h.length[p]), text);
        return text.toString();
    }

    private static void field(String name, int value, StringBuilder text) {
        if (value != UNREPORTED) {
            text.append(text.isEmpty() && name.startsWith(", ") ? name.substring(2) : name)
                    .append(value);
        }
    }

    /** The epoch of a part as the store reported it. */
    int epoch(int p) {
        return h.reportedEpoch(h.partInvocation[p], h.epoch[p]);
    }

    /** An index of the invocation of a part as the store reported it. */
    int index(int p, int index) {
        return h.reportedIndex(h.partInvocation[p], index);
    }

    private String journal(int p, int content) {
        int rows = h.contentCount(content);
        if (rows == 0) {
            return "empty";
        }
        int subject = this.rows.getOrDefault(content, NONE);
        StringBuilder text = new StringBuilder();
        int hidden = 0;
        for (int i = 0; i < rows; i++) {
            if (rows > ROWS && !isShown(i, rows, subject)) {
                hidden++;
                continue;
            }
            if (hidden > 0) {
                text.append(" … ").append(hidden).append(hidden == 1 ? " row …" : " rows …");
                hidden = 0;
            }
            text.append(i > 0 ? " " : "")
                    .append('[')
                    .append(index(p, h.contentIndex(content, i)))
                    .append(' ')
                    .append(entry(h.contentEntry(content, i)))
                    .append(']');
        }
        return text.toString();
    }

    /** Whether a story shows a row of a long journal: the first and the last ones, and those around the row that it is about. */
    private static boolean isShown(int row, int rows, int subject) {
        int ends = subject == NONE ? ROWS / 2 : ROWS / 4;
        return row < ends || row >= rows - ends || (subject != NONE && Math.abs(row - subject) <= 1);
    }

    /** An entry as a history shows it. */
    String entry(int entry) {
        return h.text(h.entries.token(entry));
    }

    /** The invocation of a part as a history shows it. */
    String id(int p) {
        return h.text(h.invocations.token(h.partInvocation[p]));
    }

    /** Adds that one operation comes before another in an invocation, and says it as a sentence. */
    String relation(int a, int b, int invocation) {
        String id = h.text(h.invocations.token(invocation));
        EdgeType type;
        String sentence;
        if (Kind.isRead(h.kind[h.firstPart[a]])) {
            type = EdgeType.RW;
            sentence = name(a) + " saw " + id + " as it was before " + name(b) + ".";
        } else if (Kind.isRead(h.kind[h.firstPart[b]])) {
            type = EdgeType.WR;
            sentence = name(b) + " saw " + id + " with the effect of " + name(a) + ".";
        } else {
            type = EdgeType.WW;
            sentence = name(a) + " came before " + name(b) + " in " + id + ".";
        }
        edge(a, b, type, sentence);
        about(invocation);
        return sentence;
    }
}
