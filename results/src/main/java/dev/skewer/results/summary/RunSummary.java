package dev.skewer.results.summary;

import dev.skewer.checker.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one finished run, as plain data.
 *
 * @param folder its folder, as the user sees it
 * @param history the name of the file in it that has the history
 * @param title what was tested, in one line
 * @param spec option name to value, in the order of the documentation; values are strings, numbers, booleans, lists or maps
 * @param seed everything random derived from it
 * @param check the command that checks the history again: the exact repetition of the verdict
 * @param again the command that runs the same test again: the same operations, not the same interleaving
 * @param started when it began, to the millisecond
 * @param elapsed how long operations were generated, to the millisecond
 * @param ending why it ended
 * @param verdict what the checker says, and what the run adds to it
 * @param cost what the verdict cost
 * @param measured counts and latencies of operations, and faults over time
 * @param faults what each schedule of faults planned, and how often which was injected
 * @param restarts how often the target, or one of its nodes, was started anew
 * @param stalls when the run stood still
 * @param problems what went wrong besides the store, a sentence each
 * @param excerpts the history around the examples of the verdict
 * @param log what logs say around anomalies and problems
 * @param environment what it ran on, and the version of what was tested, by name, such as {@code os} and {@code target}
 * @param producer what made this run, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record RunSummary(
        String folder,
        String history,
        String title,
        Map<String, Object> spec,
        long seed,
        String check,
        String again,
        Instant started,
        Duration elapsed,
        Ending ending,
        Verdict verdict,
        CheckCost cost,
        OperationMetrics measured,
        List<FaultPlan> faults,
        long restarts,
        List<Stall> stalls,
        List<String> problems,
        List<Excerpt> excerpts,
        LogExcerpt log,
        Map<String, String> environment,
        String producer)
        implements CheckedHistory {
    /** Why a run ended. */
    public enum Ending {
        /** It reached its limit of operations or time. */
        COMPLETE,
        /** An anomaly was found, and that was enough. */
        ANOMALY,
        /** A signal ended it. */
        INTERRUPTED,
        /** The target does not answer any more, or not everyone. */
        UNAVAILABLE,
        /** The target or the run broke down. */
        PROBLEM;

        /** As it is stored: {@code complete}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the collections. */
    public RunSummary {
        spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
        started = started.truncatedTo(ChronoUnit.MILLIS);
        elapsed = elapsed.truncatedTo(ChronoUnit.MILLIS);
        faults = List.copyOf(faults);
        stalls = List.copyOf(stalls);
        problems = List.copyOf(problems);
        excerpts = List.copyOf(excerpts);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** That of a cell of a campaign with the same spec, whatever its seed, which is to be valid. */
    @Override
    public String id() {
        return CellId.of(spec, new Expectation(Expectation.VALID, List.of()));
    }

    @Override
    public Optional<OperationMetrics> metrics() {
        return Optional.of(measured);
    }

    /** Whether it was stopped early by a signal. */
    public boolean interrupted() {
        return ending == Ending.INTERRUPTED;
    }

    /** Client operations per second; 0 for a run of no duration. */
    public double opsPerSecond() {
        return perSecond(verdict.ops());
    }

    /** So many, per second of the run. */
    public double perSecond(long count) {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? count / seconds : 0;
    }

    /** The same run with another verdict. */
    public RunSummary with(Verdict other, CheckCost otherCost) {
        return copy(other, otherCost, measured, excerpts, producer);
    }

    /** The same run with other parts of its history. */
    public RunSummary quoting(List<Excerpt> others) {
        return copy(verdict, cost, measured, others, producer);
    }

    /** The same run with other figures. */
    public RunSummary measured(OperationMetrics other) {
        return copy(verdict, cost, other, excerpts, producer);
    }

    /** The same run, of which something else is said to have made it. */
    public RunSummary producedBy(String other) {
        return copy(verdict, cost, measured, excerpts, other);
    }

    private RunSummary copy(
            Verdict otherVerdict,
            CheckCost otherCost,
            OperationMetrics otherMetrics,
            List<Excerpt> otherExcerpts,
            String otherProducer) {
        return new RunSummary(
                folder,
                history,
                title,
                spec,
                seed,
                check,
                again,
                started,
                elapsed,
                ending,
                otherVerdict,
                otherCost,
                otherMetrics,
                faults,
                restarts,
                stalls,
                problems,
                otherExcerpts,
                log,
                environment,
                otherProducer);
    }
}
