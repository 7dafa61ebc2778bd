package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.KeyName;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Signature;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several registers that one {@code txn [[:read k v] [:write k v] …]} reads and writes at one moment, its parts in order.
 * They cannot be checked one by one, for a transaction may span them.
 */
public final class MultiRegister implements Model<Map<Object, Object>> {
    private final Map<Object, Object> initial;
    /** What the registers of the initial state are called there, by their name however it is written. */
    private final Map<KeyName, Object> named = new HashMap<>();

    private final NilRead nilRead;

    /**
     * Registers.
     *
     * @param initial what they hold at first, by key; the others hold nothing. A register that it calls {@code :x} is the
     *     {@code "x"} of a history, as one in JSON has it
     * @param nilRead what a read of nil says
     * @throws IllegalArgumentException if two keys are written differently only
     */
    public MultiRegister(Map<?, ?> initial, NilRead nilRead) {
        Map<Object, Object> held = new HashMap<>();
        initial.forEach((key, value) -> {
            if (key == null || named.put(KeyName.of(key), key) != null) {
                throw new IllegalArgumentException(Literals.write(initial)
                        + " is no initial state; right would be a map such as {:x 0}, each key once");
            }
            if (value != null) {
                held.put(key, value);
            }
        });
        // Not Map.copyOf, whose order, and so its text, is another one in each run.
        this.initial = Collections.unmodifiableMap(held);
        this.nilRead = nilRead;
    }

    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public Map<Object, Object> initial() {
        return initial;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(new Signature("txn", MicroOp.TRANSACTION, MicroOp.ANSWER, MicroOp::agree));
    }

    @Override
    public @Nullable Map<Object, Object> step(Map<Object, Object> state, Operation op) {
        Map<Object, Object> held = state;
        for (MicroOp micro : microOps(op)) {
            if (!micro.reads()) {
                held = with(held, micro);
            } else if (!isRight(held, micro, op)) {
                return null;
            }
        }
        return held;
    }

    private static List<MicroOp> microOps(Operation op) {
        return MicroOp.of(op.output() == null ? op.input() : op.output());
    }

    private Map<Object, Object> with(Map<Object, Object> held, MicroOp write) {
        Map<Object, Object> next = new HashMap<>(held);
        if (write.value() == null) {
            next.remove(key(write));
        } else {
            next.put(key(write), write.value());
        }
        return next;
    }

    private boolean isRight(Map<Object, Object> held, MicroOp read, Operation op) {
        boolean isUntold = read.value() == null && (nilRead == NilRead.ANY || op.output() == null);
        return !op.known() || isUntold || Objects.equals(read.value(), held.get(key(read)));
    }

    /** What the register of a micro-op is called in states. */
    private Object key(MicroOp micro) {
        return named.isEmpty() ? micro.key() : named.getOrDefault(KeyName.of(micro.key()), micro.key());
    }

    @Override
    public String refusal(Map<Object, Object> state, Operation op) {
        Map<Object, Object> held = state;
        for (MicroOp micro : microOps(op)) {
            if (!micro.reads()) {
                held = with(held, micro);
            } else if (!isRight(held, micro, op)) {
                Object holds = held.get(key(micro));
                return Literals.write(micro.key()) + " holds " + (holds == null ? "nothing" : Literals.write(holds))
                        + ", not " + Literals.write(micro.value());
            }
        }
        return Model.super.refusal(state, op);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return microOps(op).stream().allMatch(MicroOp::reads);
    }

    @Override
    public boolean takesPair(String f) {
        // A transaction of two calls.
        return true;
    }
}
