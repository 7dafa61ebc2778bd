package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A register: {@code read} returns what {@code write v} wrote last; with compare-and-set, {@code cas [from to]} writes
 * {@code to} if the register holds {@code from}, and otherwise fails and is not in the history.
 */
public final class Register implements Model<Held> {
    private final boolean withCas;
    private final Held initial;
    private final NilRead nilRead;

    /**
     * A register.
     *
     * @param withCas whether it has {@code cas}
     * @param initial what it holds at first; null for nothing
     * @param nilRead what a read of nil says
     */
    public Register(boolean withCas, @Nullable Object initial, NilRead nilRead) {
        this.withCas = withCas;
        this.initial = new Held(initial);
        this.nilRead = nilRead;
    }

    @Override
    public String name() {
        return withCas ? "cas-register" : "register";
    }

    @Override
    public Held initial() {
        return initial;
    }

    @Override
    public @Nullable Held step(Held state, Operation op) {
        switch (op.f()) {
            case "read" -> {
                boolean fits = !op.known()
                        || (op.output() == null && nilRead == NilRead.ANY)
                        || Objects.equals(op.output(), state.value());
                return fits ? state : null;
            }
            case "write" -> {
                return new Held(op.input());
            }
            case "cas" -> {
                if (withCas && op.input() instanceof List<?> pair && pair.size() == 2) {
                    return Objects.equals(pair.get(0), state.value()) ? new Held(pair.get(1)) : null;
                }
            }
            default -> {}
        }
        throw op.unfit(withCas ? ":read, :write v or :cas [from to]" : ":read or :write v");
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public String render(Held state) {
        return String.valueOf(state.value() == null ? "nil" : state.value());
    }

    @Override
    public boolean takesPair(String f) {
        return f.equals("cas");
    }
}
