package dev.skewer.results.summary;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a campaign, as plain data.
 *
 * @param name what it is called
 * @param folder where everything is, as the user would write it
 * @param planned how many cells it is to run: all of its file that the command line asks for, but those of other shards and those that
 *     the time limit leaves out
 * @param cells what was done; fewer than planned if it was cut short
 * @param part what tells its plan, which part of that it is, and what of it was not run
 * @param leftOut what the lists of its file multiply out to and no target of theirs has, a sentence each
 * @param costOfIsolation a row a level; empty if it was not measured
 * @param conditions under which its figures came about
 * @param gate what a gate makes of it; empty if it is none
 * @param producer what made it, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record CampaignSummary(
        String name,
        String folder,
        int planned,
        List<Cell> cells,
        Part part,
        List<String> leftOut,
        List<IsolationCost> costOfIsolation,
        Conditions conditions,
        Optional<GateSummary> gate,
        String producer)
        implements Summary {
    /**
     * What tells a campaign's plan, which part of it was run, and what was not.
     *
     * @param plan the {@linkplain CampaignPlan#id() id} of its plan; empty if it had none, as those of earlier versions
     * @param shard which part; the whole once shards are merged
     * @param omitted cells that were not run
     * @param notes what is to be said of the shards that it was put together of
     */
    public record Part(String plan, Shard shard, List<Omission> omitted, List<String> notes) {
        /** A campaign without a plan. */
        public static final Part UNPLANNED = new Part("", Shard.WHOLE, List.of(), List.of());

        /** Copies the list. */
        public Part {
            omitted = List.copyOf(omitted);
            notes = List.copyOf(notes);
        }
    }

    /** Copies the lists. */
    public CampaignSummary {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
        costOfIsolation = List.copyOf(costOfIsolation);
    }

    /** A campaign that is no gate. */
    public CampaignSummary(
            String name,
            String folder,
            int planned,
            List<Cell> cells,
            Part part,
            List<String> leftOut,
            List<IsolationCost> costOfIsolation,
            String producer) {
        this(
                name,
                folder,
                planned,
                cells,
                part,
                leftOut,
                costOfIsolation,
                Conditions.PLAIN,
                Optional.empty(),
                producer);
    }

    /** The same campaign with other cells. */
    public CampaignSummary with(List<Cell> others) {
        return copy(folder, others, conditions, gate);
    }

    /** The same campaign, and under which conditions its figures came about. */
    public CampaignSummary with(Conditions known) {
        return copy(folder, cells, known, gate);
    }

    /** The same campaign, and what a gate makes of it. */
    public CampaignSummary with(GateSummary judged) {
        return copy(folder, cells, conditions, Optional.of(judged));
    }

    private CampaignSummary copy(
            String otherFolder, List<Cell> others, Conditions otherConditions, Optional<GateSummary> otherGate) {
        return new CampaignSummary(
                name,
                otherFolder,
                planned,
                others,
                part,
                leftOut,
                costOfIsolation,
                otherConditions,
                otherGate,
                producer);
    }

    /** Whether every planned cell was run to its end, or cannot be run here. */
    public boolean isComplete() {
        return cells.size() == planned && cells.stream().allMatch(Cell::isComplete);
    }

    /** The same campaign in another folder. */
    public CampaignSummary in(String otherFolder) {
        return copy(otherFolder, cells, conditions, gate);
    }

    /** The cells that the time limit left out. */
    public List<Omission> leftOutForTime() {
        return part.omitted().stream().filter(Omission::isByTimeLimit).toList();
    }

    /** How many cells cannot be run here. */
    public long skipped() {
        return cells.stream().filter(Cell::isSkipped).count();
    }

    /** Client operations of all cells. */
    public long ops() {
        return cells.stream().mapToLong(Cell::ops).sum();
    }

    /** What was done to the targets of all cells, and what came of it. */
    public FaultCounts faults() {
        return cells.stream().map(Cell::faults).reduce(FaultCounts.NONE, FaultCounts::plus);
    }

    /** How many cells turned out as expected. */
    public long asExpected() {
        return cells.stream().filter(Cell::isAsExpected).count();
    }

    /** Whether nothing was run at all. */
    public boolean isEmpty() {
        return cells.stream().allMatch(cell -> cell.runs().isEmpty());
    }

    /**
     * The campaign as one verdict: false if a cell that was run is not as expected, or nothing was run, so that a gate which has
     * come to test nothing does not pass; unknown if all are as expected but some were not run to their end; true
     * otherwise. What cannot be run here, and was skipped, counts for nothing.
     *
     * <p>A gate with a baseline knows more than what is expected, such as what is accepted for the time being, so that its judgement takes the place of that.
     */
    @Override
    public Validity valid() {
        boolean isJudged = gate.filter(judged -> !judged.baseline().isEmpty()).isPresent();
        boolean isWrong =
                cells.stream().anyMatch(cell -> cell.isComplete() && !cell.isSkipped() && !cell.isAsExpected());
        if (isEmpty() || (!isJudged && isWrong)) {
            return Validity.FALSE;
        }
        Validity run = isComplete() ? Validity.TRUE : Validity.UNKNOWN;
        return gate.map(judged -> judged.valid().and(run)).orElse(run);
    }

    /** That verdict as a campaign has it: {@code pass}, {@code fail} or {@code unknown}. */
    public String word() {
        return switch (valid()) {
            case TRUE -> "pass";
            case FALSE -> "fail";
            case UNKNOWN -> "unknown";
        };
    }

    /**
     * What came of one cell: the same test with one or more seeds, and what it was to turn out to be.
     *
     * @param name what tells it from the others for a person, such as {@code journal snapshot flush+compact}
     * @param spec of its first run
     * @param expected what it was to turn out to be
     * @param runs what was done; fewer than planned if it was cut short; more if it was run again
     * @param isComplete whether every planned run was made and none was interrupted
     * @param skipped why it cannot be run here, in one line; null if it can
     * @param failed why its target could not be opened, in one line, which ended it; null if it could
     */
    public record Cell(
            String name,
            Map<String, Object> spec,
            Expectation expected,
            List<Run> runs,
            boolean isComplete,
            @Nullable String skipped,
            @Nullable String failed) {
        /** What the name of a cell begins with that is there to prove that a gate can fail. */
        public static final String PROOF = "proof: ";

        /** Copies the collections. */
        public Cell {
            spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
            runs = List.copyOf(runs);
        }

        /** One whose target could be opened, if it was to be. */
        public Cell(
                String name,
                Map<String, Object> spec,
                Expectation expected,
                List<Run> runs,
                boolean isComplete,
                @Nullable String skipped) {
            this(name, spec, expected, runs, isComplete, skipped, null);
        }

        /** The same cell with other runs. */
        public Cell with(List<Run> others) {
            return new Cell(name, spec, expected, others, isComplete, skipped, failed);
        }

        /** The same cell, ended as its target could not be opened, with the reason in one line. */
        public Cell failed(String reason) {
            return new Cell(name, spec, expected, runs, isComplete, skipped, reason);
        }

        /**
         * What tells it from the others for a program, in any order and in any campaign: of its spec without the seed, and of what
         * is expected.
         *
         * @return twelve hexadecimal digits
         */
        public String id() {
            return CellId.of(spec, expected);
        }

        /** Whether it is there to prove that a gate can fail: a mistake that is planted, and has to be found. */
        public boolean isProof() {
            return name.startsWith(PROOF);
        }

        /** Whether it was left out, as it cannot be run here. */
        public boolean isSkipped() {
            return skipped != null;
        }

        /**
         * Whether the cell turned out as expected; a cell that was cut short did so only if it had shown it already, and one whose
         * target could not be opened did not.
         */
        public boolean isAsExpected() {
            return failed == null && expected.isMetBy(runs) && (isComplete || !expected.isValid());
        }

        /** The verdicts of all runs as one; a run that did not begin counts as unknown. */
        public Validity verdict() {
            Validity ofRuns =
                    runs.stream().map(Run::valid).reduce(Validity::and).orElse(Validity.UNKNOWN);
            return failed == null ? ofRuns : ofRuns.and(Validity.UNKNOWN);
        }

        /** Client operations of all runs. */
        public long ops() {
            return runs.stream().mapToLong(Run::ops).sum();
        }

        /** Opportunities to fail of all runs. */
        public long opportunities() {
            return runs.stream().mapToLong(Run::opportunities).sum();
        }

        /** Client operations per second, over all runs. */
        public double opsPerSecond() {
            double seconds =
                    runs.stream().mapToLong(run -> run.elapsed().toMillis()).sum() / 1e3;
            return seconds > 0 ? ops() / seconds : 0;
        }

        /** What was done to the target in all runs, and what came of it. */
        public FaultCounts faults() {
            return runs.stream().map(Run::faults).reduce(FaultCounts.NONE, FaultCounts::plus);
        }

        /** How often each anomaly was found, in all runs. */
        public SortedMap<String, Long> anomalies() {
            var counts = new TreeMap<String, Long>(AnomalyCatalog.order());
            runs.forEach(run -> run.anomalies().forEach((name, count) -> counts.merge(name, count, Long::sum)));
            return Collections.unmodifiableSortedMap(counts);
        }
    }

    /**
     * One run of a cell; more of it is in its own folder.
     *
     * @param folder where it is, as the user would write it
     * @param seed everything random derived from it
     * @param valid its verdict
     * @param ops client operations
     * @param opportunities chances to fail
     * @param anomalies how often each was found
     * @param models what it shows of consistency models; empty if it has no transactions
     * @param faults what was done to the target, and what came of it
     * @param story the smallest example of the most telling anomaly
     * @param notes of its verdict
     * @param problems what went wrong besides the store
     * @param elapsed how long operations were generated
     * @param latency of its operations
     * @param isRerun whether it was run again, as what came of the cell before was {@code unknown}, or differed
     * @param checkMillis milliseconds to check it
     * @param hasStalls whether it stood still
     * @param isUnavailable whether it ended because its target did not answer any more, or not everyone
     * @param check the command that checks its history again
     * @param again the command that runs it again
     */
    public record Run(
            String folder,
            long seed,
            Validity valid,
            long ops,
            long opportunities,
            SortedMap<String, Long> anomalies,
            Optional<ObservedModels> models,
            FaultCounts faults,
            Optional<Example> story,
            List<String> notes,
            List<String> problems,
            Duration elapsed,
            Latency latency,
            boolean isRerun,
            long checkMillis,
            boolean hasStalls,
            boolean isUnavailable,
            String check,
            String again) {
        /** Copies the collections. */
        public Run {
            var ordered = new TreeMap<String, Long>(AnomalyCatalog.order());
            ordered.putAll(anomalies);
            anomalies = Collections.unmodifiableSortedMap(ordered);
            notes = List.copyOf(notes);
            problems = List.copyOf(problems);
        }

        /** The same run, whose folder and history are somewhere else now. */
        public Run in(String otherFolder, String otherCheck) {
            return copy(otherFolder, otherCheck, isRerun, models);
        }

        /** The same run, made after others of its cell had shown that this is needed. */
        public Run rerun() {
            return copy(folder, check, true, models);
        }

        /** The same run, and what its history shows of consistency models. */
        public Run observing(ObservedModels observed) {
            return copy(folder, check, isRerun, Optional.of(observed));
        }

        /** Client operations per second; 0 for a run of no duration. */
        public double opsPerSecond() {
            return elapsed.isZero() ? 0 : ops / (elapsed.toNanos() / 1e9);
        }

        private Run copy(String otherFolder, String otherCheck, boolean isAgain, Optional<ObservedModels> otherModels) {
            return new Run(
                    otherFolder,
                    seed,
                    valid,
                    ops,
                    opportunities,
                    anomalies,
                    otherModels,
                    faults,
                    story,
                    notes,
                    problems,
                    elapsed,
                    latency,
                    isAgain,
                    checkMillis,
                    hasStalls,
                    isUnavailable,
                    otherCheck,
                    again);
        }

        /** Whether nothing was found until the target did not answer any more. */
        public boolean wasUnavailable() {
            return valid == Validity.UNKNOWN && isUnavailable;
        }

        /** What a campaign keeps of a run. */
        public static Run of(RunSummary run) {
            var counts = new TreeMap<String, Long>();
            run.verdict().anomalies().forEach((name, anomaly) -> counts.put(name, anomaly.count()));
            return new Run(
                    run.folder(),
                    run.seed(),
                    run.verdict().valid(),
                    run.verdict().ops(),
                    run.verdict().opportunities(),
                    counts,
                    Optional.empty(),
                    FaultCounts.of(run),
                    run.verdict().anomalies().values().stream()
                            .flatMap(anomaly -> anomaly.smallest().stream())
                            .findFirst(),
                    run.verdict().notes(),
                    run.problems(),
                    run.elapsed(),
                    Latency.of(run.measured().functions()),
                    false,
                    run.cost().checkMillis(),
                    !run.stalls().isEmpty(),
                    run.ending() == RunSummary.Ending.UNAVAILABLE,
                    run.check(),
                    run.again());
        }
    }
}
