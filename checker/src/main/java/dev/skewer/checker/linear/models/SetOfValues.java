package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.history.Coding;
import dev.skewer.checker.linear.poly.GrowingSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set: {@code add v}, {@code remove v}, {@code contains v} (answers true or false), and {@code read}, which answers all
 * elements.
 */
public final class SetOfValues implements Model<Set<Object>>, Monitored, Composite {
    /** The only values that calls are about, where they are known; else null. */
    private final @Nullable Set<Object> only;

    /** A set that is empty at first. */
    public SetOfValues() {
        this(null);
    }

    private SetOfValues(@Nullable Set<Object> only) {
        this.only = only;
    }

    @Override
    public String name() {
        return "set";
    }

    @Override
    public Set<Object> initial() {
        return Set.of();
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                Signature.of("add", Shape.VALUE),
                Signature.of("remove", Shape.VALUE),
                new Signature("contains", Shape.VALUE, Shape.TRUTH),
                new Signature("read", Shape.ANY, Shape.ELEMENTS));
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
            default -> {
                if (!op.known()) {
                    return set;
                }
                Collection<?> seen = seen(op);
                return seen.size() == set.size() && set.equals(new HashSet<>(seen)) ? set : null;
            }
        }
    }

    private static Collection<?> seen(Operation read) {
        return (Collection<?>) Objects.requireNonNull(read.output());
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
    public @Nullable Set<Object> stateAfter(Operation op) {
        if (only != null && only.size() == 1 && !op.f().equals("read")) {
            // All that there can be is this value.
            boolean isIn = op.f().equals("add") || Boolean.TRUE.equals(op.output());
            return isIn ? only : Set.of();
        }
        if (!op.f().equals("read") || !(op.output() instanceof Collection<?> seen)) {
            return null;
        }
        Set<Object> elements = new HashSet<>();
        for (Object each : seen) {
            if (each == null || !elements.add(each)) {
                return null;
            }
        }
        return elements;
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read") || op.f().equals("contains");
    }

    @Override
    public @Nullable Object element(Operation op) {
        return op.f().equals("read") ? null : op.argument();
    }

    @Override
    public String element() {
        return "value";
    }

    @Override
    public Set<Object> elements(Operation op) {
        if (op.f().equals("read")) {
            Set<Object> seen = new HashSet<>();
            if (op.output() instanceof Collection<?> all) {
                all.stream().filter(Objects::nonNull).forEach(seen::add);
            }
            return seen;
        }
        return Set.of(op.argument());
    }

    @Override
    public Model<?> only(Set<Object> elements) {
        return new SetOfValues(elements);
    }

    @Override
    public @Nullable Operation only(Operation op, Set<Object> elements) {
        if (!op.f().equals("read")) {
            return elements.contains(op.argument()) ? op : null;
        }
        if (!op.known()) {
            return op;
        }
        List<?> some = seen(op).stream().filter(elements::contains).toList();
        return new Operation("read", op.key(), op.input(), some, true, op.process());
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Coding coding = new Coding(times, operations);
        Set<Object> added = new HashSet<>();
        Set<Object> removed = new HashSet<>();
        List<int[]> seen = new ArrayList<>();
        for (int call = 0; call < times.size; call++) {
            Operation op = operations.get(call);
            switch (op.f()) {
                case "add" -> {
                    added.add(op.argument());
                    coding.add(call, GrowingSet.ADD, coding.id(op.argument()), Calls.NONE);
                }
                case "remove" -> removed.add(op.argument());
                case "contains" -> {
                    if (op.known()) {
                        int found = Boolean.TRUE.equals(op.output()) ? 1 : 0;
                        coding.add(call, GrowingSet.CONTAINS, coding.id(op.argument()), found);
                    }
                }
                default -> {
                    if (op.known()) {
                        coding.add(call, GrowingSet.READ, Calls.NONE, seen.size());
                        seen.add(seen(op).stream().mapToInt(coding::id).toArray());
                    }
                }
            }
        }
        removed.retainAll(added);
        return removed.isEmpty()
                ? coding.decide(calls -> GrowingSet.decide(calls, seen.toArray(new int[0][])))
                : Decision.notApplicable("values that were added may have been removed");
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals("add") || f.equals("remove");
    }
}
