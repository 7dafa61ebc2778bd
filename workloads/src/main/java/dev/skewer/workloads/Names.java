package dev.skewer.workloads;

import dev.skewer.history.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names that a run's events use, numbered for all threads: {@link Symbols} that many may ask. Numbers are handed out
 * in order, so a {@code Symbols} that is fed from here in order has the same ones.
 *
 * <p>Names stay for the whole run: use few. A workload interns its words when it starts. Texts of errors, which no one
 * can count beforehand, go through {@link #bounded}.
 */
public final class Names {
    /** Distinct names beyond which {@link #bounded} gives up telling them apart. */
    static final int MANY = 4_096;

    private static final String OTHER = "another error (too many different ones to keep)";

    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
    private final List<String> inOrder = new ArrayList<>();
    private volatile int size;

    /** The number of a name, giving it one if it is new. */
    public int of(String name) {
        Integer number = numbers.get(name);
        return number != null ? number : add(name);
    }

    /** As {@link #of}, or the number of a catch-all name when there are too many already. */
    public int bounded(String name) {
        Integer number = numbers.get(name);
        return number != null ? number : add(size < MANY ? name : OTHER);
    }

    /**
     * Teaches {@code symbols} all names that it does not know yet, so that numbers from here are valid there.
     *
     * @param symbols fed by this method alone
     */
    public void teach(Symbols symbols) {
        if (symbols.size() == size) {
            return;
        }
        synchronized (this) {
            int known = symbols.size();
            if (known > inOrder.size() || (known > 0 && !symbols.name(known - 1).equals(inOrder.get(known - 1)))) {
                throw new IllegalStateException("somebody else added names to the history's symbols");
            }
            for (int number = known; number < inOrder.size(); number++) {
                symbols.intern(inOrder.get(number));
            }
        }
    }

    private synchronized int add(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = inOrder.size();
        inOrder.add(name);
        numbers.put(name, number);
        size = number + 1;
        return number;
    }
}
