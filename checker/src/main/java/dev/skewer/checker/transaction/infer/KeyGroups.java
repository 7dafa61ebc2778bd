package dev.skewer.checker.transaction.infer;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The micro-ops of each object together, in the order of their invocations: one counting sort, 4 bytes a micro-op. */
public final class KeyGroups {
    /** So many objects are one task. */
    private static final int KEYS_A_TASK = 256;

    /** Where the micro-ops of each object begin; one more than there are objects. */
    public final int[] first;
    /** Micro-ops. */
    public final int[] microOp;

    /** Groups them. Those of transactions whose micro-ops are nowhere in the history are left out. */
    public KeyGroups(TransactionHistory h) {
        int keys = h.keys.size();
        first = new int[keys + 2];
        for (int m = 0; m < h.microOps; m++) {
            first[h.key(m) + 2]++;
        }
        for (int key = 2; key < first.length; key++) {
            first[key] += first[key - 1];
        }
        microOp = new int[h.microOps];
        for (int m = 0; m < h.microOps; m++) {
            microOp[first[h.key(m) + 1]++] = m;
        }
    }

    /**
     * Looks at all objects, on several threads.
     *
     * @param part makes what looks at some of the objects, one at a time
     * @param look looks at an object
     * @return what looked at them, in the order of the objects
     * @throws Budget.Exceeded if the budget is spent
     */
    public <T> List<T> lookAtAll(Workers workers, Budget budget, Supplier<T> part, ObjIntConsumer<T> look) {
        int keys = first.length - 2;
        int tasks = (keys + KEYS_A_TASK - 1) / KEYS_A_TASK;
        List<T> parts = Stream.generate(part).limit(tasks).toList();
        workers.forEach(tasks, task -> {
            budget.require();
            int end = Math.min(keys, (task + 1) * KEYS_A_TASK);
            for (int key = task * KEYS_A_TASK; key < end; key++) {
                look.accept(parts.get(task), key);
            }
        });
        return parts;
    }
}
