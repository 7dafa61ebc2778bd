package dev.skewer.checker.transaction.history;

import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.Arrays;

/** Takes what reads of sets returned, be it written as a set, a vector, a list or nil, and looks whether their transaction agrees with itself. */
final class SetDecoder {
    private final TransactionHistory h;
    private final Symbols symbols;
    private final OwnAdds own;
    private long[] now = new long[16];

    SetDecoder(TransactionHistory history) {
        h = history;
        symbols = history.symbols;
        own = new OwnAdds(history);
    }

    /**
     * Takes a read.
     *
     * @param value the whole transaction
     * @param first its first micro-op
     * @param i which of them reads
     * @param before by position in the transaction, the position of the one before on the same object; -1 if there is none
     * @param valueAt by position, where the value begins on the tape
     */
    void read(Tape value, int first, int i, int[] before, int[] valueAt) {
        int microOp = first + i;
        own.collect(microOp);
        int count = elements(value, valueAt[i]);
        h.value[microOp] = h.sets.observe(h.key(microOp), microOp, now, count, own);
        if (before[i] < 0) {
            return;
        }
        int distinct = distinct(now, count);
        long[] missing = own.missingFrom(now, distinct);
        if (missing.length > 0) {
            h.sets.noteMissing(microOp, missing);
            h.internal.add(microOp);
        } else if (!agreesWithEarlierRead(value, first, i, before, valueAt, distinct)) {
            h.internal.add(microOp);
        }
    }

    /** Puts the elements of a read at the beginning of {@link #now}, and says how many there are. */
    private int elements(Tape value, int at) {
        long token = value.token(at);
        if (token == Token.NIL) {
            return 0;
        }
        int end = at + 1 + Token.span(token);
        if (now.length < end - at) {
            now = new long[end - at];
        }
        int count = 0;
        for (int each = at + 1; each < end; each = value.skip(each)) {
            now[count++] = ValueIds.scalar(value, each, symbols);
        }
        return count;
    }

    /** Whether a read shows what the one before it of the same transaction did, and what was added since. */
    private boolean agreesWithEarlierRead(Tape value, int first, int i, int[] before, int[] valueAt, int distinct) {
        int earlier = before[i];
        int added = 0;
        for (; earlier >= 0 && !h.reads(first + earlier); earlier = before[earlier]) {
            added++;
        }
        if (earlier < 0) {
            return true;
        }
        long[] then = ListVersions.elements(value, valueAt[earlier], symbols);
        long[] expected = Arrays.copyOf(then, then.length + added);
        int count = then.length;
        for (int between = before[i]; between > earlier; between = before[between]) {
            expected[count++] = h.value[first + between];
        }
        return Arrays.equals(expected, 0, distinct(expected, count), now, 0, distinct);
    }

    /** Sorts tokens, and moves one of each to the beginning; returns how many these are. */
    private static int distinct(long[] tokens, int count) {
        Arrays.sort(tokens, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || tokens[i] != tokens[i - 1]) {
                tokens[distinct++] = tokens[i];
            }
        }
        return distinct;
    }
}
