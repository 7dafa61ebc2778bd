package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/**
 * Lets transactions happen in an order of their points, by the definition of what is promised, and finds reads that would have seen
 * something else and writes that would have been in each other's way. An order in which it finds none explains the history.
 */
final class Replay {
    /** So many pairs of one read or write are taken at a time. */
    private static final int MOST_EACH = 4;
    /** So many of one replay. */
    private static final int MOST = 1 << 14;

    private final int transactions;
    private final OpenVersions versions;
    private final Promise promise;
    private final Guess guess;
    private final Grouped reads;
    private final Grouped writes;
    /** By object, the latest write. */
    private final int[] latest;
    /** By write, the one before it of the same object. */
    private final int[] before;

    Replay(OrderProblem problem, Promise promise, Guess guess) {
        transactions = problem.transactions();
        versions = problem.versions();
        this.promise = promise;
        this.guess = guess;
        reads = versions.readsByTransaction(transactions);
        writes = versions.writesByTransaction(transactions);
        latest = new int[versions.objects()];
        before = new int[versions.writes()];
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
            if (pairs.count() - known > MOST) {
                break;
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
            wrong += between == seen ? 0 : 1;
            for (int n = 0; between != seen && between >= 0 && n < MOST_EACH; n++) {
                // Of writes that were not concurrent the order is as good as known, unless the guess was wrong.
                if (guess.isConcurrent(versions.writer(seen), versions.writer(between))) {
                    pairs.add(between, seen);
                } else {
                    pairs.add(seen, between);
                }
                between = before[between];
            }
        }
        return wrong;
    }

    private int write(int t, DynamicOrder order, WritePairs pairs) {
        int wrong = 0;
        for (int i = writes.first()[t]; i < writes.first()[t + 1]; i++) {
            int write = writes.item()[i];
            int object = versions.object(write);
            int earlier = latest[object];
            before[write] = earlier;
            latest[object] = write;
            int begin = order.place(promise.begin(t));
            for (int n = 0;
                    earlier >= 0 && n < MOST_EACH && order.place(promise.commit(versions.writer(earlier))) > begin;
                    n++) {
                wrong++;
                pairs.add(earlier, write);
                earlier = before[earlier];
            }
        }
        return wrong;
    }
}
