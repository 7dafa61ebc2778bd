package dev.skewer.results.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * How often something happened, and of how many opportunities, in each run of one side. Runs without an opportunity are left out: they say nothing.
 *
 * @param events how often, one a run
 * @param opportunities of how many, one a run, each at least 1
 */
record Counts(List<Long> events, List<Long> opportunities) {
    Counts {
        events = List.copyOf(events);
        opportunities = List.copyOf(opportunities);
    }

    /** Of one anomaly in some runs. */
    static Counts of(String anomaly, List<ComparedRun> runs) {
        var events = new ArrayList<Long>();
        var opportunities = new ArrayList<Long>();
        for (ComparedRun run : runs) {
            if (run.opportunities() > 0) {
                events.add(run.anomalies().getOrDefault(anomaly, 0L));
                opportunities.add(run.opportunities());
            }
        }
        return new Counts(events, opportunities);
    }

    int runs() {
        return events.size();
    }

    long totalEvents() {
        return events.stream().mapToLong(Long::longValue).sum();
    }

    long totalOpportunities() {
        return opportunities.stream().mapToLong(Long::longValue).sum();
    }

    /** Events per opportunity. */
    double rate() {
        return (double) totalEvents() / totalOpportunities();
    }

    /** The sum of the squared differences from what each run would have at the rate of all, each by that. */
    double pearson() {
        double sum = 0;
        double rate = rate();
        for (int i = 0; i < runs(); i++) {
            double expected = opportunities.get(i) * rate;
            double difference = events.get(i) - expected;
            sum += expected > 0 ? difference * difference / expected : 0;
        }
        return sum;
    }
}
