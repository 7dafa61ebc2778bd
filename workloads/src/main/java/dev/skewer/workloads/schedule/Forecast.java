package dev.skewer.workloads.schedule;

import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedCycle;
import dev.skewer.workloads.schedule.FaultSchedule.PlannedStep;
import dev.skewer.workloads.schedule.When.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a schedule plans for a run, if each fault begins and is healed without taking time: a function of the schedule and the seed.
 *
 * @param starts in order of their beginning, as far as that is known
 * @param isWhole whether that is all of them
 */
public record Forecast(List<Start> starts, boolean isWhole) {
    /** Copies the list. */
    public Forecast {
        starts = List.copyOf(starts);
    }

    /**
     * One time that a fault is to begin.
     *
     * @param fault its name
     * @param at since the run began; if it is to begin at a count of operations, since that
     * @param operation the count of operations that it waits for
     * @param cycle how long it lasts, and where
     */
    public record Start(String fault, Duration at, OptionalLong operation, Fault.Cycle cycle) {}

    /**
     * Looks ahead.
     *
     * @param until when the run ends
     * @param operations how many client operations it has
     * @param atMost how many starts are of interest
     */
    public static Forecast of(
            FaultSchedule schedule, Seed chances, FaultsOnTarget target, Duration until, long operations, int atMost) {
        var starts = new ArrayList<Start>();
        Duration now = Duration.ZERO;
        long begun = 0;
        for (long round = 0; ; round++) {
            Moment moment = schedule.moment(round, chances, now, begun);
            OptionalLong operation = OptionalLong.empty();
            if (moment instanceof When.Never) {
                return new Forecast(starts, true);
            } else if (moment instanceof When.AtTime at) {
                now = at.time().compareTo(now) > 0 ? at.time() : now;
            } else if (moment instanceof When.After after) {
                now = now.plus(after.idle());
            } else if (moment instanceof When.AtOperation at) {
                operation = OptionalLong.of(at.count());
                now = Duration.ZERO;
                begun = at.count();
            }
            for (PlannedStep step : schedule.round(round, chances, target)) {
                now = now.plus(step.idle());
                if (now.compareTo(until) >= 0 || begun > operations) {
                    return new Forecast(starts, true);
                }
                if (starts.size() + step.cycles().size() > atMost) {
                    return new Forecast(starts, false);
                }
                Duration longest = Duration.ZERO;
                for (PlannedCycle planned : step.cycles()) {
                    Duration active = planned.cycle().active();
                    starts.add(new Start(planned.fault(), now, operation, planned.cycle()));
                    longest = active.compareTo(longest) > 0 ? active : longest;
                }
                now = now.plus(longest);
            }
        }
    }
}
