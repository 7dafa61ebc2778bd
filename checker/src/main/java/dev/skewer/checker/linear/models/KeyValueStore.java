package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key of a key-value store: {@code get}, {@code put v}, {@code append v} (to a string or to the end of a vector),
 * {@code cas [from to]}, {@code delete}. Keys do not influence each other, so each is checked alone. An unset key reads as
 * nil, or, in histories of strings, as the empty string.
 */
public final class KeyValueStore implements Model<Held> {
    private final Held initial;

    /**
     * A store.
     *
     * @param initial what each key holds at first; null for nothing
     */
    public KeyValueStore(@Nullable Object initial) {
        this.initial = new Held(initial);
    }

    @Override
    public String name() {
        return "kv";
    }

    @Override
    public Held initial() {
        return initial;
    }

    @Override
    public @Nullable Held step(Held state, Operation op) {
        return switch (op.f()) {
            case "get" -> !op.known() || same(state.value(), op.output()) ? state : null;
            case "put" -> new Held(op.input());
            case "append" -> new Held(appended(state.value() == null ? "" : state.value(), op));
            case "cas" -> {
                if (!(op.input() instanceof List<?> pair) || pair.size() != 2) {
                    throw op.unfit(":cas [from to]");
                }
                yield same(state.value(), pair.get(0)) ? new Held(pair.get(1)) : null;
            }
            case "delete" -> new Held(null);
            default -> throw op.unfit(":get, :put v, :append v, :cas [from to] or :delete");
        };
    }

    private static boolean same(@Nullable Object held, @Nullable Object seen) {
        return Objects.equals(held, seen) || ("".equals(seen) && held == null) || ("".equals(held) && seen == null);
    }

    private static Object appended(Object held, Operation op) {
        return String.valueOf(held) + op.input();
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("get");
    }

    @Override
    public String render(Held state) {
        return String.valueOf(state.value() == null ? "nil" : state.value());
    }

    @Override
    public String refusal(Held state, Operation op) {
        return state.refusal("the key", op);
    }

    @Override
    public boolean takesPair(String f) {
        return f.equals("cas");
    }
}
