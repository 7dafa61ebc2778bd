package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
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
    private final NilRead nilRead;

    /**
     * Registers.
     *
     * @param initial what they hold at first, by key; the others hold nothing
     * @param nilRead what a read of nil says
     */
    public MultiRegister(Map<Object, Object> initial, NilRead nilRead) {
        // Not Map.copyOf, whose order, and so its text, is another one in each run.
        this.initial = Collections.unmodifiableMap(new HashMap<>(initial));
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
    public @Nullable Map<Object, Object> step(Map<Object, Object> state, Operation op) {
        Map<Object, Object> held = state;
        for (Object part : parts(op)) {
            if (!(part instanceof List<?> micro) || micro.size() != 3 || micro.get(1) == null) {
                throw op.unfit(":txn [[:read k v] [:write k v] …]");
            }
            Object key = Objects.requireNonNull(micro.get(1));
            Object value = micro.get(2);
            if (isRead(micro, op)) {
                boolean anything = !op.known() || (value == null && nilRead == NilRead.ANY);
                if (!anything && !Objects.equals(value, held.get(key))) {
                    return null;
                }
            } else {
                Map<Object, Object> next = new HashMap<>(held);
                if (value == null) {
                    next.remove(key);
                } else {
                    next.put(key, value);
                }
                held = next;
            }
        }
        return held;
    }

    private static List<?> parts(Operation op) {
        Object value = op.known() && op.output() != null ? op.output() : op.input();
        if (op.f().equals("txn") && value instanceof List<?> parts) {
            return parts;
        }
        throw op.unfit(":txn [[:read k v] [:write k v] …]");
    }

    private static boolean isRead(List<?> micro, Operation op) {
        String f = micro.get(0) instanceof Keyword keyword ? keyword.name() : String.valueOf(micro.get(0));
        return switch (f) {
            case "read", "r" -> true;
            case "write", "w" -> false;
            default -> throw op.unfit(":txn of :read and :write");
        };
    }

    @Override
    public String refusal(Map<Object, Object> state, Operation op) {
        Map<Object, Object> held = new HashMap<>(state);
        for (Object part : parts(op)) {
            if (part instanceof List<?> micro && micro.size() == 3) {
                Object key = Objects.requireNonNull(micro.get(1));
                Object value = micro.get(2);
                boolean isRead = isRead(micro, op);
                boolean anything = value == null && nilRead == NilRead.ANY;
                if (isRead && !anything && !Objects.equals(value, held.get(key))) {
                    Object holds = held.get(key);
                    return Literals.write(key) + " holds " + (holds == null ? "nothing" : Literals.write(holds))
                            + ", not " + Literals.write(value);
                }
                if (!isRead) {
                    held.put(key, value);
                }
            }
        }
        return Model.super.refusal(state, op);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        for (Object part : parts(op)) {
            if (part instanceof List<?> micro && !micro.isEmpty() && !isRead(micro, op)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean takesPair(String f) {
        // A transaction of two calls.
        return true;
    }
}
