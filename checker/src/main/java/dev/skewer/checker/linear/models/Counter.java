package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import org.jspecify.annotations.Nullable;

/** A counter: {@code add n}, where n may be negative, and {@code read}, which answers the sum. */
public final class Counter implements Model<Long> {
    private final long initial;

    /**
     * A counter.
     *
     * @param initial its value at first
     */
    public Counter(long initial) {
        this.initial = initial;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Long initial() {
        return initial;
    }

    @Override
    public @Nullable Long step(Long sum, Operation op) {
        switch (op.f()) {
            case "add" -> {
                if (op.argument() instanceof Long amount) {
                    return sum + amount;
                }
                throw op.unfit(":add with an integer");
            }
            case "read" -> {
                return !op.known() || sum.equals(op.output()) ? sum : null;
            }
            default -> throw op.unfit(":add n or :read");
        }
    }

    @Override
    public String refusal(Long sum, Operation op) {
        return "the counter stands at " + sum + ", not at " + Literals.write(op.output());
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }
}
