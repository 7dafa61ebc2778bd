package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Shape;
import java.util.ArrayList;
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
            case "multi-register" ->
                new MultiRegister(initial == null ? Map.of() : map(initial, "a map such as {:x 0}"), nilRead);
            case "semaphore" -> Semaphore.of(number(initial, 1));
            case "counter" -> new Counter(number(initial, 0));
            case "bank" -> new Bank(initial == null ? null : map(initial, "balances such as {0 100, 1 100}"));
            default -> {
                if (initial != null) {
                    throw new IllegalArgumentException("the model " + name + " always begins free or empty");
                }
                yield plain(name);
            }
        };
    }

    /**
     * The options of {@code skewer check} that make a model: its name, and what is not as it would be by itself.
     *
     * @return in turn as the command line takes them; empty if it has no such model
     */
    public static List<String> options(Model<?> model) {
        boolean isBuiltIn = model.getClass().getPackage().equals(ModelCatalog.class.getPackage());
        if (!isBuiltIn) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("--model", model.name()));
        if (model instanceof Beginning beginning) {
            Object initial = beginning.initialValue();
            if (initial != null) {
                options.addAll(List.of("--initial", Literals.writeWhole(initial)));
            }
            if (beginning.nilRead() == NilRead.EXACT) {
                options.addAll(List.of("--nil-read", "exact"));
            }
        }
        return options;
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

    private static Number number(@Nullable Object initial, long otherwise) {
        if (initial == null) {
            return otherwise;
        }
        if (Shape.INTEGER.fits(initial)) {
            return (Number) initial;
        }
        throw new IllegalArgumentException(Literals.write(initial) + " is no initial state; right would be an integer");
    }

    private static Map<?, ?> map(Object initial, String right) {
        if (initial instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(Literals.write(initial) + " is no initial state; right would be " + right);
    }
}
