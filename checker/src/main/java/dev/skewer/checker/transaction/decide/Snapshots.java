package dev.skewer.checker.transaction.decide;

/** The versions of objects in a guessed order of commits: as of which commit the open reads of a transaction are right. */
final class Snapshots {
    /** So many versions on from what a transaction must have seen it is looked at. */
    private static final int MOST_VERSIONS = 64;
    /** So often the reads of a transaction are gone through. */
    private static final int MOST_ROUNDS = 4;

    private final OpenVersions versions;
    private final int[] rank;
    private final Grouped openReads;
    private final int[] valueOf;
    /** The writes of each object in the guessed order. */
    private final Grouped byObject;

    /**
     * The versions in an order.
     *
     * @param rank by transaction, its place in it
     * @param order the transactions in it
     * @param writes those of each transaction
     */
    Snapshots(OpenVersions versions, int[] rank, int[] order, Grouped writes) {
        this.versions = versions;
        this.rank = rank;
        openReads = versions.openReadsByTransaction(order.length);
        valueOf = versions.repeatedValues();
        int[] inOrder = new int[versions.writes()];
        int[] object = new int[versions.writes()];
        int size = 0;
        for (int t : order) {
            for (int i = writes.first()[t]; i < writes.first()[t + 1]; i++) {
                inOrder[size] = writes.item()[i];
                object[size++] = versions.object(writes.item()[i]);
            }
        }
        byObject = Grouped.of(object, inOrder, size, versions.objects());
    }

    /**
     * The first commit from a given one on, and before that of the transaction, as of which its open reads are right, as far as that is
     * not far away; otherwise one as of which some are.
     *
     * @param from the rank of a commit; -1 is before all
     */
    int earliest(int transaction, int from) {
        int at = from;
        int known = Integer.MIN_VALUE;
        for (int round = 0; at != known && round < MOST_ROUNDS; round++) {
            known = at;
            for (int i = openReads.first()[transaction]; i < openReads.first()[transaction + 1]; i++) {
                at = earliest(versions.valueRead(openReads.item()[i]), at, rank[transaction]);
            }
        }
        return at;
    }

    private int earliest(int value, int from, int limit) {
        int object = versions.objectOfValue(value);
        int end = byObject.first()[object + 1];
        int version = latest(object, from);
        if (version < byObject.first()[object] ? versions.mayBeInitial(value) : isOf(version, value)) {
            return from;
        }
        for (int next = version + 1; next < Math.min(end, version + MOST_VERSIONS) && rankOf(next) < limit; next++) {
            if (isOf(next, value)) {
                return rankOf(next);
            }
        }
        return from;
    }

    private boolean isOf(int version, int value) {
        return valueOf[byObject.item()[version]] == value;
    }

    private int rankOf(int version) {
        return rank[versions.writer(byObject.item()[version])];
    }

    /** The position of the latest version of an object as of a commit; one before its first if there is none. */
    private int latest(int object, int at) {
        int low = byObject.first()[object] - 1;
        int high = byObject.first()[object + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (rankOf(middle) <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
