package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Explanations of open reads, one after the other: each read is taken to have seen one of its candidates, first the one that was called
 * last before it, then what is nearest. What was found to contradict itself is avoided from then on.
 *
 * <p>The reads that were in a contradiction are searched depth first; as long as these are few, so is what there is to try.
 */
final class ChosenSources implements OpenSources {
    private final TransactionHistory h;
    private final ObservedWrites observed;
    /** By open read that was looked at, its number. */
    private final LongIntMap numbers = new LongIntMap();

    private final List<Read> reads = new ArrayList<>();
    /** The reads that were in a contradiction, by number, in the order in which they came. */
    private final List<Integer> blamed = new ArrayList<>();
    /** By number of a read, the combinations that contradict themselves and in which it is the last of the blamed ones. */
    private final List<List<int[]>> forbidden = new ArrayList<>();

    private long steps;

    /** An open read, its candidates, likely ones first, and which of them it is taken to have seen. */
    private static final class Read {
        final int[] candidates;
        int chosen;
        int position = -1;

        Read(int[] candidates) {
            this.candidates = candidates;
        }
    }

    ChosenSources(TransactionHistory history, ObservedWrites observed) {
        h = history;
        this.observed = observed;
    }

    @Override
    public int source(int read) {
        Read known = reads.get(number(read));
        return known.candidates[known.chosen];
    }

    private int number(int read) {
        int number = numbers.get(read);
        if (number == LongIntMap.MISSING) {
            number = reads.size();
            numbers.put(read, number);
            reads.add(new Read(candidates(read)));
            forbidden.add(new ArrayList<>());
        }
        return number;
    }

    /** The candidates of a read, the ones nearest to it first. */
    private int[] candidates(int read) {
        int value = ObservedWrites.OPEN - observed.write(read);
        int reader = h.transaction[read];
        int[] writers = Arrays.stream(observed.candidates(value))
                .map(write -> h.transaction[write])
                .filter(writer -> writer != reader)
                .toArray();
        int low = 0;
        while (low < writers.length && writers[low] < reader) {
            low++;
        }
        int high = low;
        boolean isInitial = observed.mayBeInitial(value);
        int[] sorted = new int[writers.length + (isInitial ? 1 : 0)];
        int size = 0;
        while (size < sorted.length) {
            boolean isBefore = low > 0 || isInitial;
            int earlier = low > 0 ? writers[low - 1] : ReadSources.INITIAL;
            if (isBefore && (size == 0 || high == writers.length || reader - earlier <= writers[high] - reader)) {
                isInitial &= low > 0;
                low = Math.max(0, low - 1);
                sorted[size++] = earlier;
            } else {
                sorted[size++] = writers[high++];
            }
        }
        return sorted;
    }

    /** Whether a read is open: one that is not of what its own transaction had written. */
    boolean isOpen(int read) {
        return read >= 0 && observed.write(read) <= ObservedWrites.OPEN;
    }

    /**
     * Goes on to an explanation in which some reads do not all see what they are taken to have seen now.
     *
     * @param some open reads, at least one
     * @param mostSteps how long to search
     * @return whether there is one; if the search took too long, too, and then {@link #isOver} says so
     */
    boolean avoid(Collection<Integer> some, long mostSteps) {
        TreeSet<Integer> positions = new TreeSet<>();
        for (int read : some) {
            int number = number(read);
            Read known = reads.get(number);
            if (known.position < 0) {
                known.position = blamed.size();
                blamed.add(number);
            }
            positions.add(known.position);
        }
        int[] combination = new int[2 * positions.size()];
        int size = 0;
        for (int position : positions) {
            combination[size++] = blamed.get(position);
            combination[size++] = reads.get(blamed.get(position)).chosen;
        }
        forbidden.get(blamed.get(positions.last())).add(combination);
        return search(positions.last(), mostSteps);
    }

    /** Whether the latest search took too long. */
    boolean isOver() {
        return steps < 0;
    }

    /** Chooses for the blamed reads from a position on, which are right as they are before it. */
    private boolean search(int from, long mostSteps) {
        int[] tried = new int[blamed.size()];
        int[] first =
                blamed.stream().mapToInt(number -> reads.get(number).chosen).toArray();
        int position = from;
        // What stands before the position was chosen by this search or the ones before, so that may be changed, too.
        Arrays.fill(tried, 0, from, 1);
        steps = mostSteps;
        while (position < blamed.size()) {
            if (--steps < 0) {
                return true;
            }
            Read read = reads.get(blamed.get(position));
            if (tried[position] == read.candidates.length) {
                tried[position] = 0;
                read.chosen = first[position];
                if (--position < 0) {
                    return false;
                }
                continue;
            }
            read.chosen = (first[position] + tried[position]++) % read.candidates.length;
            if (isAllowed(blamed.get(position))) {
                position++;
            }
        }
        return true;
    }

    private boolean isAllowed(int number) {
        for (int[] combination : forbidden.get(number)) {
            boolean isSame = true;
            for (int i = 0; isSame && i < combination.length; i += 2) {
                isSame = reads.get(combination[i]).chosen == combination[i + 1];
            }
            if (isSame) {
                return false;
            }
        }
        return true;
    }
}
