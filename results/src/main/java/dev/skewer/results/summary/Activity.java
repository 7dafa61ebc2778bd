package dev.skewer.results.summary;

import java.util.List;

/**
 * A whole run at one glance: how many operations of which process ended when, and how. A lane is a process, followed by those that took
 * its place after an operation of unknown outcome; where there are many processes at a time, one further lane is of all that have none.
 *
 * @param bucketNanos what one bucket covers
 * @param lanes in the order in which their first processes came; empty where the history has no times
 */
public record Activity(long bucketNanos, List<Lane> lanes) {
    /** Of a run of which none is known. */
    public static final Activity NONE = new Activity(1, List.of());

    /** Copies the list. */
    public Activity {
        lanes = List.copyOf(lanes);
    }

    /**
     * Some processes, one after the other or together.
     *
     * @param first the name of the first process in it; empty if it is that of all others
     * @param processes how many processes it had, one after the other; 0 if it is that of all others
     * @param ok operations that took effect, by the bucket in which they ended, from the start of the run; nothing ended in buckets that
     *     are beyond the list
     * @param fail the same of those that certainly did not
     * @param info the same of those of unknown outcome
     */
    public record Lane(String first, long processes, List<Long> ok, List<Long> fail, List<Long> info) {
        /** Copies the lists. */
        public Lane {
            ok = List.copyOf(ok);
            fail = List.copyOf(fail);
            info = List.copyOf(info);
        }
    }
}
