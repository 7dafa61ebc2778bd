package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set: {@code add v}, {@code remove v}, {@code contains v} (answers true or false), and {@code read}, which answers all
 * elements.
 */
public final class SetOfValues implements Model<Set<Object>> {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public Set<Object> initial() {
        return Set.of();
    }

    @Override
    public @Nullable Set<Object> step(Set<Object> set, Operation op) {
        switch (op.f()) {
            case "add" -> {
                Set<Object> next = new HashSet<>(set);
                return next.add(op.argument()) ? next : set;
            }
            case "remove" -> {
                Set<Object> next = new HashSet<>(set);
                return next.remove(op.argument()) ? next : set;
            }
            case "contains" -> {
                return !op.known()
                                || Boolean.valueOf(set.contains(op.argument())).equals(op.output())
                        ? set
                        : null;
            }
            case "read" -> {
                if (!op.known()) {
                    return set;
                }
                if (!(op.output() instanceof Collection<?> seen)) {
                    throw op.unfit("all elements of the set");
                }
                return seen.size() == set.size() && set.containsAll(seen) ? set : null;
            }
            default -> throw op.unfit(":add v, :remove v, :contains v or :read");
        }
    }

    @Override
    public String refusal(Set<Object> set, Operation op) {
        if (op.f().equals("contains")) {
            return Literals.write(op.argument())
                    + (set.contains(op.argument()) ? " is in the set" : " is not in the set");
        }
        if (op.output() instanceof Collection<?> seen) {
            for (Object value : seen) {
                if (value == null || !set.contains(value)) {
                    return Literals.write(value) + " is not in the set";
                }
            }
            for (Object value : set) {
                if (!seen.contains(value)) {
                    return Literals.write(value) + " is in the set, and was not seen";
                }
            }
        }
        return Model.super.refusal(set, op);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read") || op.f().equals("contains");
    }
}
