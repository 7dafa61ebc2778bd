package dev.skewer.harness.run;

import dev.skewer.results.summary.FaultPlan;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a run's schedules planned, as its summary keeps it. */
final class FaultPlans {
    private FaultPlans() {}

    static List<FaultPlan> of(TestSpec spec, RunOutcome outcome) {
        var plans = new ArrayList<FaultPlan>();
        for (int i = 0; i < spec.faults().size(); i++) {
            FaultSchedule schedule = spec.faults().get(i);
            Forecast forecast = outcome.forecasts().get(i);
            var injected = new TreeMap<String, Long>();
            schedule.faults()
                    .forEach(fault -> injected.put(fault, outcome.faults().getOrDefault(fault, 0L)));
            plans.add(new FaultPlan(
                    ScheduleText.of(schedule),
                    injected,
                    forecast.starts().stream().map(FaultPlans::start).toList(),
                    forecast.isWhole()));
        }
        return plans;
    }

    private static FaultPlan.Start start(Forecast.Start start) {
        return new FaultPlan.Start(
                start.fault(),
                start.at().toNanos(),
                start.operation(),
                start.cycle().active().toNanos(),
                start.cycle().nodes());
    }
}
