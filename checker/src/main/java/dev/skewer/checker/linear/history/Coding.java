package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Codes calls for an algorithm that knows only numbers, and translates its answer back. */
public final class Coding {
    private final Calls times;
    private final Map<Object, Integer> ids = new HashMap<>();
    private final int[] kept;
    private final int[] code;
    private final int[] a;
    private final int[] b;
    private int size;

    /**
     * A coding without calls.
     *
     * @param times when the calls were made and returned
     */
    public Coding(Calls times) {
        this.times = times;
        kept = new int[times.size];
        code = new int[times.size];
        a = new int[times.size];
        b = new int[times.size];
    }

    /** The number of a value; {@link Calls#NONE} for nil. */
    public int id(@Nullable Object value) {
        if (value == null) {
            return Calls.NONE;
        }
        Integer known = ids.putIfAbsent(value, ids.size());
        return known == null ? ids.size() - 1 : known;
    }

    /** The numbered values. */
    public Map<Object, Integer> ids() {
        return ids;
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
