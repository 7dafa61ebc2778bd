package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.parts.Batches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is pending at a configuration of {@link SumSearch}, but for the due call if it adds. */
final class Pending {
    private static final long BYTES = 200;
    private static final long BYTES_PER_CALL = 24;

    private final SumCalls calls;
    private final long[] state;
    /** How many calls are pending. */
    private final int pending;

    private final int[][] groups;
    private final int[] views;
    private final int[] donors;
    private final Batches batches;

    /**
     * Sorts out what is pending.
     *
     * @param optional by call: whether it may be without effect
     * @param state the present vector
     */
    Pending(SumCalls calls, Placement placement, boolean[] optional, long[] state) {
        this.calls = calls;
        this.state = state;
        long[] taken = taken(placement);
        List<Integer> seeing = new ArrayList<>();
        List<Integer> giving = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int c = placement.first(); placement.isPending(c); c = placement.after(c)) {
            if (calls.isPossibleView(c)) {
                seeing.add(c);
            } else if (c != placement.due() && calls.changesSomething(c)) {
                (isDonor(c, taken) ? giving : others).add(c);
            }
        }
        seeing.sort(Comparator.comparingInt(c -> calls.calls.completed[c]));
        others.sort(Comparator.comparingInt((Integer c) -> calls.kind(c))
                .thenComparing(c -> optional[c])
                .thenComparing(c -> calls.calls.completed[c])
                .thenComparing(c -> c));
        pending = seeing.size() + giving.size() + others.size();
        views = toArray(seeing);
        donors = toArray(giving);
        groups = grouped(others, optional);
        batches = differences();
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(c -> c).toArray();
    }

    /** By number: what all that is pending takes from it, as a number below zero. */
    private long[] taken(Placement placement) {
        long[] taken = new long[state.length];
        for (int c = placement.first(); placement.isPending(c); c = placement.after(c)) {
            long[] change = calls.change(c);
            for (int d = 0; change != null && d < taken.length; d++) {
                taken[d] += Math.min(0, change[d]);
            }
        }
        return taken;
    }

    private boolean isDonor(int call, long[] taken) {
        long[] change = calls.change(call);
        for (int d = 0; calls.bounded && change != null && d < change.length; d++) {
            if (change[d] > 0 && state[d] + taken[d] < 0) {
                return true;
            }
        }
        return false;
    }

    private int[][] grouped(List<Integer> sorted, boolean[] optional) {
        List<int[]> alike = new ArrayList<>();
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            int first = sorted.get(from);
            while (to < sorted.size()
                    && calls.kind(sorted.get(to)) == calls.kind(first)
                    && optional[sorted.get(to)] == optional[first]) {
                to++;
            }
            alike.add(toArray(sorted.subList(from, to)));
        }
        return alike.toArray(new int[0][]);
    }

    private Batches differences() {
        long[][] change = new long[groups.length][];
        long[] hash = new long[groups.length];
        int[] available = new int[groups.length];
        for (int g = 0; g < groups.length; g++) {
            change[g] = calls.change(groups[g][0]);
            hash[g] = calls.hash(groups[g][0]);
            available[g] = groups[g].length;
        }
        long stateHash = calls.hash(state);
        long[][] difference = new long[views.length][state.length];
        long[] wanted = new long[views.length];
        for (int v = 0; v < views.length; v++) {
            long[] seen = calls.seen(views[v]);
            for (int d = 0; seen != null && d < state.length; d++) {
                difference[v][d] = seen[d] - state[d];
            }
            wanted[v] = calls.hash(views[v]) - stateHash;
        }
        return new Batches(change, hash, available, difference, wanted);
    }

    /** The batches of calls that are no donors and lead to a view. */
    Batches batches() {
        return batches;
    }

    /** About how many bytes it takes now. */
    long bytes() {
        return BYTES + BYTES_PER_CALL * pending + batches.bytes();
    }

    /** The batch that was found, and then the view that it leads to. */
    int[] found() {
        int[] taken = batches.taken();
        int[] batch = new int[batches.size() + 1];
        int i = 0;
        for (int g = 0; g < taken.length; g++) {
            System.arraycopy(groups[g], 0, batch, i, taken[g]);
            i += taken[g];
        }
        batch[i] = views[batches.target()];
        return batch;
    }

    /** The calls that add to a poor number. */
    int[] donors() {
        return donors;
    }
}
