package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.LinkCondition.Direction;
import java.util.Collection;

/**
 * What all conditions that a link is under come to, the worst of each; a partition is a hold in both directions, and silence for those
 * that connect.
 *
 * @param minDelayNanos how long each piece of a stream takes at least
 * @param maxDelayNanos how long at most
 * @param bytesPerSecond what passes in each direction; {@link #UNLIMITED} as a rule
 * @param holdsRequests whether nothing passes to the node
 * @param holdsReplies whether nothing passes to clients
 * @param entrance what becomes of those that connect
 * @param cutShare which part of the replies is cut off, 0 … 1
 * @param duplicatedShare which part of the requests is sent twice, 0 … 1
 */
record LinkState(
        long minDelayNanos,
        long maxDelayNanos,
        long bytesPerSecond,
        boolean holdsRequests,
        boolean holdsReplies,
        Entrance.State entrance,
        double cutShare,
        double duplicatedShare) {
    static final long UNLIMITED = Long.MAX_VALUE;

    static LinkState of(Collection<LinkCondition> conditions, boolean isPartitioned) {
        long minDelay = 0;
        long maxDelay = 0;
        long bytesPerSecond = UNLIMITED;
        boolean holdsRequests = false;
        boolean holdsReplies = false;
        boolean isRefusing = false;
        double cutShare = 0;
        double duplicatedShare = 0;
        for (LinkCondition condition : conditions) {
            if (condition instanceof LinkCondition.Delay delay) {
                minDelay = Math.max(minDelay, delay.min().toNanos());
                maxDelay = Math.max(maxDelay, delay.max().toNanos());
            } else if (condition instanceof LinkCondition.Slow slow) {
                bytesPerSecond = Math.min(bytesPerSecond, slow.bytesPerSecond());
            } else if (condition instanceof LinkCondition.Hold hold) {
                holdsRequests |= hold.direction() == Direction.REQUESTS;
                holdsReplies |= hold.direction() == Direction.REPLIES;
            } else if (condition instanceof LinkCondition.CutReplies cut) {
                cutShare = Math.max(cutShare, cut.share());
            } else if (condition instanceof LinkCondition.DuplicateRequests duplicate) {
                duplicatedShare = Math.max(duplicatedShare, duplicate.share());
            } else {
                isRefusing |= condition instanceof LinkCondition.Refuse;
            }
        }
        Entrance.State open = isRefusing ? Entrance.State.REFUSING : Entrance.State.OPEN;
        return new LinkState(
                minDelay,
                maxDelay,
                bytesPerSecond,
                holdsRequests || isPartitioned,
                holdsReplies || isPartitioned,
                isPartitioned ? Entrance.State.SILENT : open,
                cutShare,
                duplicatedShare);
    }

    /** Whether what passes is due at a time of its own. */
    boolean isTimed() {
        return maxDelayNanos > 0 || bytesPerSecond != UNLIMITED;
    }

    boolean isHeld(Direction direction) {
        return direction == Direction.REQUESTS ? holdsRequests : holdsReplies;
    }
}
