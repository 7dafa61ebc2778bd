package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Abstraction;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.history.Coding;
import dev.skewer.checker.linear.poly.UniqueRegister;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A register: {@code read} returns what {@code write v} wrote last; with compare-and-set, {@code cas [from to]} writes
 * {@code to} if the register holds {@code from}, and otherwise fails and is not in the history.
 */
public final class Register implements Model<Held>, Monitored, Abstraction, Beginning {
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
    public @Nullable Object initialValue() {
        return initial.value();
    }

    @Override
    public NilRead nilRead() {
        return nilRead;
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
    public List<Signature> signatures() {
        Signature read = Signature.of("read", Shape.ANY);
        Signature write = Signature.of("write", Shape.VALUE_OR_NIL);
        return withCas ? List.of(read, write, Signature.of("cas", Shape.PAIR)) : List.of(read, write);
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
            default -> {
                List<?> pair = Held.pair(op);
                return Objects.equals(pair.get(0), state.value()) ? new Held(pair.get(1)) : null;
            }
        }
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public @Nullable Held stateAfter(Operation op) {
        return switch (op.f()) {
            case "read" -> op.output() == null && nilRead == NilRead.ANY ? null : new Held(op.output());
            case "write" -> new Held(op.input());
            default -> new Held(Held.pair(op).get(1));
        };
    }

    @Override
    public String render(Held state) {
        return Literals.write(state.value());
    }

    @Override
    public String refusal(Held state, Operation op) {
        return state.refusal("the register", op);
    }

    @Override
    public boolean takesPair(String f) {
        return f.equals("cas");
    }

    /** Not if a value that was seen was written more than once, unless another was seen that was not written at all. */
    @Override
    public boolean mayDecide(List<Operation> kinds, int[] counts) {
        Map<Object, Integer> writes = new HashMap<>();
        Set<Object> seen = new HashSet<>();
        if (initial.value() != null) {
            writes.put(initial.value(), 1);
        }
        for (int kind = 0; kind < counts.length; kind++) {
            Operation op = kinds.get(kind);
            Object written = op.f().equals("write") ? op.input() : null;
            Object saw = op.f().equals("read") && op.known() ? op.output() : null;
            if (op.f().equals("cas") && op.input() instanceof List<?> pair && pair.size() == 2) {
                boolean isRead = Objects.equals(pair.get(0), pair.get(1));
                written = isRead ? null : pair.get(1);
                saw = op.known() ? pair.get(0) : null;
            }
            if (written != null) {
                writes.merge(written, counts[kind], Integer::sum);
            }
            if (saw != null) {
                seen.add(saw);
            }
        }
        boolean isAmbiguous = seen.stream().anyMatch(value -> writes.getOrDefault(value, 0) > 1);
        return !isAmbiguous || !writes.keySet().containsAll(seen);
    }

    @Override
    public boolean holdsPairs() {
        return initial.value() instanceof List<?> pair && pair.size() == 2;
    }

    @Override
    public Set<Object> elements(Operation op) {
        Set<Object> values = new HashSet<>();
        if (op.f().equals("cas")) {
            Held.pair(op).stream().filter(Objects::nonNull).forEach(values::add);
        } else {
            Object value = op.f().equals("read") ? op.output() : op.input();
            Optional.ofNullable(value).ifPresent(values::add);
        }
        return values;
    }

    /** All other values are taken for one. */
    @Override
    public Register only(Set<Object> elements) {
        return new Register(withCas, OtherValue.unless(initial.value(), elements), nilRead);
    }

    @Override
    public Operation only(Operation op, Set<Object> elements) {
        Object input = op.f().equals("cas")
                ? Held.pair(op).stream()
                        .map(each -> OtherValue.unless(each, elements))
                        .collect(Collectors.toCollection(ArrayList::new))
                : OtherValue.unless(op.input(), elements);
        return new Operation(
                op.f(), op.key(), input, OtherValue.unless(op.output(), elements), op.known(), op.process());
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Coding coding = new Coding(times, operations);
        int first = coding.id(initial.value());
        for (int call = 0; call < times.size; call++) {
            switch (coding.f(call)) {
                case "read" -> {
                    int seen = coding.output(call);
                    if (coding.isKnown(call) && (seen != Calls.NONE || nilRead == NilRead.EXACT)) {
                        if (seen == Calls.NONE && first != Calls.NONE) {
                            return Decision.notApplicable("nil is not the initial value, and yet was read");
                        }
                        coding.add(call, UniqueRegister.READ, seen, Calls.NONE);
                    }
                }
                case "write" -> {
                    int written = coding.input(call);
                    if (written == Calls.NONE) {
                        return Decision.notApplicable("nil was written");
                    }
                    coding.add(call, UniqueRegister.WRITE, written, Calls.NONE);
                }
                default -> {
                    int expected = coding.first(call);
                    int written = coding.second(call);
                    if (expected == Calls.NONE || written == Calls.NONE) {
                        return Decision.notApplicable("nil was replaced or written");
                    }
                    coding.add(call, UniqueRegister.CAS, expected, written);
                }
            }
        }
        return coding.decide(calls -> UniqueRegister.decide(calls, first));
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals("write") || f.equals("cas");
    }
}
