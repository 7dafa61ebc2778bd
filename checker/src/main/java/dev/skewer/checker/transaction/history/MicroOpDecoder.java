package dev.skewer.checker.transaction.history;

import static dev.skewer.checker.transaction.history.TransactionHistory.UNKNOWN;

import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * Takes the micro-ops of transactions apart: what an invocation asks for, and what its completion says that reads returned. A
 * completion repeats the invocation, reads filled in; where an invocation says nothing (nil), its completion says all.
 */
final class MicroOpDecoder {
    /** What a micro-op is called and does, by symbol; 0 is unknown yet. */
    private static final byte READ = 1;

    private static final byte WRITE = 2;
    private static final byte PREDICATE_READ = 3;
    private static final byte CONDITIONAL_WRITE = 4;
    private static final byte OTHER = 5;

    private final TransactionHistory h;
    private final Symbols symbols;
    private final PredicateReadDecoder predicates;
    private final SetDecoder sets;
    private byte[] functions = new byte[64];

    /** The latest micro-op on each object, of whatever transaction. */
    private int[] latest = new int[64];
    /** The one before on the same object in the transaction at hand, by position in it; -1 if there is none. */
    private int[] before = new int[16];
    /** Where the value of each micro-op of the transaction at hand begins on the tape. */
    private int[] valueAt = new int[16];

    MicroOpDecoder(TransactionHistory history) {
        h = history;
        symbols = history.symbols;
        predicates = new PredicateReadDecoder(history);
        sets = new SetDecoder(history);
        Arrays.fill(latest, -1);
    }

