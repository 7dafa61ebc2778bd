package dev.skewer.workloads.runner;

import dev.skewer.workloads.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks for stretches in which a run stood still, as the ends of its operations pass by in order of time. Used by the recorder's
 * thread, and by others when that has ended.
 *
 * <p>Only what ended {@code ok} counts as progress: a target that hangs lets operations end as {@code info} one by one, and one
 * that is down refuses them by the thousand.
 */
final class StallWatch {
    /** What is shorter is no stall: a machine that is busy enough stops any process for a moment. */
    static final Duration LEAST = Duration.ofSeconds(2);

    private final List<Stall> stretches = new ArrayList<>();
    /** When the last operation ended ok, or the first began; -1 before that. */
    private long since = -1;

    /** An operation was invoked, at nanoseconds since the run began. */
    void invoked(long time) {
        since = since < 0 ? time : since;
    }

    /** An operation ended ok. */
    void answered(long time) {
        note(time);
        since = time;
    }

    private void note(long time) {
        if (since >= 0 && time - since >= LEAST.toNanos()) {
            stretches.add(new Stall(Duration.ofNanos(since), Duration.ofNanos(time)));
        }
    }

    /**
     * The stalls of a run that is over.
     *
     * @param end nanoseconds since the run began
     * @param explained how much of a stretch faults and pace explain; a stall is longer than that and {@link #LEAST} together
     */
    List<Stall> until(long end, Function<Stall, Duration> explained) {
        note(end);
        since = -1;
        return stretches.stream()
                .filter(stretch -> stretch.length().compareTo(LEAST.plus(explained.apply(stretch))) > 0)
                .toList();
    }
}
