package dev.skewer.harness.campaign;

import dev.skewer.results.summary.Expectation;
import dev.skewer.workloads.TestSpec;
import java.time.Duration;

/**
 * How long a cell will take, about. A function of the spec and of nothing else: machines that share a campaign have to agree on it, and none knows what another
 * measured. A campaign that runs corrects it by its pace.
 */
final class Estimates {
    /** To open a target, bring it to rest, check the history and write the folder. */
    private static final Duration AROUND_RUN = Duration.ofMillis(300);

    /**
     * A run that is to show an anomaly ends when it has. Its budget is a multiple of the time that this takes, as a detection within it must not be a matter of
     * luck.
     */
    private static final int BUDGET_PER_DETECTION = 20;

    /** Of a run that only a number of operations ends: what the slower targets do. */
    private static final double OPS_PER_SECOND = 5_000;

    private Estimates() {}

    /** Of all runs of a cell, to the millisecond. */
    static Duration of(Cell cell) {
        return cell.runs().stream().map(spec -> of(spec, cell.expected())).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(TestSpec spec, Expectation expected) {
        Duration limit = spec.timeLimit();
        Duration byOps = spec.ops() == 0
                ? null
                : Duration.ofMillis((long) Math.min(
                        spec.ops() / (spec.rate() > 0 ? spec.rate() : OPS_PER_SECOND) * 1e3, Integer.MAX_VALUE));
        Duration whole = limit == null || (byOps != null && byOps.compareTo(limit) < 0) ? byOps : limit;
        if (whole == null) {
            throw new IllegalStateException("a spec has an end");
        }
        Duration shown = expected.isValid() ? whole : whole.dividedBy(BUDGET_PER_DETECTION);
        return Duration.ofMillis(shown.plus(AROUND_RUN).toMillis());
    }
}
