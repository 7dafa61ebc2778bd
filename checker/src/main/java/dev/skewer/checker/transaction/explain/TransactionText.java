package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.ListVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;
import java.util.BitSet;

/** Transactions, objects and values as text, as a history has them: {@code [:append 5 1] [:r 8 [1 2]]}. */
final class TransactionText {
    /** So many elements of a list are shown: the last ones, as those tell. */
    private static final int ELEMENTS = 8;
    /** So many characters of a value. */
    private static final int CHARACTERS = 60;
    /** So many objects of a predicate read beyond those that the story is about. */
    private static final int KEYS = 6;
    /** So many micro-ops of a transaction beyond those that the story is about. */
    private static final int OTHERS = 4;

    private final TransactionHistory h;

    TransactionText(TransactionHistory history) {
        h = history;
    }

    /** The name of an object. */
    String key(int key) {
        return token(h.keys.token(key));
    }

    /** A value. */
    String token(long token) {
        Tape tape = new Tape();
        tape.addRaw(new long[] {token}, 0, 1);
        return ValuePrinter.text(tape, 0, h.symbols, CHARACTERS);
    }

    /** One micro-op. */
    String microOp(int microOp) {
        String key = key(h.key(microOp));
        if (h.conditional.begins(microOp)) {
            String outcome = switch (h.conditional.outcome(microOp)) {
                case DONE -> "true";
                case REFUSED -> "false";
                case UNKNOWN -> "?";
            };
            return "[:cas " + key + " [" + token(h.conditional.expected(microOp)) + " "
                    + token(h.conditional.written(microOp)) + "] " + outcome + "]";
        }
        if (!h.reads(microOp)) {
            return "[:" + h.type.write() + " " + key + " " + token(h.value[microOp]) + "]";
        }
        return "[:r " + key + " " + read(microOp) + "]";
    }

    /** What a read returned. */
    String read(int microOp) {
        long value = h.value[microOp];
        if (value == TransactionHistory.UNKNOWN) {
            return "?";
        }
        if (h.type == DataType.REGISTER) {
            return token(value);
        }
        if (h.type == DataType.SET) {
            return SetText.of(h, microOp, this);
        }
        long[] list = ListVersions.isDivergent(value) ? h.lists.divergent(value) : h.lists.version(h.key(microOp));
        int length = ListVersions.isDivergent(value) ? list.length : (int) value;
        return h.endsWithOwn(microOp)
                ? elements("[", withOwn(list, length, microOp), length + h.appendedBefore(microOp), "]")
                : elements("[", list, length, "]");
    }

    private long[] withOwn(long[] list, int length, int microOp) {
        long[] all = Arrays.copyOf(list, length + h.appendedBefore(microOp));
        int size = length;
        for (int m = h.firstMicroOp[h.transaction[microOp]]; m < microOp; m++) {
            if (!h.reads(m) && h.key(m) == h.key(microOp)) {
                all[size++] = h.value[m];
            }
        }
        return all;
    }

    private String elements(String open, long[] elements, int length, String close) {
        StringBuilder text = new StringBuilder(open);
        int from = length <= ELEMENTS ? 0 : length - ELEMENTS + 1;
        if (from > 0) {
            text.append("… ").append(from).append(" more, then");
        }
        for (int i = from; i < length; i++) {
            text.append(text.length() > 1 ? " " : "").append(token(elements[i]));
        }
        return text.append(close).toString();
    }

    private boolean isAbout(int from, int end, BitSet subjects) {
        for (int m = from; m < end; m++) {
            if (subjects.get(h.key(m))) {
                return true;
            }
        }
        return false;
    }

    /** Where the predicate read ends that a micro-op is of. */
    private int endOfPredicateRead(int microOp) {
        int end = microOp + 1;
        int limit = h.endMicroOp[h.transaction[microOp]];
        while (end < limit && h.isPredicateRead(end) && !h.beginsPredicateRead(end)) {
            end++;
        }
        return end;
    }

    /** A predicate read: what it asked for, and what it found. */
    private String predicateRead(int from, int end, BitSet subjects) {
        StringBuilder keys = new StringBuilder();
        StringBuilder found = new StringBuilder();
        int others = 0;
        for (int m = from; m < end; m++) {
            if (subjects.get(h.key(m)) || others++ < KEYS) {
                keys.append(keys.isEmpty() ? "" : " ").append(key(h.key(m)));
                if (h.value[m] != TransactionHistory.UNKNOWN && !h.isMissing(m)) {
                    found.append(found.isEmpty() ? "" : ", ")
                            .append(key(h.key(m)))
                            .append(' ')
                            .append(read(m));
                }
            }
        }
        String left = others > KEYS ? " … " + (others - KEYS) + " more" : "";
        boolean isKnown = h.value[from] != TransactionHistory.UNKNOWN;
        return "[:rp [" + keys + left + "] " + (isKnown ? "{" + found + left + "}" : "?") + "]";
    }

    /** What a predicate read asked for that a micro-op is of: {@code x, y and z}. */
    String asked(int microOp) {
        int from = microOp;
        while (!h.beginsPredicateRead(from)) {
            from--;
        }
        int end = endOfPredicateRead(from);
        int shown = Math.min(end, from + KEYS);
        StringBuilder names = new StringBuilder();
        for (int m = from; m < shown; m++) {
            boolean isLast = m == end - 1;
            names.append(m == from ? "" : isLast ? " and " : ", ").append(key(h.key(m)));
        }
        return shown < end ? names + " and " + (end - shown) + " more" : names.toString();
    }

    /**
     * The micro-ops of a transaction.
     *
     * @param subjects the objects that the story is about; of others a few are shown
     */
    String transaction(int transaction, BitSet subjects) {
        StringBuilder text = new StringBuilder();
        int others = 0;
        int left = 0;
        int end;
        for (int m = h.firstMicroOp[transaction]; m < h.endMicroOp[transaction]; m = end) {
            end = h.isPredicateRead(m) ? endOfPredicateRead(m) : h.conditional.begins(m) ? m + 2 : m + 1;
            if (isAbout(m, end, subjects) || others++ < OTHERS) {
                text.append(text.length() > 0 ? " " : "")
                        .append(h.isPredicateRead(m) ? predicateRead(m, end, subjects) : microOp(m));
            } else {
                left++;
            }
        }
        if (left > 0) {
            text.append(" and ").append(left).append(" more");
        }
        String outcome = h.status[transaction] == TransactionHistory.FAIL
                ? " → fail"
                : h.status[transaction] == TransactionHistory.INFO ? " → outcome unknown" : "";
        return text.append(outcome).toString();
    }
}
