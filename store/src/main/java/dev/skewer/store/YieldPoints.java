package dev.skewer.store;

/**
 * Called by the store's threads at each {@link YieldPoint}, on the thread that reached it: to pause it, to slow it
 * down, or to hand control to a scheduler.
 *
 * <p>Whoever is called may read and write the store through other readers, with two limits: at {@link
 * ReadIsolation#LOCKED} the reader holds the partition's lock, so a command submitted and waited for from there never
 * returns; and the writer's own thread must not wait for a command ({@code PartitionStore.execute} there is refused
 * with {@link StoreException.Kind#MISUSE}). An exception thrown from a reader's point ends that read; from a writer's
 * point before the commit it makes the batch's outcome indeterminate; after the commit it is logged and changes
 * nothing.
 */
@FunctionalInterface
public interface YieldPoints {
    /**
     * Called at {@code point} by a thread that works on {@code invocation}.
     *
     * @param point where
     * @param invocation on whose behalf; the first of several, −1 where it is none
     */
    void at(YieldPoint point, long invocation);

    /** No yield points: the store does not even make the call. */
    static YieldPoints none() {
        return NoYieldPoints.INSTANCE;
    }
}
