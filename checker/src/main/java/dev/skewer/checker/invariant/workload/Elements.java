package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.invariant.history.ElementIds;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import java.util.Arrays;

/**
 * The elements that one key's operations of two functions add and read, as columns: for each element the first operation that
 * may have added it and the first that certainly had, and for each read which elements it shows. One pass; memory as there are
 * elements in reads.
 */
final class Elements {
    /** No operation. */
    static final int NONE = -1;

    private static final int LOOKS = (1 << 12) - 1;

    final Partition partition;
    private final RecordedOperations operations;
    final ElementIds ids = new ElementIds();

    /** By element, of the adds that did not fail the one that was invoked first; {@link #NONE} if there is none. */
    int[] tried = filled(64);
    /** By element, of the adds that are ok the one that returned first. */
    int[] added = filled(64);
    /** By element, of the adds that failed the first. */
    int[] failed = filled(64);
    /** The reads that are ok, in order of invocation. */
    int[] reads = new int[16];
    /** By number of a read, where its elements begin in {@link #shown}; one more than there are reads. */
    int[] begin = new int[17];
    /** Elements, as reads show them, each as often as it is there. */
    int[] shown = new int[64];

    int readCount;
    /** Whether an add of unknown outcome does not say of what. */
    boolean isElementUnknown;
    /** Reads that are ok and answer nil. */
    int nilReads;

    private Elements(Partition partition) {
        this.partition = partition;
        operations = partition.operations();
    }

    /**
     * The elements of a partition.
     *
     * @param add the function that adds its argument
     * @param read the function that answers a collection of elements
     * @throws Budget.Exceeded if the budget is spent
     */
    static Elements of(Partition partition, String add, String read, Budget budget) {
        Elements elements = new Elements(partition);
        int adds = elements.operations.symbol(add);
        int reads = elements.operations.symbol(read);
        int looked = 0;
        for (int op : partition.ops()) {
            if ((looked++ & LOOKS) == LOOKS) {
                budget.require();
            }
            int function = elements.operations.function[op];
            if (function == adds) {
                elements.takeAdd(op);
            } else if (function == reads && partition.isOk(op)) {
                elements.takeRead(op, read);
            }
        }
        return elements;
    }

    private void takeAdd(int op) {
        int at = partition.argument(op);
        if (operations.isNil(at)) {
            if (partition.isOk(op)) {
                throw operations.complaint(op, "adds nil; right would be an element");
            }
            isElementUnknown |= !partition.isFailed(op);
            return;
        }
        int element = id(at);
        if (partition.isFailed(op)) {
            failed[element] = failed[element] == NONE ? op : failed[element];
            return;
        }
        tried[element] = tried[element] == NONE ? op : tried[element];
        boolean isFirst = added[element] == NONE || operations.completed[op] < operations.completed[added[element]];
        if (partition.isOk(op) && isFirst) {
            added[element] = op;
        }
    }

    private void takeRead(int op, String name) {
        int at = partition.output()[op];
        if (operations.isNil(at)) {
            nilReads++;
            return;
        }
        if (!operations.isSequence(at)) {
            throw operations.complaint(op, name + " answers a collection of elements; right would be such as [1 2 3]");
        }
        if (readCount == reads.length) {
            reads = Arrays.copyOf(reads, 2 * readCount);
            begin = Arrays.copyOf(begin, 2 * readCount + 1);
        }
        int used = begin[readCount];
        int end = operations.tape.skip(at);
        for (int i = at + 1; i < end; i = operations.tape.skip(i)) {
            if (operations.isNil(i)) {
                throw operations.complaint(op, name + " answers nil among its elements, which is none");
            }
            shown = used < shown.length ? shown : Arrays.copyOf(shown, Math.addExact(used, used >> 1));
            shown[used++] = id(i);
        }
        reads[readCount++] = op;
        begin[readCount] = used;
    }

    private int id(int at) {
        int id = ids.add(operations.valueAt(at));
        if (id >= tried.length) {
            int length = tried.length;
            tried = Arrays.copyOf(tried, 2 * length);
            added = Arrays.copyOf(added, 2 * length);
            failed = Arrays.copyOf(failed, 2 * length);
            Arrays.fill(tried, length, 2 * length, NONE);
            Arrays.fill(added, length, 2 * length, NONE);
            Arrays.fill(failed, length, 2 * length, NONE);
        }
        return id;
    }

    /** How many elements there are. */
    int size() {
        return ids.size();
    }

    /** An element as EDN. */
    String text(int element) {
        return operations.text((int) ids.element(element));
    }

    private static int[] filled(int length) {
        int[] none = new int[length];
        Arrays.fill(none, NONE);
        return none;
    }
}
