package dev.skewer.checker.transaction.timestamp;

import dev.skewer.checker.transaction.history.ListVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.Map;

/**
 * The states of lists that only grow: all elements that were appended until then, in the order of their commits. Elements of
 * transactions without timestamps may stand anywhere between them. The longest list that was seen is compared once; of a read that
 * agrees with it only the length is looked at.
 */
final class ListStates implements States {
    private static final int NONE = -1;

    private final TransactionHistory h;
    private final UntimedWriters untimed;
    private int key;
    private long[] writes = {};
    private int writesSize;
    private Map<Long, Integer> untimedByValue = Map.of();

    /** How many elements with timestamps the list had that was compared last. */
    private int matched;
    /** So many elements of the longest list agree with the order of commits. */
    private int agreeing;
    /** By length, how many elements have timestamps. */
    private int[] timed = new int[16];
    /** By length, the read with the earliest moment, and that moment, doubled. */
    private int[] earliest = new int[16];

    private long[] earliestMoment = new long[16];
    /** By length, the read with the latest moment before what it does not show, and that moment, doubled. */
    private int[] latest = new int[16];

    private long[] latestMoment = new long[16];

    ListStates(TransactionHistory history, UntimedWriters untimed) {
        h = history;
        this.untimed = untimed;
    }

    @Override
    public void begin(int object, long[] inOrder, int size, Map<Long, Integer> byValue) {
        key = object;
        writes = inOrder;
        writesSize = size;
        untimedByValue = byValue;
        int length = h.lists.length(object);
        room(length + 1);
        agreeing = follow(h.lists.version(object), length, true);
        Arrays.fill(earliest, 0, length + 1, NONE);
        Arrays.fill(latest, 0, length + 1, NONE);
    }

    /**
     * Compares a list with the order of commits.
     *
     * @param isLongest whether it is the longest, of which it is kept how many elements have timestamps
     * @return how many of its elements agree
     */
    private int follow(long[] list, int length, boolean isLongest) {
        matched = 0;
        for (int position = 0; position < length; position++) {
            if (isLongest) {
                timed[position] = matched;
            }
            if (matched < writesSize && list[position] == value(matched)) {
                matched++;
            } else if (!untimedByValue.containsKey(list[position])) {
                return position;
            }
        }
        if (isLongest) {
            timed[length] = matched;
        }
        return length;
    }

    private long value(int write) {
        return h.value[ObjectSweep.microOp(writes[write])];
    }

    @Override
    public boolean isState(int read, int count) {
        long length = h.value[read];
        if (ListVersions.isDivergent(length)) {
            long[] list = h.lists.divergent(length);
            return follow(list, list.length, false) == list.length && matched == count;
        }
        return length >= 0 && length <= agreeing && timed[(int) length] == count;
    }

    @Override
    public void note(int read, int moment, long unseenFrom, int count) {
        if (untimedByValue.isEmpty()) {
            return;
        }
        if (h.value[read] < 0) {
            untimed.seen();
            return;
        }
        int length = (int) h.value[read];
        if (earliest[length] == NONE || 2L * moment < earliestMoment[length]) {
            earliest[length] = read;
            earliestMoment[length] = 2L * moment;
        }
        if (latest[length] == NONE || unseenFrom > latestMoment[length]) {
            latest[length] = read;
            latestMoment[length] = unseenFrom;
        }
    }

    /** What neighbours and reads say of the elements without timestamps. */
    @Override
    public void end() {
        if (untimedByValue.isEmpty()) {
            return;
        }
        long[] version = h.lists.version(key);
        for (int position = 0; position < agreeing; position++) {
            carry(latest, latestMoment, position, position - 1, 1);
            Integer writer = timed[position + 1] == timed[position] ? untimedByValue.get(version[position]) : null;
            if (writer == null) {
                continue;
            }
            untimed.seen();
            if (writer == UntimedWriters.SEVERAL) {
                continue;
            }
            int before = timed[position];
            if (before > 0) {
                untimed.notBefore(
                        writer, ObjectSweep.moment(writes[before - 1]), ObjectSweep.microOp(writes[before - 1]));
            }
            if (before < timed[agreeing]) {
                untimed.notAfter(writer, ObjectSweep.moment(writes[before]), ObjectSweep.microOp(writes[before]));
            }
            if (latest[position] != NONE) {
                untimed.unseen(writer, latestMoment[position], latest[position]);
            }
        }
        for (int length = agreeing; length > 0; length--) {
            carry(earliest, earliestMoment, length, length + 1 > agreeing ? NONE : length + 1, -1);
            Integer writer = timed[length] == timed[length - 1] ? untimedByValue.get(version[length - 1]) : null;
            if (writer != null && writer != UntimedWriters.SEVERAL && earliest[length] != NONE) {
                untimed.seenBy(writer, earliestMoment[length], earliest[length]);
            }
        }
    }

    /** Takes over the read of the neighbouring length if its moment is further on in a direction. */
    private static void carry(int[] read, long[] moment, int to, int from, int direction) {
        if (from >= 0
                && read[from] != NONE
                && (read[to] == NONE || direction * Long.compare(moment[from], moment[to]) > 0)) {
            read[to] = read[from];
            moment[to] = moment[from];
        }
    }

    private void room(int count) {
        if (count <= timed.length) {
            return;
        }
        int n = count + (count >> 1);
        timed = new int[n];
        earliest = new int[n];
        earliestMoment = new long[n];
        latest = new int[n];
        latestMoment = new long[n];
    }
}
