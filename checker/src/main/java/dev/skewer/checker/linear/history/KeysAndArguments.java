package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.check.PartlyKnownOperations;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each operation of a history was called on, what with, and what it answered, put together from its two events: takes
 * {@code [key value]} tuples apart, and takes an argument that only the completion has from there, as Knossos does. What comes
 * out has keys in their own column and arguments with the invocations, whichever way it was recorded.
 *
 * <p>An operation of unknown outcome of which the history does not say the key, or the argument, is left out and named:
 * {@link PartlyKnownOperations} thinks about those. One of unknown outcome that only reads says nothing, and is just left out.
 *
 * <p>Two passes over the operations; up to 20 bytes an operation, where anything changes.
 */
public final class KeysAndArguments {
    private static final byte TAKES_PAIR = 1;
    private static final byte REPEATS_ARGUMENT = 2;
    private static final byte ASKED = 4;

    /**
     * A history in this form.
     *
     * @param history without the partly known operations, which look as if they had failed there
     * @param partlyKnown operations of unknown outcome whose key or argument is not known, in order of invocation
     * @param notes what was assumed, a sentence each
     */
    public record Found(OperationHistory history, List<Integer> partlyKnown, List<String> notes) {}

    private final OperationHistory h;
    private final Values values;
    private final Model<?> model;
    private final Keyed keyed;
    /** What is known of each function, by its symbol: bits. */
    private final byte[] functions;

    private KeysAndArguments(OperationHistory history, Model<?> model, Keyed keyed) {
        h = history;
        values = history.values;
        this.model = model;
        this.keyed = keyed;
        functions = new byte[history.symbols.size()];
    }

    /**
     * Brings a history into this form.
     *
     * @return the history itself where nothing has to be changed
     * @throws HistoryException if an operation that is ok names no key though others do, or its two events contradict each other
     */
    public static Found of(OperationHistory history, Model<?> model, Keyed keyed) {
        return new KeysAndArguments(history, model, keyed).found();
    }

    private Found found() {
        boolean byTuples = keyed == Keyed.YES || (keyed == Keyed.AUTO && isByTuples());
        OperationHistory out = h.copy();
        boolean isAmbiguous = false;
        if (byTuples) {
            out.key = Arrays.copyOf(h.key, h.ops);
            out.output = Arrays.copyOf(h.output, h.ops);
            out.input = Arrays.copyOf(h.input, h.ops);
            for (int op = 0; op < h.ops; op++) {
                takeApart(op, out);
                isAmbiguous |= h.status[op] == Status.OK && h.input[op] == Calls.NONE;
            }
        }
        boolean isKeyed = false;
        for (int op = 0; op < h.ops; op++) {
            isKeyed |= out.key[op] != Calls.NONE;
            if (h.status[op] == Status.OK && is(REPEATS_ARGUMENT, h.f[op])) {
                settleArgument(op, out);
            }
        }
        List<Integer> partlyKnown = leaveOutPartlyKnown(isKeyed, out);
        boolean isSame = out.key == h.key && out.input == h.input && out.status == h.status;
        List<String> notes = isAmbiguous && keyed == Keyed.AUTO
                ? List.of(
                        "the values are taken for [key value] tuples, though some are so only when the operation ends;"
                                + " --keyed no if they are pairs")
                : List.of();
        return new Found(isSame ? h : out, partlyKnown, notes);
    }

    /**
     * Whether every operation that is ok has a tuple for its value, and some had it from the beginning; or, where none is ok yet,
     * every operation that did not fail. Keys are of a kind: where some are collections and others are not, the values are just
     * pairs.
     */
    private boolean isByTuples() {
        boolean isAnyOk = Arrays.stream(h.status, 0, h.ops).anyMatch(each -> each == Status.OK);
        boolean isNamed = false;
        int collections = 0;
        int tuples = 0;
        for (int op = 0; op < h.ops; op++) {
            if (isAnyOk ? h.status[op] != Status.OK : h.status[op] == Status.FAIL) {
                continue;
            }
            int input = h.input[op];
            int output = h.output[op];
            int value = input == Calls.NONE ? output : input;
            if (h.key[op] != Calls.NONE || !isTuple(value, h.f[op])) {
                return false;
            }
            // A read is invoked with [key nil]; an argument beside an answer that is no tuple is itself a pair.
            boolean isRead = input != Calls.NONE && values.second(input) == Calls.NONE;
            if (output != Calls.NONE && !isRead && !values.isPair(output)) {
                return false;
            }
            isNamed |= input != Calls.NONE;
            tuples++;
            int key = values.first(value);
            collections += !values.isPlain(key) && isCollection(key) ? 1 : 0;
        }
        return isNamed && (collections == 0 || collections == tuples);
    }

