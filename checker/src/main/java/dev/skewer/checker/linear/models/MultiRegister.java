package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.history.KeyName;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several registers that one {@code txn [[:read k v] [:write k v] …]} reads and writes at one moment, its parts in order.
 * They cannot be checked one by one, for a transaction may span them.
 */
public final class MultiRegister implements Model<Map<Object, Object>>, Composite, Beginning {
    private final Map<Object, Object> initial;
    /** What the registers of the initial state are called there, by their name however it is written. */
    private final Map<KeyName, Object> named = new HashMap<>();

    private final NilRead nilRead;
    /** The only keys that calls are about, where they are known; else null. */
    private final @Nullable Set<Object> only;

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
        only = null;
        // Not Map.copyOf, whose order, and so its text, is another one in each run.
        this.initial = Collections.unmodifiableMap(held);
        this.nilRead = nilRead;
    }

    private MultiRegister(MultiRegister whole, Set<Object> only) {
        Map<Object, Object> held = new HashMap<>(whole.initial);
        held.keySet().retainAll(only);
        initial = Collections.unmodifiableMap(held);
        named.putAll(whole.named);
        nilRead = whole.nilRead;
        this.only = only;
    }

    @Override
    public @Nullable Object initialValue() {
        return initial.isEmpty() ? null : initial;
    }

    @Override
    public NilRead nilRead() {
        return nilRead;
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

    /** What was written may stand in the completion only. */
    @Override
    public Operation relaxed(Operation op) {
        Object asked = op.input() == null ? op.output() : op.input();
        return new Operation(op.f(), op.key(), asked, null, false, op.process());
    }

    @Override
    public String element() {
        return "key";
    }

    @Override
    public Set<Object> elements(Operation op) {
        return microOps(op).stream().map(this::key).collect(Collectors.toSet());
    }

    @Override
    public Model<?> only(Set<Object> elements) {
        return new MultiRegister(this, elements);
    }

    @Override
    public @Nullable Operation only(Operation op, Set<Object> elements) {
        List<?> input = about(op.input(), elements);
        List<?> output = about(op.output(), elements);
        boolean isEmpty = (input == null || input.isEmpty()) && (output == null || output.isEmpty());
        return isEmpty ? null : new Operation("txn", op.key(), input, output, op.known(), op.process());
    }

    private @Nullable List<?> about(@Nullable Object transaction, Set<Object> keys) {
        if (!(transaction instanceof List<?> all)) {
            return null;
        }
        List<MicroOp> micros = MicroOp.of(all);
        return IntStream.range(0, micros.size())
                .filter(i -> keys.contains(key(micros.get(i))))
                .mapToObj(all::get)
                .toList();
    }

    /** A transaction that touches all registers says what they hold. */
    @Override
    public @Nullable Map<Object, Object> stateAfter(Operation op) {
        if (only == null) {
            return null;
        }
        Map<Object, Object> held = new HashMap<>();
        Set<Object> told = new HashSet<>();
        for (MicroOp micro : microOps(op)) {
            boolean isUntold = micro.value() == null && (nilRead == NilRead.ANY || op.output() == null);
            if (micro.reads() && isUntold) {
                continue;
            }
            told.add(key(micro));
            held.remove(key(micro));
            if (micro.value() != null) {
                held.put(key(micro), micro.value());
            }
        }
        return told.containsAll(only) ? held : null;
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
