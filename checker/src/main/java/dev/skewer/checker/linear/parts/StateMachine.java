package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Specializable.Specialized;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model at work on the calls of one part: states and calls are small integers, and each transition is computed once
 * (Knossos memoises so too). Grows with the states that the search meets: a state takes what it {@linkplain Footprint is made
 * of} and 16 bytes, and a transition 12 to 48; the first few thousand states have a row of them each. One thread.
 *
 * @param <S> the model's states
 */
public final class StateMachine<S> {
    /** In place of a state: the object does not answer so. */
    public static final int REFUSED = -1;

    private static final int UNKNOWN = 0;

    /** Rows of transitions are arrays where there are at most this many kinds of calls, and for at most this many states. */
    private static final int DENSE_KINDS = 256;

    private static final int DENSE_STATES = 1 << 12;
    private static final int FIRST_STATES = 16;

    private final Model<S> model;
    private final @Nullable Specialized<S> specialized;
    private final Allowance allowance;
    /** The kind of each call: calls of one kind are alike to the model. */
    public final int[] kind;

    private final List<Operation> kinds;
    private final boolean[] readOnly;

    private Object[] states = new Object[FIRST_STATES];
    private int[] hashes = new int[FIRST_STATES];
    private int size;
    /** The number of a state + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[4 * FIRST_STATES];

    /** By state, where there are few kinds: the next state + 2 by kind; {@link #UNKNOWN} where not computed. */
    private int[] @Nullable [] rows = new int[FIRST_STATES][];

    private final int denseStates;
    private final TransitionTable sparse;

    /** A machine for calls that are alike where their operations are equal. */
    public static <S> StateMachine<S> of(Model<S> model, List<Operation> operations, Allowance allowance) {
        Map<Operation, Integer> known = new HashMap<>();
        int[] kind = new int[operations.size()];
        Operation[] kinds = new Operation[kind.length];
        for (int call = 0; call < kind.length; call++) {
            Operation op = operations.get(call);
            int next = known.size();
            kinds[next] = op;
            Integer before = known.putIfAbsent(op, next);
            kind[call] = before == null ? next : before;
        }
        return new StateMachine<>(model, kind, List.of(Arrays.copyOf(kinds, known.size())), allowance);
    }

    /**
     * A machine.
     *
     * @param kind of each call, from zero
     * @param kinds a call of each kind, as the model sees it
     * @param allowance what the states and transitions may take
     */
    StateMachine(Model<S> model, int[] kind, List<Operation> kinds, Allowance allowance) {
        this.model = model;
        this.kind = kind;
        this.kinds = kinds;
        this.allowance = allowance;
        sparse = new TransitionTable(allowance);
        readOnly = new boolean[kinds.size()];
        for (int k = 0; k < readOnly.length; k++) {
            readOnly[k] = ModelFailure.isReadOnly(model, kinds.get(k));
        }
        specialized = model instanceof Specialized<S> special ? special : null;
        denseStates = kinds.size() <= DENSE_KINDS ? DENSE_STATES : 0;
        intern(model.initial());
    }

    /** What the states and transitions may take, and what uses them. */
    public Allowance allowance() {
        return allowance;
    }

    public int initial() {
        return 0;
    }

    public boolean isReadOnly(int call) {
        return readOnly[kind[call]];
    }

    /** The state after a call in a state, or {@link #REFUSED}. */
    public int step(int state, int call) {
        int k = kind[call];
        if (state < denseStates) {
            int[] row = rows[state];
            if (row == null) {
                row = new int[kinds.size()];
                rows[state] = row;
                allowance.count(4L * row.length);
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
            S next = model.step(state(state), kinds.get(k));
            return next == null ? REFUSED : intern(next);
        } catch (RuntimeException e) {
            throw new ModelFailure(kinds.get(k), e);
        }
    }

    /** Only states of the model are kept. */
    @SuppressWarnings("unchecked")
    private S state(int id) {
        return (S) states[id];
    }

    private int intern(S state) {
        int hash = state.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 16;
        int mask = table.length - 1;
        int slot = hash & mask;
        for (; table[slot] != 0; slot = (slot + 1) & mask) {
            int id = table[slot] - 1;
            if (hashes[id] == hash && states[id].equals(state)) {
                return id;
            }
        }
        if (size == states.length) {
            grow();
            slot = freeSlot(hash);
        }
        int id = size++;
        states[id] = state;
        hashes[id] = hash;
        table[slot] = size;
        allowance.count(Footprint.of(state) + 16);
        return id;
    }

    private int freeSlot(int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        states = Arrays.copyOf(states, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        if (size < denseStates) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        table = new int[2 * table.length];
        for (int id = 0; id < size; id++) {
            table[freeSlot(hashes[id])] = id + 1;
        }
    }

    /** Whether the model is specialized to the calls. */
    public boolean isSpecialized() {
        return specialized != null;
    }

    /** The state in which a call that only reads must come before the state is left, or {@link #REFUSED}. */
    public int onlyState(int call) {
        S only = specialized == null ? null : specialized.onlyState(kinds.get(kind[call]));
        return only == null ? REFUSED : intern(only);
    }

    /** Why a state refuses a call. */
    public Refusal refusal(int state, int call) {
        S from = state(state);
        Operation refused = kinds.get(kind[call]);
        try {
            return new Refusal(model.render(from), model.refusal(from, refused));
        } catch (RuntimeException e) {
            throw new ModelFailure(refused, e);
        }
    }

    /** How many states were met. */
    public int states() {
        return size;
    }

    /** A state as the model writes it. */
    public String render(int state) {
        try {
            return model.render(state(state));
        } catch (RuntimeException e) {
            throw new ModelFailure(null, e);
        }
    }
}
