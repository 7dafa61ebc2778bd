package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Codes calls for an algorithm that knows only numbers, and translates its answer back. Where the values of the calls have
 * {@linkplain NumberedOperations numbers already}, they are not made: what is compared is these.
 */
public final class Coding {
    private final Calls times;
    private final List<Operation> operations;
    private final @Nullable NumberedOperations numbered;
    /** The codes of values by their numbers in the history, where they have such. */
    private final IntegerCodes codes = new IntegerCodes();

    /** The numbers of values by their codes, where they have such. */
    private int[] numbers = new int[64];

    /** The codes of all other values. */
    private final Map<Object, Integer> others = new HashMap<>();

    private int distinct;
    private final int[] kept;
    private final int[] code;
    private final int[] a;
    private final int[] b;
    private int size;

    /**
     * A coding without calls.
     *
     * @param times when the calls were made and returned
     * @param operations the calls
     */
    public Coding(Calls times, List<Operation> operations) {
        this.times = times;
        this.operations = operations;
        numbered = operations instanceof NumberedOperations numbers ? numbers : null;
        kept = new int[times.size];
        code = new int[times.size];
        a = new int[times.size];
        b = new int[times.size];
    }

    /** What was called. */
    public String f(int call) {
        return numbered != null ? numbered.f(call) : operations.get(call).f();
    }

    /** Whether a call returned. */
    public boolean isKnown(int call) {
        return numbered != null ? numbered.isKnown(call) : operations.get(call).known();
    }

    /** The code of the argument of a call; {@link Calls#NONE} for nil. */
    public int input(int call) {
        return numbered != null
                ? ofNumber(numbered.input(call))
                : id(operations.get(call).input());
    }

    /** The code of the answer of a call; {@link Calls#NONE} for nil. */
    public int output(int call) {
        return numbered != null
                ? ofNumber(numbered.output(call))
                : id(operations.get(call).output());
    }

    /** The code of the first element of the argument of a call, which is a pair. */
    public int first(int call) {
        return numbered != null
                ? ofNumber(numbered.values().first(numbered.input(call)))
                : id(pair(call).get(0));
    }

    /** The code of the second element of the argument of a call, which is a pair. */
    public int second(int call) {
        return numbered != null
                ? ofNumber(numbered.values().second(numbered.input(call)))
                : id(pair(call).get(1));
    }

    private List<?> pair(int call) {
        return (List<?>) operations.get(call).argument();
    }

    /** The code of a value, which need not occur in the calls; {@link Calls#NONE} for nil. */
    public int id(@Nullable Object value) {
        int number = numbered == null || value == null
                ? Calls.NONE
                : numbered.values().find(value);
        if (value == null || number != Calls.NONE) {
            return ofNumber(number);
        }
        Integer known = others.putIfAbsent(value, distinct);
        return known == null ? add(Calls.NONE) : known;
    }

    private int ofNumber(int number) {
        if (number == Calls.NONE) {
            return Calls.NONE;
        }
        int known = codes.get(number);
        if (known != IntegerCodes.MISSING) {
            return known;
        }
        codes.put(number, distinct);
        return add(number);
    }

    /** Gives the next code to a value, which has a number or not. */
    private int add(int number) {
        if (distinct == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * distinct);
        }
        numbers[distinct] = number;
        return distinct++;
    }

    /** The coded values by their codes. Makes them all. */
    public List<Object> values() {
        Object[] values = new Object[distinct];
        others.forEach((value, code) -> values[code] = value);
        for (int each = 0; each < distinct; each++) {
            if (values[each] == null) {
                values[each] = Objects.requireNonNull(
                        Objects.requireNonNull(numbered).values().get(numbers[each]));
            }
        }
        return List.of(values);
    }

    /**
     * Adds a call; calls that are not added are left out.
     *
     * @param call its number, above all that were added
     */
    public void add(int call, int what, int first, int second) {
        times.watch(size);
        kept[size] = call;
        code[size] = what;
        a[size] = first;
        b[size++] = second;
    }

    /** Has an algorithm decide about the calls that were added. */
    public Decision decide(Function<Calls, Decision> algorithm) {
        int[] calls = Arrays.copyOf(kept, size);
        int[] invoked = new int[size];
        int[] completed = new int[size];
        for (int i = 0; i < size; i++) {
            invoked[i] = times.invoked[calls[i]];
            completed[i] = times.completed[calls[i]];
        }
        Calls coded = new Calls(
                invoked, completed, Arrays.copyOf(code, size), Arrays.copyOf(a, size), Arrays.copyOf(b, size));
        return algorithm.apply(coded.within(times.budget())).renamed(calls);
    }
}
