package dev.skewer.results.comparison;

import static dev.skewer.results.summary.Change.Effect.BETTER;
import static dev.skewer.results.summary.Change.Effect.NOTED;
import static dev.skewer.results.summary.Change.Effect.UNDECIDED;
import static dev.skewer.results.summary.Change.Effect.WORSE;

import dev.skewer.checker.Validity;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two sides: cell by cell what can be said for certain, such as an anomaly where there was none, and of all cells together what figures claim.
 *
 * <p>What is certain needs no statistics. An anomaly is in every execution that explains its history, so one where none is expected is worse, if it shows once in a billion
 * opportunities. How often something shows, how soon and how fast is a matter of chance, and claimed only as far as {@link Claims} lets it stand.
 */
public final class Comparer {
    private final Comparand base;
    private final Comparand candidate;
    private final Acceptances acceptances;
    private final Thresholds thresholds;
    private final boolean isGate;

    private final List<Change> changes = new ArrayList<>();
    private final Claims claims = new Claims();
    /** In what the conditions are known to differ too much for figures to be compared. */
    private Optional<String> difference = Optional.empty();

    private Comparer(
            Comparand base, Comparand candidate, Acceptances acceptances, Thresholds thresholds, boolean isGate) {
        this.base = base;
        this.candidate = candidate;
        this.acceptances = acceptances;
        this.thresholds = thresholds;
        this.isGate = isGate;
    }

    /**
     * Compares two runs or campaigns.
     *
     * @param producer what makes the comparison
     * @throws IllegalArgumentException if one is a single run and the other is not
     */
    public static Comparison compare(Comparand base, Comparand candidate, Thresholds thresholds, String producer) {
        return new Comparer(base, candidate, Acceptances.NONE, thresholds, false).compare(producer);
    }

    /**
     * Compares a campaign with a baseline, as a gate: what is not as expected is worse whatever it was before, unless it is accepted, and so is a cell of the
     * baseline that was not run.
     */
    static Comparison gate(
            Comparand base, Comparand candidate, Acceptances acceptances, Thresholds thresholds, String producer) {
        return new Comparer(base, candidate, acceptances, thresholds, true).compare(producer);
    }

    private Comparison compare(String producer) {
        if (base.isSingle() != candidate.isSingle()) {
            throw new IllegalArgumentException("a run and a campaign");
        }
        var speeds = new SpeedComparison(base, candidate, thresholds);
        difference = speeds.difference();
        var detections = new ArrayList<DetectionComparison>();
        var rows = new ArrayList<CellComparison>();
        for (ComparedCell cell : candidate.cells()) {
            Optional<ComparedCell> before = base.cell(cell.key());
            Map<String, Estimate> rates = new LinkedHashMap<>();
            if (before.isEmpty()) {
                added(cell);
            } else {
                otherTest(before.get(), cell);
                outcome(before.get(), cell);
                rates.putAll(rates(before.get(), cell));
                DetectionComparison.of(before.get(), cell, thresholds).ifPresent(detections::add);
            }
            rows.add(new CellComparison(
                    cell.key(),
                    cell.test(),
                    before,
                    Optional.of(cell),
                    rates,
                    before.map(of -> speeds.of(of, cell)).orElse(List.of())));
        }
        for (ComparedCell cell : base.cells()) {
            if (candidate.cell(cell.key()).isEmpty()) {
                removed(cell);
                rows.add(new CellComparison(
                        cell.key(), cell.test(), Optional.of(cell), Optional.empty(), Map.of(), List.of()));
            }
        }
        if (difference.isEmpty()) {
            detections.forEach(detection -> detection.claim(claims));
            DetectionComparison.claimTogether(detections, thresholds, claims);
        }
        speeds.claim(claims).ifPresent(changes::add);
        changes.addAll(claims.settled(thresholds.significance()));
        return new Comparison(base.name(), candidate.name(), changes, rows, thresholds, producer);
    }

    // ── what is there at all ────────────────────────────────────────────────────────────────────────────────────

