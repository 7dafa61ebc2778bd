package dev.skewer.checker.linear.parts;

import java.util.Arrays;

/**
 * The batches of pending calls whose changes add up to one of several differences, one after the other: those of up to
 * {@link #SMALL} calls by size, then all others by meeting in the middle (Horowitz and Sahni, <em>Computing partitions with
 * applications to the knapsack problem</em>, JACM 1974): the sums of all choices from some of the calls are kept in an index
 * of at most {@link #MOST_KEPT} entries, and each choice from the rest looks there for what is missing.
 *
 * <p>Calls come in groups that are alike, and of a group the first are taken. Sums are compared by a linear hash and then number by number, so none is
 * missed and none is wrong.
 */
public final class Batches {
    /** What {@link #advance} came to. */
    public enum Step {
        /** A batch: {@link #target}, {@link #taken}. */
        FOUND,
        /** Nothing yet; there may be more. */
        WORKING,
        /** No more batches. */
        DONE
    }

    /** Batches of up to so many calls come first. */
    static final int SMALL = 3;

    private static final long BYTES = 500;
    private static final long BYTES_PER_GROUP = 100;
    private static final int MOST_KEPT = 1 << 12;
    private static final int CHOICES_PER_STEP = 1 << 8;
    private static final int MOST_SUBSETS = 1 << 12;

    private final long[][] change;
    private final long[] hash;
    private final int[] available;
    private final long[][] difference;
    private final long[] wanted;
    private final SumIndex groups;

    /** How many calls a batch has, while they are small; then SMALL + 1. */
    private int stage;
    /** The next batches of this size: for each the target and the groups. */
    private int[] found = new int[0];

    private int foundCount;
    private int at;
    /** Where to look for more of this size: the target, and the first group. */
    private int collectedTarget;

    private int collectedGroup;

    private int target;
    private final int[] taken;
    /** The groups that the batch takes from, and for each how many of its calls are in a part of the batch. */
    private final int[] groupOf;

    private final int[] part;

    /** The groups from here on are in the index of kept sums. */
    private int kept;

    private SumIndex sums = new SumIndex(0);
    private long sum;
    private int nextTarget;
    private int candidate = SumIndex.NONE;
    private boolean exhausted;

    /**
     * Batches.
     *
     * @param change by group: what each of its calls adds; not zero
     * @param hash by group: a linear hash of that
     * @param available by group: how many calls there are
     * @param difference by target: the sum that is wanted; not zero
     * @param wanted by target: its hash
     */
    public Batches(long[][] change, long[] hash, int[] available, long[][] difference, long[] wanted) {
        this.change = change;
        this.hash = hash;
        this.available = available;
        this.difference = difference;
        this.wanted = wanted;
        taken = new int[hash.length];
        groupOf = new int[hash.length];
        part = new int[hash.length];
        groups = new SumIndex(hash.length);
        for (long each : hash) {
            groups.add(each);
        }
    }

    /** Which difference the batch adds up to. */
    public int target() {
        return target;
    }

    /** About how many bytes it takes now. */
    public long bytes() {
        long differences = wanted.length * (24L + (wanted.length == 0 ? 0 : 8L * difference[0].length));
        return BYTES + differences + BYTES_PER_GROUP * hash.length + 4L * found.length + sums.bytes();
    }

    /** How many calls the batch has. */
    public int size() {
        int calls = 0;
        for (int each : taken) {
            calls += each;
        }
        return calls;
    }

    /** By group: how many of its calls the batch takes; overwritten by the next. */
    public int[] taken() {
        return taken;
    }

    /**
     * Looks for the next batch.
     *
     * @param largest how many calls it may have at most, up to {@link #SMALL}; or more: any number
     */
    public Step advance(int largest) {
        if (hash.length == 0 || wanted.length == 0) {
            return Step.DONE;
        }
        if (stage > SMALL) {
            return largest <= SMALL || exhausted ? Step.DONE : work();
        }
        for (int lookups = 0; lookups < CHOICES_PER_STEP; ) {
            if (at < foundCount) {
                if (take()) {
                    return Step.FOUND;
                }
            } else if (stage > 0 && collectedTarget < wanted.length) {
                lookups += collectMore();
            } else if (stage < Math.min(largest, SMALL)) {
                stage++;
                collectedTarget = 0;
                collectedGroup = 0;
            } else if (largest <= SMALL) {
                return Step.DONE;
            } else {
                stage++;
                meet();
                return Step.WORKING;
            }
        }
        return Step.WORKING;
    }

    private boolean take() {
        Arrays.fill(taken, 0);
        target = found[at++];
        for (int i = 0; i < stage; i++) {
            taken[found[at++]]++;
        }
        return isRight();
    }

