package dev.skewer.checker.transaction.decide;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets transactions happen in an order of their points, by the definition of what is promised, and finds reads that would have seen
 * something else and writes that would have been in each other's way; of each the write that is nearest. An order in which it finds none
 * explains the history.
 */
final class Replay {
    /** Of the writes that come between a read and what it is taken to have seen, so many are dealt with at once. */
    private static final int MOST_BETWEEN = 8;
    /** So many candidates of an open read are looked at first. */
    private static final int FIRST_CANDIDATES = 4;
    /** And so many more at a time. */
    private static final int MORE_CANDIDATES = 16;

    private final int transactions;
    private final OpenVersions versions;
    private final Promise promise;
    private final Guess guess;
    private final OrderChoices choices;
    private final Candidates candidates;
    private final Grouped reads;
    private final Grouped openReads;
    /** By write, the repeated value that it left behind. */
    private final int[] valueOf;

    private final Grouped writes;
    /** By write, the one before it on its object in the order at hand. */
    private final int[] previous;
    /** By object, the latest write. */
    private final int[] latest;

    Replay(OrderProblem problem, Promise promise, Guess guess, OrderChoices choices, Candidates candidates) {
        transactions = problem.transactions();
        versions = problem.versions();
        this.promise = promise;
        this.guess = guess;
        this.choices = choices;
        this.candidates = candidates;
        reads = versions.readsByTransaction(transactions);
        openReads = versions.openReadsByTransaction(transactions);
        valueOf = versions.repeatedValues();
        writes = versions.writesByTransaction(transactions);
        latest = new int[versions.objects()];
        previous = new int[versions.writes()];
    }

    /**
     * Replays an order, and adds choices and clauses for what is wrong in it.
     *
     * @param search what the order came from, if it has found one; otherwise no choices have been made yet
     * @return how many reads and writes are wrong; zero if the order explains all
     */
    int run(DynamicOrder order, @Nullable ChoiceSearch search) {
        Arrays.fill(latest, -1);
        int points = promise.points() * transactions;
        int wrong = 0;
        for (int point : order.order()) {
            if (point >= points) {
                continue;
            }
            int t = promise.transaction(point);
            if (point == promise.begin(t)) {
                wrong += read(t) + readOpen(t, order, search);
            }
            if (point == promise.commit(t)) {
                wrong += write(t, order);
            }
        }
        return wrong;
    }

    private int read(int t) {
        int wrong = 0;
        for (int i = reads.first()[t]; i < reads.first()[t + 1]; i++) {
            int seen = reads.item()[i];
            int between = latest[versions.object(seen)];
            if (between == seen) {
                continue;
            }
            wrong++;
            if (isLikelyFirst(between, seen)) {
                choices.writesBefore(between, seen);
            } else {
                choices.writesBefore(seen, between);
            }
        }
        return wrong;
    }

    /** Whether a write that comes between another one and a read rather came before both; otherwise it came after both. */
    private boolean isLikelyFirst(int between, int seen) {
        // Of writes that were not concurrent the order is as good as known, unless the guess was wrong.
        return guess.isConcurrent(versions.writer(seen), versions.writer(between));
    }

    private int readOpen(int t, DynamicOrder order, @Nullable ChoiceSearch search) {
        int wrong = 0;
        for (int i = openReads.first()[t]; i < openReads.first()[t + 1]; i++) {
            int read = openReads.item()[i];
            int value = versions.valueRead(read);
            int latestWrite = latest[versions.objectOfValue(value)];
            boolean isRight = latestWrite < 0 ? versions.mayBeInitial(value) : valueOf[latestWrite] == value;
            if (!isRight) {
                wrong++;
                if (choices.latestSource(read) < 0 || (search != null && !disturb(read, latestWrite, search))) {
                    tryNext(read, latestWrite, order);
                }
            }
        }
        return wrong;
    }

    /** Sees to it that a write does not come between a read and what it is taken to have seen; false if that is nothing yet. */
    private boolean disturb(int read, int between, ChoiceSearch search) {
        boolean isTaken = false;
        for (int choice = choices.latestSource(read); choice >= 0; choice = choices.earlierSource(choice)) {
            if (search.holds(2 * choice)) {
                isTaken = true;
                requireNotBetween(2 * choice, between);
            }
        }
        return isTaken;
    }

    /** Requires that a write does not come between a read and what it saw, nor those before it that do. */
    private void requireNotBetween(int source, int between) {
        int seen = choices.candidate(source >> 1);
        int write = between;
        for (int i = 0; i < MOST_BETWEEN && write >= 0 && write != seen; i++) {
            choices.requireNotBetween(source, write, seen >= 0 && isLikelyFirst(write, seen));
            write = previous[write];
        }
    }

    /** Offers more candidates of a read. */
    private void tryNext(int read, int between, DynamicOrder order) {
        boolean isFirst = choices.latestSource(read) < 0;
        int[] some = candidates.next(read, isFirst ? FIRST_CANDIDATES : MORE_CANDIDATES);
        int source = choices.addSources(read, some, candidates.isOver(read));
        if (some.length == 0) {
            return;
        }
        boolean isBefore = some[0] < 0
                || order.place(promise.commit(versions.writer(some[0])))
                        < order.place(promise.begin(versions.openReader(read)));
        if (between >= 0 && isBefore) {
            requireNotBetween(source, between);
        }
    }

    private int write(int t, DynamicOrder order) {
        int wrong = 0;
        int begin = order.place(promise.begin(t));
        for (int i = writes.first()[t]; i < writes.first()[t + 1]; i++) {
            int write = writes.item()[i];
            int object = versions.object(write);
            int earlier = latest[object];
            latest[object] = write;
            previous[write] = earlier;
            if (earlier >= 0 && order.place(promise.commit(versions.writer(earlier))) > begin) {
                wrong++;
                choices.writesBefore(earlier, write);
            }
        }
        return wrong;
    }
}
