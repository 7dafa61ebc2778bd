package dev.skewer.checker.invariant.kafka;

import dev.skewer.checker.Budget;
import dev.skewer.checker.invariant.history.ElementIds;
import dev.skewer.checker.invariant.history.NameIds;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.history.HistoryException;
import java.util.Arrays;

/**
 * What was sent to logs and polled from them, a row each, in order of the operations and within one of its micro-operations. A
 * message is a value in the log of one key. About 30 bytes a row.
 */
final class KafkaRecords {
    /** An offset that is not known. */
    static final long UNKNOWN = -1;

    private static final int LOOKS = (1 << 12) - 1;

    final Partition partition;
    final RecordedOperations operations;
    final NameIds keys;
    private final ElementIds messages = new ElementIds();

    int size;
    /** The operation of each row. */
    int[] op = new int[64];
    /** The message of each row. */
    int[] message = new int[64];
    /** Where the message stands in its log; {@link #UNKNOWN} if the history does not say. */
    long[] offset = new long[64];
    /** Whether the row was sent; otherwise it was polled. */
    boolean[] isSent = new boolean[64];

    private KafkaRecords(Partition partition) {
        this.partition = partition;
        operations = partition.operations();
        keys = new NameIds(operations);
    }

    /**
     * The rows of a history.
     *
     * @throws HistoryException if an operation is not written as one of the workload
     * @throws Budget.Exceeded if the budget is spent
     */
    static KafkaRecords of(Partition partition, Budget budget) {
        KafkaRecords records = new KafkaRecords(partition);
        RecordedOperations operations = records.operations;
        int send = operations.symbol("send");
        int poll = operations.symbol("poll");
        int txn = operations.symbol("txn");
        int looked = 0;
        for (int op : partition.ops()) {
            if ((looked++ & LOOKS) == LOOKS) {
                budget.require();
            }
            int function = operations.function[op];
            if (function == send || function == poll || function == txn) {
                int value = operations.isNil(operations.output[op]) ? operations.input[op] : operations.output[op];
                records.take(op, value, send, poll);
            }
        }
        return records;
    }

    private void take(int operation, int value, int send, int poll) {
        if (operations.isNil(value)) {
            return;
        }
        if (!operations.isSequence(value)) {
            throw wrong(operation);
        }
        int end = operations.tape.skip(value);
        for (int at = value + 1; at < end; at = operations.tape.skip(at)) {
            int name = operations.isSequence(at) && at + 1 < operations.tape.skip(at) ? operations.nameAt(at + 1) : -1;
            if (name >= 0 && name == send) {
                takeSend(operation, at);
            } else if (name >= 0 && name == poll) {
                takePoll(operation, at);
            } else {
                throw wrong(operation);
            }
        }
    }

    private HistoryException wrong(int operation) {
        return operations.complaint(
                operation,
                "an operation of the kafka workload is a list of [:send key value], [:send key [offset value]] and"
                        + " [:poll {key [[offset value] …]}]");
    }

    private void takeSend(int operation, int microOp) {
        int end = operations.tape.skip(microOp);
        int key = operations.tape.skip(microOp + 1);
        int value = key < end ? operations.tape.skip(key) : end;
        if (value >= end) {
            throw wrong(operation);
        }
        if (operations.isSequence(value)) {
            takePair(operation, key, value, true);
        } else {
            add(operation, key, RecordedOperations.NONE, value, true);
        }
    }

    private void takePoll(int operation, int microOp) {
        int end = operations.tape.skip(microOp);
        int logs = operations.tape.skip(microOp + 1);
        if (logs >= end || operations.isNil(logs)) {
            return;
        }
        if (!operations.isMap(logs)) {
            throw wrong(operation);
        }
        int last = operations.tape.skip(logs);
        for (int key = logs + 1; key < last; ) {
            int pairs = operations.tape.skip(key);
            if (!operations.isSequence(pairs)) {
                throw wrong(operation);
            }
            int behind = operations.tape.skip(pairs);
            for (int pair = pairs + 1; pair < behind; pair = operations.tape.skip(pair)) {
                if (!operations.isSequence(pair)) {
                    throw wrong(operation);
                }
                takePair(operation, key, pair, false);
            }
            key = behind;
        }
    }

    private void takePair(int operation, int key, int pair, boolean sent) {
        int end = operations.tape.skip(pair);
        int value = pair + 1 < end ? operations.tape.skip(pair + 1) : end;
        if (value >= end || operations.tape.skip(value) != end) {
            throw wrong(operation);
        }
        add(operation, key, pair + 1, value, sent);
    }

    private void add(int operation, int key, int offsetAt, int value, boolean sent) {
        if (operations.isNil(key) || operations.isNil(value)) {
            throw wrong(operation);
        }
        long there = UNKNOWN;
        if (!operations.isNil(offsetAt)) {
            if (!operations.tape.isInteger(offsetAt) || operations.tape.integer(offsetAt) < 0) {
                throw operations.complaint(operation, "an offset is an integer from 0 up, or nil");
            }
            there = operations.tape.integer(offsetAt);
        }
        if (size == op.length) {
            int n = size + (size >> 1);
            op = Arrays.copyOf(op, n);
            message = Arrays.copyOf(message, n);
            offset = Arrays.copyOf(offset, n);
            isSent = Arrays.copyOf(isSent, n);
        }
        op[size] = operation;
        message[size] = messages.add((long) keys.at(key) << Integer.SIZE | operations.valueAt(value));
        offset[size] = there;
        isSent[size] = sent;
        size++;
    }

    /** How many messages there are. */
    int messages() {
        return messages.size();
    }

    /** The key of a message. */
    int key(int number) {
        return (int) (messages.element(number) >> Integer.SIZE);
    }

    /** A message in words: its value and key as EDN. */
    String text(int number) {
        return operations.text((int) messages.element(number)) + " of log " + keys.text(key(number));
    }

    /** The value of a message as EDN. */
    String value(int number) {
        return operations.text((int) messages.element(number));
    }

    /** Whether a row was polled by an operation that is ok. */
    boolean isPolledOk(int row) {
        return !isSent[row] && partition.isOk(op[row]);
    }
}
