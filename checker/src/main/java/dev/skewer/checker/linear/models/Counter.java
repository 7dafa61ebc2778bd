package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.Sums;
import dev.skewer.checker.linear.history.Coding;
import dev.skewer.checker.linear.poly.GrowingCounter;
import dev.skewer.checker.linear.poly.UnitCounter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A counter: {@code add n}, where n may be negative, and {@code read}, which answers the sum. Integers have any size. */
public final class Counter implements Model<Number>, Monitored, Additive, Beginning {
    private final Number initial;

    /**
     * A counter.
     *
     * @param initial its value at first; an integer of any size
     */
    public Counter(Number initial) {
        this.initial = Integers.of(initial);
    }

    @Override
    public @Nullable Object initialValue() {
        return Integers.signum(initial) == 0 ? null : initial;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Number initial() {
        return initial;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(Signature.of("add", Shape.INTEGER), new Signature("read", Shape.ANY, Shape.INTEGER));
    }

    @Override
    public @Nullable Number step(Number sum, Operation op) {
        if (op.f().equals("add")) {
            return Integers.sum(sum, (Number) op.argument());
        }
        return !op.known() || sum.equals(op.output()) ? sum : null;
    }

    @Override
    public String refusal(Number sum, Operation op) {
        return "the counter stands at " + sum + ", not at " + Literals.write(op.output());
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public @Nullable Number stateAfter(Operation op) {
        return op.f().equals("read") ? (Number) op.output() : null;
    }

    /** One number: what was added to the initial value, so that it is small where only that is large. */
    @Override
    public @Nullable Sums sums(List<Operation> operations) {
        long[][] change = new long[operations.size()][];
        long[][] seen = new long[operations.size()][];
        for (int call = 0; call < change.length; call++) {
            Operation op = operations.get(call);
            boolean adds = op.f().equals("add");
            if (adds || op.known()) {
                Number number = adds ? (Number) op.argument() : sinceBeginning(op);
                if (!(number instanceof Long fits)) {
                    return null;
                }
                (adds ? change : seen)[call] = new long[] {fits};
            }
        }
        return new Sums(1, new long[] {0}, false, change, seen, vector -> render(Integers.sum(initial, vector[0])));
    }

    /** What had been added when a read saw the counter. */
    private Number sinceBeginning(Operation read) {
        return Integers.difference((Number) Objects.requireNonNull(read.output()), initial);
    }

    /** Decides where all amounts are the same, and looks for a contradiction where they have the same sign. */
    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Sums sums = sums(operations);
        if (sums == null || sums.couldOverflow()) {
            return Decision.notApplicable("numbers are too large");
        }
        long unit = 0;
        boolean same = true;
        for (int call = 0; call < times.size; call++) {
            long[] change = sums.change(call);
            long amount = change == null ? 0 : change[0];
            if (Long.signum(amount) * Long.signum(unit) < 0) {
                return Decision.notApplicable("the counter goes up and down");
            }
            same &= amount == 0 || unit == 0 || amount == unit;
            unit = amount == 0 ? unit : amount;
        }
        Coding coding = new Coding(times, operations);
        long[] coded = new long[times.size];
        int n = 0;
        for (int call = 0; call < times.size; call++) {
            long[] change = sums.change(call);
            long[] seen = sums.seen(call);
            if (change != null && change[0] != 0) {
                coding.add(call, UnitCounter.ADD, Calls.NONE, Calls.NONE);
                coded[n++] = Math.abs(change[0]);
            } else if (seen != null) {
                coding.add(call, UnitCounter.READ, steps(seen[0], unit, times.size), Calls.NONE);
                coded[n++] = unit < 0 ? -seen[0] : seen[0];
            }
        }
        return coding.decide(same ? UnitCounter::decide : calls -> GrowingCounter.decide(calls, coded));
    }

    /** How many steps lead to a sum, or one more than there can be; NONE if it is between two. */
    private static int steps(long sum, long unit, int most) {
        if (unit == 0 || sum % unit != 0 || sum / unit < 0) {
            return sum == 0 ? 0 : Calls.NONE;
        }
        return (int) Math.min(sum / unit, most + 1L);
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals("add");
    }
}
