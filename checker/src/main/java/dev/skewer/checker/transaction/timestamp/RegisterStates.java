package dev.skewer.checker.transaction.timestamp;

import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Map;

/** The states of registers: the latest value. */
final class RegisterStates implements States {
    private final TransactionHistory h;
    private final long initial;
    private final UntimedWriters untimed;
    private long[] writes = {};
    private Map<Long, Integer> untimedByValue = Map.of();

    RegisterStates(TransactionHistory history, long initial, UntimedWriters untimed) {
        h = history;
        this.initial = initial;
        this.untimed = untimed;
    }

    @Override
    public void begin(int key, long[] inOrder, int size, Map<Long, Integer> byValue) {
        writes = inOrder;
        untimedByValue = byValue;
    }

    @Override
    public boolean isState(int read, int count) {
        return h.value[read] == state(count) || untimedByValue.containsKey(h.value[read]);
    }

    private long state(int count) {
        return count == 0 ? initial : h.value[ObjectSweep.microOp(writes[count - 1])];
    }

    @Override
    public void note(int read, int moment, long unseenFrom, int count) {
        Integer writer = h.value[read] == state(count) ? null : untimedByValue.get(h.value[read]);
        if (writer == null) {
            return;
        }
        if (writer == UntimedWriters.SEVERAL) {
            untimed.seen();
            return;
        }
        if (count > 0) {
            long latest = writes[count - 1];
            untimed.notBefore(writer, ObjectSweep.moment(latest), ObjectSweep.microOp(latest));
        }
        untimed.notAfter(writer, moment, read);
    }

    @Override
    public void end() {
        writes = new long[0];
    }
}