    private boolean isRight() {
        long[] missing = difference[target].clone();
        for (int g = 0; g < taken.length; g++) {
            if (taken[g] > available[g]) {
                return false;
            }
            for (int d = 0; taken[g] > 0 && d < missing.length; d++) {
                missing[d] -= taken[g] * change[g][d];
            }
        }
        for (long each : missing) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether no part of the batch adds up to nothing, so that it leads nowhere without one of its calls. Looks at some parts
     * only where there are many.
     */
    public boolean isMinimal() {
        int chosen = 0;
        for (int g = 0; g < taken.length; g++) {
            if (taken[g] > 0) {
                groupOf[chosen++] = g;
            }
        }
        Arrays.fill(part, 0, chosen, 0);
        long partSum = 0;
        for (int looked = 0; looked < MOST_SUBSETS; looked++) {
            int i = 0;
            while (i < chosen && part[i] == taken[groupOf[i]]) {
                partSum -= part[i] * hash[groupOf[i]];
                part[i++] = 0;
            }
            if (i == chosen) {
                return true;
            }
            part[i]++;
            partSum += hash[groupOf[i]];
            if (partSum == 0 && isZero(chosen)) {
                return false;
            }
        }
        return true;
    }

    private boolean isZero(int chosen) {
        for (int d = 0; d < change[0].length; d++) {
            long total = 0;
            for (int i = 0; i < chosen; i++) {
                total += part[i] * change[groupOf[i]][d];
            }
            if (total != 0) {
                return false;
            }
        }
        return true;
    }

    /** Collects the batches of this size for one target and first group; returns in how many places it looked. */
    private int collectMore() {
        foundCount = 0;
        at = 0;
        int t = collectedTarget;
        int g = collectedGroup;
        boolean isLast = stage == 1 || ++collectedGroup == hash.length;
        if (isLast) {
            collectedGroup = 0;
            collectedTarget++;
        }
        switch (stage) {
            case 1 -> complete(t, wanted[t], 0, 0, 0);
            case 2 -> complete(t, wanted[t] - hash[g], g, g, 0);
            default -> {
                for (int h = g; h < hash.length; h++) {
                    complete(t, wanted[t] - hash[g] - hash[h], h, g, h);
                }
                return hash.length - g;
            }
        }
        return 1;
    }

    /** Notes the batches of some groups and one more, from a group on, that has what is missing. */
    private void complete(int t, long missing, int from, int first, int second) {
        for (int g = groups.last(missing); g >= from; g = groups.before(g)) {
            if (foundCount + SMALL + 1 > found.length) {
                found = Arrays.copyOf(found, Math.max(16, 2 * found.length));
            }
            found[foundCount++] = t;
            if (stage > 1) {
                found[foundCount++] = first;
            }
            if (stage > 2) {
                found[foundCount++] = second;
            }
            found[foundCount++] = g;
        }
    }

    /** Keeps the sums of the choices from some groups. */
    private void meet() {
        found = new int[0];
        Arrays.fill(taken, 0);
        long choices = 1;
        kept = hash.length;
        while (kept > 0 && choices * (available[kept - 1] + 1) <= MOST_KEPT) {
            choices *= available[--kept] + 1;
        }
        sums = new SumIndex((int) choices);
        do {
            sums.add(sum);
        } while (chooseNext(kept, hash.length));
        candidate = candidateOf(0);
    }

    /** Goes to the next choice from a range of groups; says whether there was one; otherwise back to the first. */
    private boolean chooseNext(int from, int to) {
        for (int g = from; g < to; g++) {
            if (taken[g] < available[g]) {
                taken[g]++;
                sum += hash[g];
                return true;
            }
            sum -= taken[g] * hash[g];
            taken[g] = 0;
        }
        return false;
    }

    private int candidateOf(int t) {
        return t < wanted.length ? sums.last(wanted[t] - sum) : SumIndex.NONE;
    }

    private Step work() {
        for (int choices = 0; choices < CHOICES_PER_STEP; ) {
            while (candidate != SumIndex.NONE) {
                int choice = candidate;
                candidate = sums.before(choice);
                target = nextTarget;
                if (takeKept(choice) > SMALL && isRight()) {
                    return Step.FOUND;
                }
            }
            if (++nextTarget >= wanted.length) {
                nextTarget = 0;
                choices++;
                if (!chooseNext(0, kept)) {
                    exhausted = true;
                    return Step.DONE;
                }
            }
            candidate = candidateOf(nextTarget);
        }
        return Step.WORKING;
    }

    /** Takes a kept choice; returns the size of the batch. */
    private int takeKept(int choice) {
        int rest = choice;
        for (int g = kept; g < hash.length; g++) {
            taken[g] = rest % (available[g] + 1);
            rest /= available[g] + 1;
        }
        return size();
    }
}
