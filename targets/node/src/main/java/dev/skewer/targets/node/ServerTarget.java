package dev.skewer.targets.node;

import java.time.Duration;

/** A target that is a server, which has come to rest when it has no client any more. */
public interface ServerTarget extends NodeTarget {
    /** Between two looks. */
    Duration QUIESCENCE_POLL = Duration.ofMillis(20);
    /** How often in a row it has to look quiet, as what it looks at may be about to begin. */
    int LOOKS = 2;

    /** Whether it has no client any more, and so has carried out or given up all that was sent; not, if that cannot be told now. */
    boolean isQuiet();

    @Override
    default boolean quiesce(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int quiet = 0;
        while (quiet < LOOKS) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            quiet = isQuiet() ? quiet + 1 : 0;
            Thread.sleep(QUIESCENCE_POLL.toMillis());
        }
        return true;
    }
}
