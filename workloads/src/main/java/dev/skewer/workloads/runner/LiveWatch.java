package dev.skewer.workloads.runner;

import dev.skewer.workloads.Progress;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome.Ending;
import java.time.Duration;

/**
 * Looks after a run while it goes on, between two rounds of the recorder: tells how it goes and asks whether it should
 * end.
 *
 * <p>The live check is asked at times that grow by a quarter, so that all checks together look at five times the operations of the
 * whole run at most, and after a check that took long not before twice as long has passed. The first ones take long because their
 * code is new, and a run that is to end at its first anomaly should not wait for that.
 */
final class LiveWatch implements Recorder.RoundListener {
    private static final long PROGRESS_NANOS = 200_000_000;
    private static final long FIRST_CHECK_NANOS = 100_000_000;

    private final RunContext context;
    private final RunClock clock;
    private final Tally tally;
    private final FaultBoard faults;
    private final StopSignal stop;
    private final boolean failFast;

    private long nextProgress;
    private long nextCheck = FIRST_CHECK_NANOS;
    private long opsBefore;
    private long timeBefore;

    LiveWatch(RunContext context, RunClock clock, Tally tally, FaultBoard faults, StopSignal stop, boolean failFast) {
        this.context = context;
        this.clock = clock;
        this.tally = tally;
        this.faults = faults;
        this.stop = stop;
        this.failFast = failFast;
    }

    @Override
    public void afterRound() {
        long now = clock.now();
        if (now >= nextProgress) {
            context.progress(progress(now));
            nextProgress = now + PROGRESS_NANOS;
        }
        if (failFast && now >= nextCheck && !stop.isGiven()) {
            if (context.liveCheck()) {
                stop.give(Ending.ANOMALY);
            }
            long took = clock.now() - now;
            nextCheck = Math.max(now + now / 4, now + 3 * took);
        }
    }

    private Progress progress(long now) {
        double seconds = Math.max(1, now - timeBefore) / 1e9;
        double rate = (tally.ops() - opsBefore) / seconds;
        opsBefore = tally.ops();
        timeBefore = now;
        RecentLatency recent = tally.recentLatency();
        recent.at(now);
        return new Progress(
                Duration.ofNanos(now),
                tally.ops(),
                tally.ok(),
                tally.fail(),
                tally.info(),
                rate,
                recent.percentile(50),
                recent.percentile(99),
                faults.active());
    }
}
