package dev.skewer.results.measure;

/**
 * A row of equal stretches of time from the start of a run. When its end is passed, neighbours are to be merged, and each covers twice the
 * time: so there are never more of them, however long the run.
 */
final class Buckets {
    /** How many there are at most: enough for a point every few pixels of a page. */
    static final int COUNT = 256;

    /** The finest width of one. */
    private static final long MIN_WIDTH_NANOS = 50_000_000;

    private final Runnable merge;
    private long width = MIN_WIDTH_NANOS;
    private int used;

    /**
     * A row that nothing fell into.
     *
     * @param merge puts what belongs to buckets 2 i and 2 i + 1 into bucket i
     */
    Buckets(Runnable merge) {
        this.merge = merge;
    }

    /** The bucket of a moment. */
    int of(long time) {
        while (time / width >= COUNT) {
            merge.run();
            width *= 2;
            used = (used + 1) / 2;
        }
        int bucket = (int) (time / width);
        used = Math.max(used, bucket + 1);
        return bucket;
    }

    /** What one covers, in nanoseconds. */
    long width() {
        return width;
    }

    /** How many there are up to the last that something fell into. */
    int used() {
        return used;
    }
}
