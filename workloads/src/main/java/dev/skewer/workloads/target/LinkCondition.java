package dev.skewer.workloads.target;

import java.time.Duration;

/** What can be wrong with the way between clients and one node, for a while. Several of them can hold at a time. */
public sealed interface LinkCondition {
    /** Which way bytes go. */
    enum Direction {
        /** From clients to the node. */
        REQUESTS,
        /** From the node to clients. */
        REPLIES
    }

    /**
     * What passes takes time, in each direction. The order within a connection stays.
     *
     * @param min the shortest time
     * @param max the longest time
     */
    record Delay(Duration min, Duration max) implements LinkCondition {}

    /**
     * Little passes at a time, in each direction, over all connections together; messages arrive in parts.
     *
     * @param bytesPerSecond at least 1
     */
    record Slow(long bytesPerSecond) implements LinkCondition {
        /** Checks the number. */
        public Slow {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a link cannot pass " + bytesPerSecond + " bytes a second");
            }
        }
    }

    /**
     * Nothing passes in one direction; the other one works.
     *
     * @param direction which
     * @param isDelivered whether what was held arrives when the condition is lifted, even if its sender has gone meanwhile; otherwise
     *     all connections break then, and it is lost
     */
    record Hold(Direction direction, boolean isDelivered) implements LinkCondition {}

    /** Whoever connects is refused at once; connections that exist go on. */
    record Refuse() implements LinkCondition {}

    /**
     * Some replies do not arrive, or only half of them, and their connection breaks: what was asked for has been done.
     *
     * @param share which part of the replies, 0 … 1
     */
    record CutReplies(double share) implements LinkCondition {}

    /**
     * Some requests arrive twice, one after the other, and are answered once: only where the target tells messages from each other.
     *
     * @param share which part of the requests, 0 … 1
     */
    record DuplicateRequests(double share) implements LinkCondition {}
}
