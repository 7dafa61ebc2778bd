package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import dev.skewer.history.HistoryException;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Takes drains of queues apart. Jepsen's tests of queues end with {@code drain}, one operation in which a client dequeues until
 * nothing comes any more, and which answers what came, in order. It does not take effect at one moment: it stands for as many
 * dequeues, one after the other.
 *
 * <p>Each of these was made and returned within the drain. If no other operation began or ended meanwhile, they are
 * told apart in their order; otherwise it is not known how they lie beside the others, and each may have taken as long as the
 * drain did: then their order among themselves is forgotten, which permits more and forbids nothing that was possible. That the
 * queue was empty in the end is not concluded, and so a drain that brought nothing says nothing.
 *
 * <p>Linear in the events of histories with drains; looks at the names of the others once.
 */
public final class Drains {
    private static final String DRAIN = "drain";
    private static final String DEQUEUE = "dequeue";
    private static final int NOTHING = Integer.MIN_VALUE;

    private final OperationHistory h;
    private final OperationHistory apart;
    private final int drain;
    private final int dequeue;
    /** By rank: the operation invoked then, or the complement of one completed then; {@link #NOTHING} for none. */
    private final int[] eventAt;

    /** By operation: what its drain brought, as numbers of values; null for other operations. */
    private final int[] @Nullable [] brought;
    /** By operation: the number of the first operation that it becomes. */
    private final int[] first;

    private int ranks;

    private Drains(OperationHistory history) {
        h = history;
        apart = h.withoutOperations();
        drain = h.symbols.intern(DRAIN);
        dequeue = h.symbols.intern(DEQUEUE);
        brought = new int[h.ops][];
        first = new int[h.ops];
        int last = 0;
        for (int op = 0; op < h.ops; op++) {
            last = Math.max(last, h.completed[op] == Calls.NEVER ? h.invoked[op] : h.completed[op]);
        }
        eventAt = new int[last + 1];
        Arrays.fill(eventAt, NOTHING);
        for (int op = 0; op < h.ops; op++) {
            eventAt[h.invoked[op]] = op;
            if (h.completed[op] != Calls.NEVER) {
                eventAt[h.completed[op]] = ~op;
            }
        }
    }

    /**
     * A history in which drains are dequeues; the same one if it has no drains or the model none.
     *
     * @throws HistoryException if it is not known what a drain brought
     */
    public static OperationHistory apart(OperationHistory history, Model<?> model) {
        boolean has = model.signatures().stream().anyMatch(each -> each.f().equals(DRAIN));
        if (has) {
            int name = history.symbols.find(DRAIN);
            for (int op = 0; op < history.ops; op++) {
                if (history.f[op] == name && history.status[op] != Status.FAIL) {
                    return new Drains(history).apart();
                }
            }
        }
        return history;
    }

    private OperationHistory apart() {
        for (int rank = 0; rank < eventAt.length; rank++) {
            int event = eventAt[rank];
            if (event >= 0) {
                invoke(event);
            } else if (event != NOTHING) {
                complete(~event);
            }
        }
        return apart;
    }

    private void invoke(int op) {
        first[op] = apart.ops;
        if (h.f[op] != drain || h.status[op] == Status.FAIL) {
            add(op);
            return;
        }
        int[] values = valuesOf(op);
        brought[op] = values;
        boolean isAlone = h.completed[op] == h.invoked[op] + 1;
        for (int value : values) {
            int one = add(op);
            apart.f[one] = dequeue;
            apart.output[one] = value;
            if (isAlone) {
                apart.completed[one] = ranks++;
            }
        }
    }

    /** Adds an operation like another, invoked now. */
    private int add(int like) {
        int op = apart.addLike(h, like);
        apart.invoked[op] = ranks++;
        return op;
    }

    private void complete(int op) {
        int[] values = brought[op];
        int count = values == null ? 1 : values.length;
        for (int one = first[op]; one < first[op] + count; one++) {
            // Those of a drain that was alone are over.
            if (values == null || h.completed[op] != h.invoked[op] + 1) {
                apart.completed[one] = ranks++;
            }
        }
    }

    /** What a drain brought, as numbers of values. */
    private int[] valuesOf(int op) {
        if (!(h.values.get(h.output[op]) instanceof Collection<?> values) || values.contains(null)) {
            throw complaint(op);
        }
        return values.stream().mapToInt(h.values::idOf).toArray();
    }

    private HistoryException complaint(int op) {
        String what = h.status[op] == Status.OK
                ? ":drain → " + Values.text(h.values.get(h.output[op])) + " does not say what came"
                : "a :drain of unknown outcome may have taken any number of values";
        return new HistoryException(
                h.place(op) + what + "; right would be all values in order, as :drain → [1 2], or a :dequeue for each");
    }
}