    private void added(ComparedCell cell) {
        switch (cell.outcome()) {
            case AS_EXPECTED -> say(Kind.NEW_CELL, NOTED, cell, "is not in " + base.name() + "; as expected");
            case SKIPPED ->
                say(
                        Kind.NEW_CELL,
                        NOTED,
                        cell,
                        "is not in " + base.name() + ", and cannot be run here: " + cell.reason());
            case INCOMPLETE ->
                say(Kind.UNKNOWN, UNDECIDED, cell, "is not in " + base.name() + ", and was cut short" + because(cell));
            case NOT_AS_EXPECTED -> notAsExpected(Optional.empty(), cell);
        }
    }

    private void removed(ComparedCell cell) {
        String reason = candidate.leftOut().get(cell.key());
        if (reason != null) {
            say(Kind.LEFT_OUT, NOTED, cell, "not run: " + reason);
        } else if (cell.outcome() != Outcome.SKIPPED) {
            say(
                    Kind.NOT_RUN,
                    isGate ? WORSE : UNDECIDED,
                    cell,
                    "is in " + base.name() + " and was not run"
                            + (isGate
                                    ? "; if it is not to be run any more, skewer baseline update --prune takes it out"
                                    : ", so nothing can be said of it"));
        }
    }

    /** Two single runs are compared whatever they are of. */
    private void otherTest(ComparedCell before, ComparedCell now) {
        if (candidate.isSingle() && !before.test().equals(now.test())) {
            say(Kind.OTHER_TEST, NOTED, now, "is not the same test as '" + before.test() + "'");
        }
    }

    // ── what came of a cell ─────────────────────────────────────────────────────────────────────────────────────

    private void outcome(ComparedCell before, ComparedCell now) {
        if (now.verdict() != Validity.TRUE || now.outcome() != Outcome.AS_EXPECTED) {
            flaky(now);
        }
        switch (now.outcome()) {
            case SKIPPED -> {
                if (before.outcome() != Outcome.SKIPPED) {
                    say(
                            Kind.NOT_RUN,
                            isGate ? WORSE : UNDECIDED,
                            now,
                            "is in " + base.name() + " and cannot be run here: " + now.reason());
                }
            }
            case AS_EXPECTED -> {
                if (before.outcome() == Outcome.NOT_AS_EXPECTED) {
                    say(Kind.AS_EXPECTED, BETTER, now, "is as expected, which it was not");
                }
            }
            case INCOMPLETE -> undecided(before, now);
            case NOT_AS_EXPECTED -> notAsExpected(Optional.of(before), now);
        }
    }

    private void flaky(ComparedCell cell) {
        if (!cell.expected().isValid()) {
            return;
        }
        long valid = count(cell, Validity.TRUE);
        long wrong = count(cell, Validity.FALSE);
        long unknown = count(cell, Validity.UNKNOWN);
        int reruns = cell.runs().size() - cell.planned().size();
        if (valid < cell.runs().size()
                && Math.max(valid, Math.max(wrong, unknown)) < cell.runs().size()) {
            say(
                    Kind.FLAKY,
                    NOTED,
                    cell,
                    "flaky: of " + cell.runs().size() + " runs"
                            + (reruns == 0 ? "" : " (" + reruns + " of them made again)") + " " + valid
                            + " are true, " + wrong + " false and " + unknown + " unknown");
        }
    }

    private static long count(ComparedCell cell, Validity valid) {
        return cell.runs().stream().filter(run -> run.valid() == valid).count();
    }

    private void undecided(ComparedCell before, ComparedCell now) {
        if (acceptances.isAccepted(now.key(), Acceptance.UNKNOWN)) {
            say(Kind.ACCEPTED, NOTED, now, "is unknown, which is accepted" + because(now));
        } else {
            say(
                    Kind.UNKNOWN,
                    UNDECIDED,
                    now,
                    (before.verdict() == Validity.UNKNOWN ? "is unknown, as before" : "is unknown" + was(before))
                            + because(now));
        }
    }