    /** A value that is no transaction; the builder adds the place. */
    static final class MalformedTransaction extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedTransaction(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return java.util.Objects.requireNonNull(super.getMessage());
        }
    }

    /** Adds the micro-ops of a transaction that is invoked. */
    void invoke(int op, Tape value) {
        h.firstMicroOp[op] = h.microOps;
        if (!value.isNil()) {
            add(op, value);
        }
        h.endMicroOp[op] = h.microOps;
    }

    private void add(int op, Tape value) {
        int end = sequence(value);
        for (int at = 1; at < end; at = value.skip(at)) {
            byte function = function(value, at);
            if (function == PREDICATE_READ) {
                addPredicateRead(op, value, at);
                continue;
            }
            if (function == CONDITIONAL_WRITE) {
                addConditionalWrite(op, value, at);
                continue;
            }
            int key = value.skip(at + 1);
            int number = h.keys.of(value, key, symbols);
            if (function == READ) {
                add(op, ~number, UNKNOWN);
            } else {
                add(op, number, ValueIds.scalar(value, value.skip(key), symbols));
            }
        }
    }

    private int add(int op, int keyAndType, long value) {
        h.roomForMicroOp();
        int microOp = h.microOps++;
        h.transaction[microOp] = op;
        h.keyAndType[microOp] = keyAndType;
        h.value[microOp] = value;
        return microOp;
    }

    /** Adds a read and a write. */
    private void addConditionalWrite(int op, Tape value, int at) {
        int key = value.skip(at + 1);
        int number = h.keys.of(value, key, symbols);
        int expected = expectedAt(value, at);
        long written = ValueIds.scalar(value, value.skip(expected), symbols);
        int first = add(op, ~number, UNKNOWN);
        add(op, number, written);
        h.conditional.add(first, ValueIds.scalar(value, expected, symbols), written);
    }

    /** Where the value begins that a conditional write expects; the one that it writes follows. */
    private int expectedAt(Tape value, int at) {
        int pair = value.skip(value.skip(at + 1));
        if (!Token.isSequence(value.token(pair)) || elements(value, pair + 1, value.skip(pair)) != 2) {
            throw malformedConditionalWrite(value, at, "has no value that it expects and no one that it writes then");
        }
        return pair + 1;
    }

    private MalformedTransaction malformedConditionalWrite(Tape value, int at, String what) {
        return new MalformedTransaction("the conditional write " + text(value, at) + " " + what
                + "; right would be [:cas :x [1 2] true], or false if it was refused");
    }

    /** Fills in whether a conditional write was done; returns which micro-op comes next. */
    private int completeConditionalWrite(Tape value, int at, int first, int i, int count) {
        int microOp = first + i;
        int key = h.keys.of(value, value.skip(at + 1), symbols);
        int expectedAt = expectedAt(value, at);
        long expected = ValueIds.scalar(value, expectedAt, symbols);
        if (i + 2 > count
                || !h.conditional.begins(microOp)
                || key != h.key(microOp)
                || expected != h.conditional.expected(microOp)
                || ValueIds.scalar(value, value.skip(expectedAt), symbols) != h.conditional.written(microOp)) {
            throw otherMicroOp(value, at);
        }
        int outcomeAt = value.skip(value.skip(value.skip(at + 1)));
        long outcome = outcomeAt < value.skip(at) ? value.token(outcomeAt) : Token.NIL;
        if (outcome == Token.TRUE) {
            noteLatest(key, microOp, first, i);
            h.value[microOp] = expected;
            requireAgreement(first, i);
            noteLatest(key, microOp + 1, first, i + 1);
            h.conditional.settle(microOp, ConditionalWrites.Outcome.DONE);
        } else if (outcome == Token.FALSE) {
            int known = key < latest.length ? latest[key] : -1;
            if (known >= first && known < microOp && h.value[known] == expected) {
                h.internal.add(microOp);
            }
            h.refuse(microOp);
        } else {
            throw malformedConditionalWrite(value, at, "does not say whether it was done");
        }
        return i + 2;
    }

    /** Takes note of a read of a register that contradicts what its transaction had read, written or been refused before. */
    private void requireAgreement(int first, int i) {
        int microOp = first + i;
        boolean isOther = before[i] >= 0 && h.value[first + before[i]] != h.value[microOp];
        if (isOther || (!h.conditional.isEmpty() && wasRefused(first, microOp))) {
            h.internal.add(microOp);
        }
    }

    /** Whether a conditional write had been refused that expected what a read of the same transaction then saw. */
    private boolean wasRefused(int first, int microOp) {
        for (int m = microOp - 1; m >= first && (h.reads(m) || h.key(m) != h.key(microOp)); m--) {
            if (h.key(m) == h.key(microOp) && h.isRefused(m) && h.conditional.expected(m) == h.value[microOp]) {
                return true;
            }
        }
        return false;
    }

    /** Adds a read of each object that a predicate read asks for. */
    private void addPredicateRead(int op, Tape value, int at) {
        predicates.ask(value, at);
        for (int i = 0; i < predicates.size(); i++) {
            h.markPredicateRead(add(op, ~predicates.key(i), UNKNOWN), i == 0);
        }
    }

    /** Fills in what the reads of a transaction returned, which took effect. */
    void complete(int op, Tape value) {
        if (value.isNil()) {
            if (h.firstMicroOp[op] == h.endMicroOp[op]) {
                return;
            }
            throw new MalformedTransaction(
                    "an ok transaction has no value; right would be the micro-ops of its invocation, with"
                            + " what its reads returned");
        }
        if (h.firstMicroOp[op] == h.endMicroOp[op]) {
            h.firstMicroOp[op] = h.microOps;
            add(op, value);
            h.endMicroOp[op] = h.microOps;
        }
        int first = h.firstMicroOp[op];
        int count = h.endMicroOp[op] - first;
        if (before.length < count) {
            before = new int[count + (count >> 1)];
            valueAt = new int[before.length];
        }
        int end = sequence(value);
        int i = 0;
        for (int at = 1; at < end; at = value.skip(at)) {
            byte function = function(value, at);
            if (i == count) {
                throw new MalformedTransaction(
                        "an ok transaction has more micro-ops than its invocation; right would be the same ones");
            }
            if (function == PREDICATE_READ) {
                i = completePredicateRead(value, at, first, i, count);
            } else if (function == CONDITIONAL_WRITE) {
                i = completeConditionalWrite(value, at, first, i, count);
            } else {
                completeOne(value, at, function == READ, first, i++);
            }
        }
        if (i < count) {
            throw new MalformedTransaction(
                    "an ok transaction has fewer micro-ops than its invocation; right would be the same ones");
        }
    }

    /** Fills in what a predicate read found; returns which micro-op comes next. */
    private int completePredicateRead(Tape value, int at, int first, int i, int count) {
        predicates.read(value, at);
        int end = i + predicates.size();
        for (int next = i; next < end; next++) {
            int microOp = first + next;
            int key = predicates.key(next - i);
            if (next == count || !h.isPredicateRead(microOp) || key != h.key(microOp)) {
                throw otherMicroOp(value, at);
            }
            int found = predicates.foundAt(next - i);
            noteLatest(key, microOp, first, next);
            read(value, found, at, first, next);
        }
        return end;
    }

    private MalformedTransaction otherMicroOp(Tape value, int at) {
        return new MalformedTransaction("an ok transaction has " + text(value, at) + " where its invocation has "
                + "another micro-op; right would be the same one, with what a read returned");
    }

    private void completeOne(Tape value, int at, boolean reads, int first, int i) {
        int microOp = first + i;
        int keyAt = value.skip(at + 1);
        int argument = value.skip(keyAt);
        int key = h.keys.of(value, keyAt, symbols);
        if (reads != h.reads(microOp)
                || h.isPredicateRead(microOp)
                || h.conditional.has(microOp)
                || key != h.key(microOp)
                || (!reads && ValueIds.scalar(value, argument, symbols) != h.value[microOp])) {
            throw otherMicroOp(value, at);
        }
        noteLatest(key, microOp, first, i);
        if (reads) {
            read(value, argument, at, first, i);
        }
    }

    /**
     * Fills in what a read returned.
     *
     * @param argument where that begins, or {@link PredicateReadDecoder#ABSENT}
     * @param at where the micro-op begins
     */
    private void read(Tape value, int argument, int at, int first, int i) {
        int microOp = first + i;
        valueAt[i] = argument;
        boolean isAbsent = argument == PredicateReadDecoder.ABSENT;
        switch (h.type) {
            case LIST -> {
                if (!isAbsent) {
                    requireSequence(value, argument, at);
                }
                readList(value, argument, first, i);
                if (before[i] >= 0 && !agreesAsList(value, first, i)) {
                    h.internal.add(microOp);
                }
            }
            case SET -> {
                requireSequence(value, argument, at);
                sets.read(value, first, i, before, valueAt);
            }
            case REGISTER -> {
                h.value[microOp] = isAbsent ? Token.NIL : ValueIds.scalar(value, argument, symbols);
                requireAgreement(first, i);
            }
        }
    }

    private void readList(Tape value, int argument, int first, int i) {
        int microOp = first + i;
        int key = h.key(microOp);
        if (argument == PredicateReadDecoder.ABSENT || value.token(argument) == Token.NIL) {
            h.value[microOp] = 0;
            return;
        }
        int from = argument + 1;
        int end = value.skip(argument);
        int own = before[i] < 0 ? end : beginningOfOwn(value, from, end, first, i);
        if (own < end) {
            h.markEndsWithOwn(microOp);
        }
        h.value[microOp] = h.lists.observe(key, value, from, own, symbols);
    }

    /** Where in a list begins what the transaction had appended to it; the end of the list if it does not end with that. */
    private int beginningOfOwn(Tape value, int from, int end, int first, int i) {
        int appended = h.appendedBefore(first + i);
        int size = 0;
        for (int at = from; at < end; at = value.skip(at)) {
            size++;
        }
        if (appended == 0 || appended > size) {
            return end;
        }
        int own = from;
        for (int left = size - appended; left > 0; left--) {
            own = value.skip(own);
        }
        int at = own;
        for (int m = first; m < first + i; m++) {
            if (!h.reads(m) && h.key(m) == h.key(first + i)) {
                if (ValueIds.scalar(value, at, symbols) != h.value[m]) {
                    return end;
                }
                at = value.skip(at);
            }
        }
        return own;
    }

    private void noteLatest(int key, int microOp, int first, int i) {
        if (key >= latest.length) {
            int known = latest.length;
            latest = Arrays.copyOf(latest, Math.max(key + 1, known * 2));
            Arrays.fill(latest, known, latest.length, -1);
        }
        before[i] = latest[key] >= first && latest[key] < microOp ? latest[key] - first : -1;
        latest[key] = microOp;
    }

    /** Whether a read of a list shows what the transaction had seen of it, with what it had appended since. */
    private boolean agreesAsList(Tape value, int first, int i) {
        long[] now = elements(value, valueAt[i]);
        int end = now.length;
        int earlier = before[i];
        for (; earlier >= 0 && !h.reads(first + earlier); earlier = before[earlier]) {
            if (end == 0 || now[end - 1] != h.value[first + earlier]) {
                return false;
            }
            end--;
        }
        if (earlier < 0) {
            return true;
        }
        long[] then = elements(value, valueAt[earlier]);
        return then.length == end && Arrays.equals(then, 0, end, now, 0, end);
    }

    /** The elements of the list that begins at a position of the tape; none of one that was absent. */
    private long[] elements(Tape value, int at) {
        return at == PredicateReadDecoder.ABSENT ? new long[0] : ListVersions.elements(value, at, symbols);
    }

    private int sequence(Tape value) {
        long token = value.token(0);
        if (!Token.isSequence(token)) {
            throw new MalformedTransaction("the :value " + text(value, 0)
                    + " is no transaction; right would be a list of" + " micro-ops such as " + example());
        }
        return 1 + Token.span(token);
    }

    /** What a micro-op does; complains if it is none. */
    private byte function(Tape value, int at) {
        long token = value.token(at);
        int size = Token.isSequence(token) ? elements(value, at + 1, at + 1 + Token.span(token)) : 0;
        long name = size == 0 ? Token.NIL : value.token(at + 1);
        int kind = Token.kind(name);
        if (kind < Token.KEYWORD || kind > Token.SYMBOL) {
            throw malformed(value, at);
        }
        byte function = function(Token.symbol(name));
        if (function == OTHER || (size != 3 && !(size == 4 && function == CONDITIONAL_WRITE))) {
            throw malformed(value, at);
        }
        return function;
    }

    /** How many values are between two positions of a tape. */
    private static int elements(Tape value, int from, int end) {
        int size = 0;
        for (int each = from; each < end; each = value.skip(each)) {
            size++;
        }
        return size;
    }

    private MalformedTransaction malformed(Tape value, int at) {
        return new MalformedTransaction(
                text(value, at) + " is no micro-op of a " + h.type.noun() + "; right would be " + example());
    }

    private String example() {
        String read = switch (h.type) {
            case LIST -> "[1 2]";
            case REGISTER -> "1";
            case SET -> "#{1 2}";
        };
        return "[[:" + h.type.write() + " :x 1] [:r :y " + read + "]]";
    }

    private byte function(int symbol) {
        if (symbol >= functions.length) {
            functions = Arrays.copyOf(functions, Math.max(symbol + 1, functions.length * 2));
        }
        if (functions[symbol] == 0) {
            String name = symbols.name(symbol);
            functions[symbol] = h.type.isRead(name)
                    ? READ
                    : h.type.isWrite(name)
                            ? WRITE
                            : h.type.isPredicateRead(name)
                                    ? PREDICATE_READ
                                    : h.type.isConditionalWrite(name) ? CONDITIONAL_WRITE : OTHER;
        }
        return functions[symbol];
    }

    private void requireSequence(Tape value, int argument, int at) {
        long token = value.token(argument);
        if (token != Token.NIL && !Token.isSequence(token)) {
            throw new MalformedTransaction(
                    "the read " + text(value, at) + " returned no " + h.type.noun() + "; right would be " + example());
        }
    }

    private String text(Tape value, int at) {
        return ValuePrinter.text(value, at, symbols, 80);
    }
}
