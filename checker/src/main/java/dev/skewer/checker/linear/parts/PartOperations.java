package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.NumberedOperations;
import java.util.AbstractList;
import java.util.RandomAccess;

/** The operations of a part as a model sees them, by way of their kinds; each made when it is asked for. Any thread. */
final class PartOperations extends AbstractList<Operation> implements NumberedOperations, RandomAccess {
    private final Kinds whole;
    private final PartKinds kinds;
    private final int[] kind;

    /**
     * The operations of a part.
     *
     * @param whole the kinds of the history
     * @param kinds those of the part
     * @param kind the kind of each operation, by its number in the part
     */
    PartOperations(Kinds whole, PartKinds kinds, int[] kind) {
        this.whole = whole;
        this.kinds = kinds;
        this.kind = kind;
    }

    @Override
    public Operation get(int index) {
        int of = kind[index];
        return whole.isKept(kinds.whole(of)) ? whole.operation(kinds.whole(of)) : whole.operation(kinds, of);
    }

    @Override
    public int size() {
        return kind.length;
    }

    @Override
    public String f(int index) {
        return kinds.f(kind[index]);
    }

    @Override
    public boolean isKnown(int index) {
        return kinds.isKnown(kind[index]);
    }

    @Override
    public int input(int index) {
        return kinds.input(kind[index]);
    }

    @Override
    public int output(int index) {
        return kinds.output(kind[index]);
    }

    @Override
    public Values values() {
        return whole.values();
    }
}
