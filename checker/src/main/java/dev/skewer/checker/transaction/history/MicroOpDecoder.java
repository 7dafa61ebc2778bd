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
    private static final byte OTHER = 3;

    private final TransactionHistory h;
    private final Symbols symbols;
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
            boolean reads = reads(value, at);
            int key = value.skip(at + 1);
            int argument = value.skip(key);
            h.roomForMicroOp();
            int microOp = h.microOps++;
            int number = h.keys.of(value, key, symbols);
            h.transaction[microOp] = op;
            h.keyAndType[microOp] = reads ? ~number : number;
            h.value[microOp] = reads ? UNKNOWN : ValueIds.scalar(value, argument, symbols);
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
        for (int at = 1; at < end; at = value.skip(at), i++) {
            if (i == count) {
                throw new MalformedTransaction(
                        "an ok transaction has more micro-ops than its invocation, which has " + count);
            }
            completeOne(value, at, first, i);
        }
        if (i < count) {
            throw new MalformedTransaction("an ok transaction has " + i + " micro-ops, and its invocation " + count
                    + "; right would be the same ones");
        }
    }

    private void completeOne(Tape value, int at, int first, int i) {
        int microOp = first + i;
        boolean reads = reads(value, at);
        int keyAt = value.skip(at + 1);
        int argument = value.skip(keyAt);
        int key = h.keys.of(value, keyAt, symbols);
        if (reads != h.reads(microOp)
                || key != h.key(microOp)
                || (!reads && ValueIds.scalar(value, argument, symbols) != h.value[microOp])) {
            throw new MalformedTransaction("an ok transaction has " + text(value, at) + " where its invocation has "
                    + "another micro-op; right would be the same one, with what a read returned");
        }
        valueAt[i] = argument;
        noteLatest(key, microOp, first, i);
        if (!reads) {
            return;
        }
        switch (h.type) {
            case LIST -> {
                requireSequence(value, argument, at);
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
                h.value[microOp] = ValueIds.scalar(value, argument, symbols);
                if (before[i] >= 0 && h.value[first + before[i]] != h.value[microOp]) {
                    h.internal.add(microOp);
                }
            }
        }
    }

    private void readList(Tape value, int argument, int first, int i) {
        int microOp = first + i;
        int key = h.key(microOp);
        if (value.token(argument) == Token.NIL) {
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
        long[] now = ListVersions.elements(value, valueAt[i], symbols);
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
        long[] then = ListVersions.elements(value, valueAt[earlier], symbols);
        return then.length == end && Arrays.equals(then, 0, end, now, 0, end);
    }

    private int sequence(Tape value) {
        long token = value.token(0);
        if (!Token.isSequence(token)) {
            throw new MalformedTransaction("the :value " + text(value, 0)
                    + " is no transaction; right would be a list of" + " micro-ops such as " + example());
        }
        return 1 + Token.span(token);
    }

    /** Whether a micro-op reads; complains if it is none. */
    private boolean reads(Tape value, int at) {
        long token = value.token(at);
        int size = 0;
        if (Token.isSequence(token)) {
            int end = at + 1 + Token.span(token);
            for (int each = at + 1; each < end; each = value.skip(each)) {
                size++;
            }
        }
        long name = size == 0 ? Token.NIL : value.token(at + 1);
        int kind = Token.kind(name);
        if (size != 3 || kind < Token.KEYWORD || kind > Token.SYMBOL) {
            throw malformed(value, at);
        }
        byte function = function(Token.symbol(name));
        if (function == OTHER) {
            throw malformed(value, at);
        }
        return function == READ;
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
            functions[symbol] = h.type.isRead(name) ? READ : h.type.isWrite(name) ? WRITE : OTHER;
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
