package dev.skewer.workloads.runner;

import dev.skewer.workloads.Progress;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome.Ending;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Looks after a run while it goes on, between two rounds of the recorder: tells how it goes and asks whether it should
 * end.
 *
 * <p>The live check is asked at times that grow by a quarter, or as soon as no more than a twentieth of the time goes into it; so all
 * checks together look at five times the operations of the whole run at most, or take a twentieth of its time. After a check that took
 * long not before twice as long has passed. The first ones take long because their code is new, and a run that is to end at its first
 * anomaly should not wait for that.
 *
 * <p>Between these comes a glance at what is new, about once a second, into which no more than a twentieth of the time of one processor
 * goes, and no more than a quarter of the recorder's, which may have to wait for a processor.
 */
final class LiveWatch implements Recorder.RoundListener {
    private static final long PROGRESS_NANOS = 200_000_000;
    private static final long FIRST_CHECK_NANOS = 100_000_000;
    private static final long GLANCE_NANOS = 1_000_000_000;
    /** Nineteen parts of twenty are left to others. */
    private static final int REST = 19;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final RunContext context;
    private final RunClock clock;
    private final Tally tally;
    private final FaultBoard faults;
    private final StopSignal stop;
    private final boolean failFast;

    private long nextProgress;
    private long nextCheck = FIRST_CHECK_NANOS;
    private long nextGlance = GLANCE_NANOS;
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
            nextCheck = now + Math.max(3 * took, Math.min(now / 4, Math.max(GLANCE_NANOS, (REST + 1) * took)));
        }
        long begun = clock.now();
        if (begun >= nextGlance && !stop.isGiven()) {
            long spent = processorTime();
            if (context.glance() && failFast) {
                stop.give(Ending.ANOMALY);
            }
            nextGlance = clock.now()
                    + Math.max(GLANCE_NANOS, Math.max(REST * (processorTime() - spent), 3 * (clock.now() - begun)));
        }
    }

    /** How long this thread has had a processor, in nanoseconds; where that is not known, the time that passed. */
    private long processorTime() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : clock.now();
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
