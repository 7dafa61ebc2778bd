package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.JournalHistory.NEVER;
import static dev.skewer.checker.journal.JournalHistory.NONE;
import static dev.skewer.checker.journal.JournalHistory.UNREPORTED;

import dev.skewer.checker.Example;
import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalHistory.Status;
import dev.skewer.history.Event;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of one story and what each is called in it: T1, T2, … in the order in which they began. */
final class Cast {
    /** How many rows of a journal a story shows before it leaves some out. */
    private static final int ROWS = 8;

    /** A character that is in no text: of what a history holds, text shows control characters by their codes. */
    private static final char MARK = '\0';

    private final JournalHistory h;
    private final Map<Integer, String> roles = new LinkedHashMap<>();

    Cast(JournalHistory history) {
        h = history;
    }

    /** Adds an operation, unless it is there already. */
    Cast with(int op, String role) {
        if (op != NONE) {
            roles.putIfAbsent(op, role);
        }
        return this;
    }

    /** A cast of these operations and others. */
    Cast with(BitSet others, String role) {
        Cast all = new Cast(h);
        all.roles.putAll(roles);
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
        List<Example.Step> steps = new ArrayList<>();
        String sentence = contradiction;
        for (int op : inOrder()) {
            String name = "T" + (steps.size() + 1);
            sentence = sentence.replace(name(op), name);
            boolean known = h.completeRank[op] != NEVER;
            steps.add(new Example.Step(
                    name,
                    h.historyIndex(op),
                    Event.processName(h.process[op], h.symbols),
                    h.invokeTime[op],
                    known ? h.completeTime[op] : -1,
                    describe(op),
                    roles.getOrDefault(op, "")));
        }
        return new Example(title, steps, sentence);
    }

    /** An operation's call and answer in one line. */
    String describe(int op) {
        StringBuilder text = new StringBuilder();
        Function function = Function.of(h.function[op]);
        int from = h.firstPart[op];
        int to = h.firstPart[op + 1];
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
                for (int p = from; p < to; p++) {
                    text.append(p > from ? ", " : "")
                            .append(entry(h.value[p]))
                            .append(" to ")
                            .append(id(p));
                }
            }
            case TRIM ->
                text.append("trim ").append(id(from)).append(" to length ").append(h.value[from]);
            case COMPACT ->
                text.append("compact ").append(id(from)).append(" to first ").append(h.value[from]);
            case PURGE -> text.append("purge ").append(id(from));
            case READ, READ_METADATA, READ_JOURNAL ->
                text.append(function.f().replace('-', ' '))
                        .append(h.kind[from] == Kind.READ_RANGE ? " (whole range) " : " ")
                        .append(id(from));
            case SCAN -> {
                text.append("scan");
                for (int p = from; p < to; p++) {
                    text.append(p > from ? ", " : " ").append(id(p));
                }
            }
        }
        text.append(" → ");
        if (h.status[op] != Status.OK) {
            return text.append(h.status[op] == Status.FAIL ? "failed" : "outcome unknown")
                    .toString();
        }
        for (int p = from; p < to; p++) {
            text.append(p > from ? " | " : "");
            answer(p, to - from > 1 && Kind.isRead(h.kind[p]), text);
        }
        return text.toString();
    }

    private void answer(int p, boolean named, StringBuilder text) {
        if (named) {
            text.append(id(p)).append(": ");
        }
        switch (h.kind[p]) {
            case Kind.APPEND, Kind.SET_STATE -> {
                field("epoch ", h.epoch[p], text);
                field(", index ", h.length[p], text);
                if (h.epoch[p] == UNREPORTED && h.length[p] == UNREPORTED) {
                    text.append("ok");
                }
            }
            case Kind.TRIM -> {
                field("epoch ", h.epoch[p], text);
                field(", length ", h.length[p], text);
            }
            case Kind.COMPACT -> field("first ", h.first[p], text);
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
                    .append(journal(h.content[p]));
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
        field("epoch ", h.epoch[p], text);
        field(", first ", h.first[p], text);
        field(", length ", h.length[p], text);
        return text.toString();
    }

    private static void field(String name, int value, StringBuilder text) {
        if (value != UNREPORTED) {
            text.append(text.isEmpty() && name.startsWith(", ") ? name.substring(2) : name)
                    .append(value);
        }
    }

    private String journal(int content) {
        int rows = h.contentCount(content);
        if (rows == 0) {
            return "empty";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            if (rows > ROWS && i == ROWS / 2) {
                text.append(" … ").append(rows - ROWS).append(" rows …");
                i = rows - ROWS / 2;
            }
            text.append(i > 0 ? " " : "")
                    .append('[')
                    .append(h.contentIndex(content, i))
                    .append(' ')
                    .append(entry(h.contentEntry(content, i)))
                    .append(']');
        }
        return text.toString();
    }

    /** An entry as a history shows it. */
    String entry(int entry) {
        return h.text(h.entries.token(entry));
    }

    /** The invocation of a part as a history shows it. */
    String id(int p) {
        return h.text(h.invocations.token(h.partInvocation[p]));
    }

    /** In what way one operation comes before another in an invocation, as a sentence. */
    String relation(int a, int b, String invocation) {
        if (Kind.isRead(h.kind[h.firstPart[a]])) {
            return name(a) + " saw " + invocation + " as it was before " + name(b) + ".";
        }
        return Kind.isRead(h.kind[h.firstPart[b]])
                ? name(b) + " saw " + invocation + " with the effect of " + name(a) + "."
                : name(a) + " came before " + name(b) + " in " + invocation + ".";
    }
}
