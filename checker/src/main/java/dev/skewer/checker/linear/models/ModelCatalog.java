package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in models by the names that the command line and histories use. */
public final class ModelCatalog {
    private static final List<String> NAMES = List.of(
            "register",
            "cas-register",
            "multi-register",
            "mutex",
            "reentrant-mutex",
            "semaphore",
            "fifo-queue",
            "unordered-queue",
            "stack",
            "priority-queue",
            "set",
            "counter",
            "kv",
            "bank");

    private ModelCatalog() {}

    /** All names. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A model.
     *
     * @param name one of {@link #names}
     * @param initial the initial state; null for the model's own: unset, empty, 0, or one permit
     * @param nilRead what a read of nil says, for registers
     * @throws IllegalArgumentException if the initial state is none of the model's; says what would be right
     */
    public static Model<?> named(String name, @Nullable Object initial, NilRead nilRead) {
        return switch (name) {
            case "register" -> new Register(false, initial, nilRead);
            case "cas-register" -> new Register(true, initial, nilRead);
            case "kv" -> new KeyValueStore(initial);
            case "multi-register" -> new MultiRegister(registers(initial), nilRead);
            case "semaphore" -> Semaphore.of(number(initial, 1));
            case "counter" -> new Counter(number(initial, 0));
            case "bank" -> new Bank(initial == null ? null : balances(initial));
            default -> {
                if (initial != null) {
                    throw new IllegalArgumentException("the model " + name + " always begins free or empty");
                }
                yield plain(name);
            }
        };
    }

    private static Model<?> plain(String name) {
        return switch (name) {
            case "mutex" -> Semaphore.mutex();
            case "reentrant-mutex" -> new ReentrantMutex();
            case "fifo-queue" -> new FifoQueue();
            case "unordered-queue" -> new UnorderedQueue();
            case "stack" -> new Stack();
            case "priority-queue" -> new PriorityQueue();
            case "set" -> new SetOfValues();
            default -> throw new IllegalArgumentException("no model " + name);
        };
    }

    private static long number(@Nullable Object initial, long otherwise) {
        if (initial == null) {
            return otherwise;
        }
        if (initial instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(initial + " is no initial state; right would be an integer");
    }

    private static Map<Object, Object> registers(@Nullable Object initial) {
        Map<Object, Object> registers = new HashMap<>();
        if (initial instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key != null && value != null) {
                    registers.put(key, value);
                }
            });
        } else if (initial != null) {
            throw new IllegalArgumentException(initial + " is no initial state; right would be a map such as {:x 0}");
        }
        return registers;
    }

    private static Map<Object, Long> balances(Object initial) {
        Map<Object, Long> balances = new HashMap<>();
        if (initial instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key != null && value instanceof Long balance) {
                    balances.put(key, balance);
                }
            });
            return balances;
        }
        throw new IllegalArgumentException(
                initial + " is no initial state; right would be balances such as {0 100, 1 100}");
    }
}
