package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Abstraction;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.Specializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One key of a key-value store: {@code get}, {@code put v}, {@code append v} (to a string or to the end of a vector),
 * {@code cas [from to]}, {@code delete}. Keys do not influence each other, so each is checked alone. An unset key reads as
 * nil, or, in histories of strings, as the empty string.
 */
public final class KeyValueStore implements Model<Held>, Monitored, Specializable, Abstraction, Beginning {
    /** The strings that were seen, if no others are told apart of which none of these begins with; else null. */
    private final @Nullable Set<Object> seen;

    private final Held initial;

    /**
     * A store.
     *
     * @param initial what each key holds at first; null for nothing
     */
    public KeyValueStore(@Nullable Object initial) {
        this(initial, null);
    }

    private KeyValueStore(@Nullable Object initial, @Nullable Set<Object> seen) {
        this.initial = new Held(initial);
        this.seen = seen;
    }

    @Override
    public @Nullable Object initialValue() {
        return initial.value();
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
    public List<Signature> signatures() {
        return List.of(
                Signature.of("get", Shape.ANY),
                Signature.of("put", Shape.VALUE_OR_NIL),
                Signature.of("append", Shape.VALUE),
                Signature.of("cas", Shape.PAIR),
                Signature.of("delete", Shape.ANY));
    }

    @Override
    public @Nullable Held step(Held state, Operation op) {
        return switch (op.f()) {
            case "get" -> !op.known() || same(state.value(), op.output()) ? state : null;
            case "put" -> new Held(op.input());
            case "append" -> {
                Object longer = appended(state.value() == null ? "" : state.value(), op);
                yield new Held(seen == null ? longer : unlessSeen(longer, seen));
            }
            case "delete" -> new Held(null);
            default ->
                same(state.value(), Held.pair(op).get(0))
                        ? new Held(Held.pair(op).get(1))
                        : null;
        };
    }

    private static boolean same(@Nullable Object held, @Nullable Object seen) {
        return Objects.equals(held, seen) || ("".equals(seen) && held == null) || ("".equals(held) && seen == null);
    }

    private static Object appended(Object held, Operation op) {
        Object more = op.argument();
        if (held instanceof OtherValue || more instanceof OtherValue) {
            return new OtherValue();
        }
        boolean isVector = held instanceof List<?>;
        if (isVector || (held.equals("") && !(more instanceof String))) {
            List<Object> longer = isVector ? new ArrayList<>((List<?>) held) : new ArrayList<>();
            longer.add(more);
            return Collections.unmodifiableList(longer);
        }
        return held + String.valueOf(more);
    }

    @Override
    public boolean holdsPairs() {
        return initial.value() instanceof List<?> pair && pair.size() == 2;
    }

    @Override
    public Set<Object> elements(Operation op) {
        Set<Object> values = new HashSet<>();
        if (op.f().equals("get")) {
            Optional.ofNullable(op.output()).ifPresent(values::add);
        } else if (op.f().equals("cas")) {
            Held.pair(op).stream().filter(Objects::nonNull).forEach(values::add);
        } else if (op.f().equals("put")) {
            Optional.ofNullable(op.input()).ifPresent(values::add);
        }
        return values;
    }

    /**
     * All strings are taken for one that are no beginning of one of these: nothing that is appended to them makes one of
     * these.
     */
    @Override
    public KeyValueStore only(Set<Object> elements) {
        return new KeyValueStore(unlessSeen(initial.value(), elements), elements);
    }

    @Override
    public Operation only(Operation op, Set<Object> elements) {
        Object input = op.f().equals("cas")
                ? Held.pair(op).stream()
                        .map(each -> unlessSeen(each, elements))
                        .collect(Collectors.toCollection(ArrayList::new))
                : op.f().equals("append") ? unlessPart(op.argument(), elements) : unlessSeen(op.input(), elements);
        return new Operation(op.f(), op.key(), input, unlessSeen(op.output(), elements), op.known(), op.process());
    }

    private static @Nullable Object unlessSeen(@Nullable Object value, Set<Object> seen) {
        boolean isOther = value instanceof String string
                && seen.stream().noneMatch(each -> each instanceof String whole && whole.startsWith(string))
                && !string.isEmpty();
        return isOther ? new OtherValue() : value;
    }

    private static Object unlessPart(Object value, Set<Object> seen) {
        boolean isOther = value instanceof String string
                && seen.stream().noneMatch(each -> each instanceof String whole && whole.contains(string));
        return isOther ? new OtherValue() : value;
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        return StringStates.decide(times, operations, initial.value());
    }

    @Override
    public @Nullable Specialized<?> specializedTo(List<Operation> operations) {
        return seen == null ? SeenStrings.of(operations, initial.value()) : null;
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("get");
    }

    @Override
    public @Nullable Held stateAfter(Operation op) {
        return switch (op.f()) {
            // An empty answer may be that of an unset key or of an empty string.
            case "get" -> op.output() == null || op.output().equals("") ? null : new Held(op.output());
            case "put" -> new Held(op.input());
            case "cas" -> new Held(Held.pair(op).get(1));
            case "delete" -> new Held(null);
            default -> null;
        };
    }

    @Override
    public String render(Held state) {
        return Literals.write(state.value());
    }

    @Override
    public String refusal(Held state, Operation op) {
        return state.refusal("the key", op);
    }

    @Override
    public boolean takesPair(String f) {
        return f.equals("cas");
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals("put") || f.equals("append") || f.equals("cas");
    }
}