    private void notAsExpected(Optional<ComparedCell> before, ComparedCell now) {
        if (!now.expected().isValid()) {
            notFound(before, now);
        } else if (now.verdict() == Validity.FALSE) {
            now.anomalies().forEach((anomaly, count) -> found(before, now, anomaly, count));
            if (count(now, Validity.UNKNOWN) > 0) {
                // That what was found is accepted says nothing of the runs that found nothing and are not decided.
                undecided(before.orElse(now), now);
            }
        } else if (now.verdict() == Validity.UNKNOWN
                && now.runs().stream().anyMatch(run -> run.valid() == Validity.UNKNOWN)) {
            undecided(before.orElse(now), now);
        } else {
            failing(before, now, "not as expected" + because(now));
        }
    }

    /** An anomaly in a cell that is to be valid. */
    private void found(Optional<ComparedCell> before, ComparedCell now, String anomaly, long count) {
        long had =
                before.map(cell -> cell.anomalies().getOrDefault(anomaly, 0L)).orElse(0L);
        String often = CompareText.often(count, now);
        if (acceptances.isAccepted(now.key(), anomaly)) {
            say(Kind.ACCEPTED, NOTED, now, anomaly + " is accepted: " + often);
        } else if (had == 0) {
            String beside = before.map(cell -> "; " + CompareText.often(0, cell) + " before")
                    .orElse("; the cell is not in " + base.name());
            say(Kind.NEW_ANOMALY, WORSE, now, anomaly + " is new: " + often + beside);
        } else if (isGate) {
            say(
                    Kind.NOT_AS_EXPECTED,
                    WORSE,
                    now,
                    anomaly + " as before, and not accepted: " + often
                            + "; skewer baseline accept makes it known, with a date and a reason");
        }
    }

    /** An anomaly that had to be found and was not. */
    private void notFound(Optional<ComparedCell> before, ComparedCell now) {
        String sought = String.join(", ", now.expected().anomalies());
        String found = "0 of " + now.runs().size() + " runs found it"
                + before.map(cell ->
                                ", and " + cell.found() + " of " + cell.runs().size() + " before")
                        .orElse("");
        if (acceptances.isAccepted(now.key(), Acceptance.NOT_FOUND)) {
            say(Kind.ACCEPTED, NOTED, now, sought + " is not found, which is accepted");
        } else if (before.isPresent() && DetectionComparison.isCutShort(before.get(), now)) {
            say(
                    Kind.UNKNOWN,
                    UNDECIDED,
                    now,
                    sought + " is not found: " + found + "; that may be as they made too few operations: "
                            + DetectionComparison.sought(before.get(), now) + because(now));
        } else {
            failing(
                    before,
                    now,
                    sought + " is not found" + (before.isPresent() ? " any more: " : ": ") + found + because(now));
        }
    }

    private void failing(Optional<ComparedCell> before, ComparedCell now, String sentence) {
        boolean isAsBefore = before.map(ComparedCell::outcome).equals(Optional.of(Outcome.NOT_AS_EXPECTED));
        if (!isAsBefore) {
            say(Kind.NOT_AS_EXPECTED, WORSE, now, sentence);
        } else if (isGate) {
            say(Kind.NOT_AS_EXPECTED, WORSE, now, sentence + "; as before, and not accepted");
        }
    }

    private static String was(ComparedCell before) {
        return before.outcome() == Outcome.AS_EXPECTED ? ", and was as expected" : "";
    }

    private static String because(ComparedCell cell) {
        return cell.reason().isEmpty() ? "" : ": " + cell.reason();
    }

    // ── how often ───────────────────────────────────────────────────────────────────────────────────────────────

    private Map<String, Estimate> rates(ComparedCell before, ComparedCell now) {
        Map<String, Estimate> rates = new LinkedHashMap<>();
        if (!before.isMeasured() || !now.isMeasured()) {
            return rates;
        }
        for (String anomaly : RateComparison.names(before, now)) {
            var rate = new RateComparison(before, now, anomaly, thresholds, acceptances.isAccepted(now.key(), anomaly));
            rate.estimate().ifPresent(estimate -> rates.put(anomaly, estimate));
            // How often a race is hit is a matter of the machine too.
            difference.map(rate::notJudged).orElseGet(() -> rate.claim(claims)).ifPresent(changes::add);
        }
        return rates;
    }

    private void say(Kind kind, Change.Effect effect, ComparedCell cell, String sentence) {
        changes.add(Change.of(kind, effect, cell.key(), cell.test(), sentence));
    }
}
