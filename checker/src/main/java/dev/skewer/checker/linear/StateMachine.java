package dev.skewer.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model at work on the calls of one part: states and calls are small integers, and each transition is computed once
 * (Knossos memoises so too). Grows with the states that the search meets; about 100 bytes a state beside the state itself
 * and 12 a transition. One thread.
 *
 * @param <S> the model's states
 */
final class StateMachine<S> {
    /** In place of a state: the object does not answer so. */
    static final int REFUSED = -1;

    private static final int UNKNOWN = 0;

    /** Rows of transitions are arrays where there are at most this many kinds of calls. */
    private static final int DENSE_KINDS = 256;

    private final Model<S> model;
    /** The kind of each call: calls of one kind are alike to the model. */
    final int[] kind;

    private final List<Operation> kinds;
    private final boolean[] readOnly;

    private final Map<S, Integer> ids = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    /** By state, where there are few kinds: the next state + 2 by kind; {@link #UNKNOWN} where not computed. */
    private int[] @Nullable [] rows = new int[16][];

    private final boolean dense;
    private final TransitionTable sparse = new TransitionTable();

    /** A machine for calls that are alike where their operations are equal. */
    static <S> StateMachine<S> of(Model<S> model, List<Operation> operations) {
        Map<Operation, Integer> known = new HashMap<>();
        List<Operation> kinds = new ArrayList<>();
        int[] kind = new int[operations.size()];
        for (int call = 0; call < kind.length; call++) {
            kind[call] = known.computeIfAbsent(operations.get(call), op -> {
                kinds.add(op);
                return kinds.size() - 1;
            });
        }
        return new StateMachine<>(model, kind, kinds);
    }

    /**
     * A machine.
     *
     * @param kind of each call, from zero
     * @param kinds a call of each kind, as the model sees it
     */
    StateMachine(Model<S> model, int[] kind, List<Operation> kinds) {
        this.model = model;
        this.kind = kind;
        this.kinds = kinds;
        readOnly = new boolean[kinds.size()];
        for (int k = 0; k < readOnly.length; k++) {
            readOnly[k] = ModelFailure.isReadOnly(model, kinds.get(k));
        }
        dense = kinds.size() <= DENSE_KINDS;
        intern(model.initial());
    }

    int initial() {
        return 0;
    }

    boolean isReadOnly(int call) {
        return readOnly[kind[call]];
    }

    /** The state after a call in a state, or {@link #REFUSED}. */
    int step(int state, int call) {
        int k = kind[call];
        if (dense) {
            int[] row = rows[state];
            if (row == null) {
                row = new int[kinds.size()];
                rows[state] = row;
            }
            int next = row[k];
            if (next == UNKNOWN) {
                next = compute(state, k) + 2;
                row[k] = next;
            }
            return next - 2;
        }
        long from = (long) state << 32 | k;
        int next = sparse.get(from);
        if (next == UNKNOWN) {
            next = compute(state, k) + 2;
            sparse.put(from, next);
        }
        return next - 2;
    }

    private int compute(int state, int k) {
        try {
            S next = model.step(states.get(state), kinds.get(k));
            return next == null ? REFUSED : intern(next);
        } catch (RuntimeException e) {
            throw new ModelFailure(kinds.get(k), e);
        }
    }

    private int intern(S state) {
        Integer known = ids.get(state);
        if (known != null) {
            return known;
        }
        int id = states.size();
        states.add(state);
        ids.put(state, id);
        if (dense && id >= rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        return id;
    }

    /** Why a state refuses a call. */
    Refusal refusal(int state, int call) {
        S from = states.get(state);
        Operation refused = kinds.get(kind[call]);
        try {
            return new Refusal(model.render(from), model.refusal(from, refused));
        } catch (RuntimeException e) {
            throw new ModelFailure(refused, e);
        }
    }

    /** About how many bytes the tables take. */
    long bytes() {
        return states.size() * (100L + (dense ? 4L * kinds.size() + 16 : 0)) + sparse.bytes();
    }
}
