package dev.skewer.checker.transaction.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sets that reads saw, each as sorted tokens; the sum of all of them is kept. */
public final class SetReads {
    private final List<long[]> sets = new ArrayList<>();
    private long bytes;

    /**
     * Keeps a set.
     *
     * @param elements its elements, which are sorted here
     * @return its number
     */
    long add(long[] elements) {
        Arrays.sort(elements);
        sets.add(elements);
        bytes += 24 + 8L * elements.length;
        return sets.size() - 1L;
    }

    /** A set by its number, sorted; an element may be there twice where a history has it so. */
    public long[] get(long number) {
        return sets.get((int) number);
    }

    long bytes() {
        return bytes;
    }
}