    private boolean isCollection(int value) {
        Object object = values.get(value);
        return object instanceof Collection<?> || object instanceof Map<?, ?>;
    }

    /**
     * Whether a value may be a tuple: a pair with a key, inside of it another where the call takes a pair, and inside of that
     * another where the object holds pairs.
     */
    private boolean isTuple(int value, int f) {
        if (!values.isPair(value) || values.first(value) == Calls.NONE) {
            return false;
        }
        int argument = values.second(value);
        boolean takesPair = is(TAKES_PAIR, f);
        if (takesPair && !values.isPair(argument)) {
            return keyed == Keyed.YES && values.get(argument) instanceof List<?>;
        }
        int held = takesPair ? values.first(argument) : argument;
        return !model.holdsPairs() || held == Calls.NONE || values.isPair(held);
    }

    private boolean is(byte what, int f) {
        if (functions[f] == 0) {
            String name = h.symbols.name(f);
            functions[f] = (byte) (ASKED
                    | (model.takesPair(name) ? TAKES_PAIR : 0)
                    | (model.repeatsArgument(name) ? REPEATS_ARGUMENT : 0));
        }
        return (functions[f] & what) != 0;
    }

    private void takeApart(int op, OperationHistory out) {
        int input = h.input[op];
        int output = h.output[op];
        if (h.key[op] != Calls.NONE) {
            return;
        }
        if (isTuple(input, h.f[op])) {
            out.key[op] = values.first(input);
            out.input[op] = values.second(input);
            out.output[op] = h.status[op] == Status.OK ? answer(op) : Calls.NONE;
        } else if (h.status[op] == Status.OK) {
            if (input != Calls.NONE || !isTuple(output, h.f[op])) {
                throw new HistoryException(h.place(op) + ":" + h.symbols.name(h.f[op]) + " with "
                        + text(input == Calls.NONE ? output : input)
                        + " names no key; right would be [key value], or --keyed no if no value is such a tuple");
            }
            out.key[op] = values.first(output);
            out.output[op] = values.second(output);
        }
    }

    private int answer(int op) {
        int output = h.output[op];
        if (output == Calls.NONE) {
            return output;
        }
        int key = values.first(h.input[op]);
        if (values.isPair(output) && values.first(output) == key) {
            return values.second(output);
        }
        throw new HistoryException(h.place(op) + text(output) + " answers " + text(h.input[op])
                + "; right would be the same key: [" + text(key) + " …]");
    }

    /** Takes an argument that only the completion has from there; if both have one, it must be the same. */
    private void settleArgument(int op, OperationHistory out) {
        int asked = out.input[op];
        int answered = out.output[op];
        if (answered == Calls.NONE || answered == asked) {
            return;
        }
        if (asked != Calls.NONE) {
            throw new HistoryException(h.place(op) + ":" + h.symbols.name(h.f[op]) + " is invoked with " + text(asked)
                    + " and completed with " + text(answered)
                    + "; right would be the same value, or nil in one of them");
        }
        if (out.input == h.input) {
            out.input = Arrays.copyOf(h.input, h.ops);
        }
        out.input[op] = answered;
    }

    private List<Integer> leaveOutPartlyKnown(boolean isKeyed, OperationHistory out) {
        List<Integer> partlyKnown = new ArrayList<>();
        for (int op = 0; op < h.ops; op++) {
            if (h.status[op] != Status.INFO) {
                continue;
            }
            boolean hasNoKey = isKeyed && out.key[op] == Calls.NONE;
            if (!hasNoKey && (out.input[op] != Calls.NONE || !is(REPEATS_ARGUMENT, h.f[op]))) {
                continue;
            }
            if (out.status == h.status) {
                out.status = Arrays.copyOf(h.status, h.ops);
            }
            out.status[op] = Status.FAIL;
            if (!isReadOnly(op, out)) {
                partlyKnown.add(op);
            }
        }
        return partlyKnown;
    }

    private boolean isReadOnly(int op, OperationHistory out) {
        Object argument = values.get(out.input[op]);
        try {
            return model.isReadOnly(
                    new Operation(h.symbols.name(h.f[op]), null, argument, null, false, h.processName(op)));
        } catch (RuntimeException e) {
            // Not held to its shape as yet; where that is done, it is told what is wrong.
            return false;
        }
    }

    private String text(int value) {
        @Nullable Object object = values.get(value);
        return Values.text(object);
    }
}
