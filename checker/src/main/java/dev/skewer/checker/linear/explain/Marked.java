package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object in whose history a moment is marked by a call of its own, so that a search can tell what comes before it and what
 * after it. Calls that are pending at that moment, and forgotten afterwards, are strict before it: they may take effect before
 * it only as they answered, and after it in any way.
 *
 * @param <S> the states of the object
 */
public final class Marked<S> implements Model<Marked.State<S>> {
    private static final Operation MARK = new Operation("", null, null, null, true);

    /** In place of the key of a call that is forgotten after the mark. */
    private record Forgotten(@Nullable Object key) {}

    /**
     * A state.
     *
     * @param state of the object
     * @param isAfter whether the mark has come
     */
    record State<S>(S state, boolean isAfter) {}

    private final Model<S> model;

    private Marked(Model<S> model) {
        this.model = model;
    }

    /**
     * Calls with a moment marked, up to the return of the last one that is kept.
     *
     * @param moment the rank after which the mark comes
     * @param kept calls of which all is known, ascending, beside those that returned by the moment
     */
    public static Certifier.Problem of(SubHistory history, int moment, int[] kept) {
        int end = history.lastReturn(kept);
        Calls calls = history.calls();
        int n = 0;
        while (n < calls.size && calls.invoked[n] < end) {
            n++;
        }
        int[] invoked = new int[n + 1];
        int[] completed = new int[n + 1];
        List<Operation> operations = new ArrayList<>();
        int at = 0;
        for (int c = 0; c <= n; c++) {
            boolean isLate = c == n || calls.invoked[c] > moment;
            if (isLate && at == c) {
                // There is room for it between two events.
                invoked[at] = 4 * moment + 1;
                completed[at++] = 4 * moment + 2;
                operations.add(MARK);
            }
            if (c == n) {
                break;
            }
            boolean isKept = calls.completed[c] <= moment || Arrays.binarySearch(kept, c) >= 0;
            Operation op = history.operations().get(c);
            boolean isStrict = !isKept && !isLate && op.known();
            invoked[at] = 4 * calls.invoked[c];
            completed[at++] = isKept && !calls.isUnknown(c) ? 4 * calls.completed[c] : Calls.NEVER;
            operations.add(
                    isKept ? op : isStrict ? forgotten(op) : history.model().relaxed(op));
        }
        Calls these = new Calls(invoked, completed, new int[n + 1], new int[n + 1], new int[n + 1]);
        return new Certifier.Problem(these, operations, new Marked<>(history.model()));
    }

    private static Operation forgotten(Operation op) {
        return new Operation(op.f(), new Forgotten(op.key()), op.input(), op.output(), op.known(), op.process());
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public State<S> initial() {
        return new State<>(model.initial(), false);
    }

    @Override
    public @Nullable State<S> step(State<S> state, Operation op) {
        if (op.equals(MARK)) {
            return state.isAfter ? null : new State<>(state.state, true);
        }
        Operation plain = op;
        if (op.key() instanceof Forgotten forgotten) {
            Operation strict =
                    new Operation(op.f(), forgotten.key(), op.input(), op.output(), op.known(), op.process());
            plain = state.isAfter ? model.relaxed(strict) : strict;
        }
        S next = model.step(state.state, plain);
        return next == null ? null : new State<>(next, state.isAfter);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return !op.equals(MARK) && !(op.key() instanceof Forgotten) && model.isReadOnly(op);
    }
}
