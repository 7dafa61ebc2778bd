package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/**
 * Lets transactions happen in an order of their points, by the definition of what is promised, and finds reads that would have seen
 * something else and writes that would have been in each other's way; of each the write that is nearest. An order in which it finds none
 * explains the history.
 */
final class Replay {
    private final int transactions;
    private final OpenVersions versions;
    private final Promise promise;
    private final Guess guess;
    private final Grouped reads;
    private final Grouped writes;
    /** By object, the latest write. */
    private final int[] latest;

    Replay(OrderProblem problem, Promise promise, Guess guess) {
        transactions = problem.transactions();
        versions = problem.versions();
        this.promise = promise;
        this.guess = guess;
        reads = versions.readsByTransaction(transactions);
        writes = versions.writesByTransaction(transactions);
        latest = new int[versions.objects()];
    }

    /**
     * Replays an order.
     *
     * @param pairs takes the pairs of writes that are in the wrong order
     * @return how many reads and writes are wrong; zero if the order explains all
     */
    int run(DynamicOrder order, WritePairs pairs) {
        Arrays.fill(latest, -1);
        int points = promise.points() * transactions;
        int wrong = 0;
        int known = pairs.count();
        for (int point : order.order()) {
            if (point >= points) {
                continue;
            }
            int t = promise.transaction(point);
            if (point == promise.begin(t)) {
                wrong += read(t, pairs);
            }
            if (point == promise.commit(t)) {
                wrong += write(t, order, pairs);
            }
        }
        if (wrong > 0 && pairs.count() == known) {
            throw new IllegalStateException("an order of all pairs of writes is wrong");
        }
        return wrong;
    }

    private int read(int t, WritePairs pairs) {
        int wrong = 0;
        for (int i = reads.first()[t]; i < reads.first()[t + 1]; i++) {
            int seen = reads.item()[i];
            int between = latest[versions.object(seen)];
            if (between == seen) {
                continue;
            }
            wrong++;
            // Of writes that were not concurrent the order is as good as known, unless the guess was wrong.
            if (guess.isConcurrent(versions.writer(seen), versions.writer(between))) {
                pairs.add(between, seen);
            } else {
                pairs.add(seen, between);
            }
        }
        return wrong;
    }

    private int write(int t, DynamicOrder order, WritePairs pairs) {
        int wrong = 0;
        int begin = order.place(promise.begin(t));
        for (int i = writes.first()[t]; i < writes.first()[t + 1]; i++) {
            int write = writes.item()[i];
            int object = versions.object(write);
            int earlier = latest[object];
            latest[object] = write;
            if (earlier >= 0 && order.place(promise.commit(versions.writer(earlier))) > begin) {
                wrong++;
                pairs.add(earlier, write);
            }
        }
        return wrong;
    }
}
