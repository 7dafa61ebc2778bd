package dev.skewer.results.comparison;

import static dev.skewer.results.summary.Change.Effect.NOTED;
import static dev.skewer.results.summary.Change.Effect.UNDECIDED;
import static dev.skewer.results.summary.Change.Effect.WORSE;

import dev.skewer.checker.Validity;
import dev.skewer.results.Figures;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The judgement of a campaign beside a baseline: what got worse, and whether the baseline itself is what it claims to be. A gate that can be open by mistake is worse
 * than none; so an acceptance whose time is over, or of something that is not there, closes it until it is mended, and so does a baseline of which nothing was checked.
 */
public final class Gate {
    private final Baseline baseline;
    private final Comparand candidate;
    private final Acceptances acceptances;
    private final Thresholds thresholds;
    private final List<Change> changes = new ArrayList<>();

    private Gate(Baseline baseline, Comparand candidate, LocalDate today, Thresholds thresholds) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.thresholds = thresholds;
        acceptances = new Acceptances(baseline.accepted(), today);
    }

    /**
     * Judges.
     *
     * @param candidate a campaign, with what of it was left out by wish
     * @param today on which day acceptances are looked at
     * @param producer what judges
     */
    public static Comparison judge(
            Baseline baseline, Comparand candidate, LocalDate today, Thresholds thresholds, String producer) {
        return new Gate(baseline, candidate, today, thresholds).judge(producer);
    }

    /** What is not as expected of a campaign that is compared with nothing. */
    public static List<Change> alone(Comparand candidate) {
        var changes = new ArrayList<Change>();
        for (ComparedCell cell : candidate.cells()) {
            if (cell.outcome() == Outcome.NOT_AS_EXPECTED || cell.outcome() == Outcome.INCOMPLETE) {
                boolean isCutShort = cell.outcome() == Outcome.INCOMPLETE;
                changes.add(Change.of(
                        isCutShort ? Kind.UNKNOWN : Kind.NOT_AS_EXPECTED,
                        isCutShort ? UNDECIDED : WORSE,
                        cell.key(),
                        cell.test(),
                        cell.outcome().words() + ", and is " + cell.verdict()
                                + (cell.anomalies().isEmpty() ? "" : ": " + Figures.counts(cell.anomalies()))));
            }
        }
        return changes;
    }

    private Comparison judge(String producer) {
        Comparison comparison = Comparer.gate(baseline.comparand(), candidate, acceptances, thresholds, producer);
        changes.addAll(comparison.changes());
        acceptances.all().forEach(this::look);
        boolean isAnyChecked = baseline.cells().stream()
                .anyMatch(
                        cell -> candidate.cell(cell.key()).filter(Gate::wasRun).isPresent());
        if (!isAnyChecked) {
            changes.add(Change.of(
                    Kind.NOT_RUN,
                    WORSE,
                    "",
                    "",
                    baseline.cells().isEmpty()
                            ? baseline.file() + " has no cells; skewer baseline update writes them"
                            : "nothing of " + baseline.file() + " was checked"));
        }
        return new Comparison(
                comparison.base(),
                comparison.candidate(),
                changes,
                comparison.cells(),
                comparison.thresholds(),
                comparison.producer());
    }

    private static boolean wasRun(ComparedCell cell) {
        return cell.outcome() != Outcome.SKIPPED && !cell.runs().isEmpty();
    }

    private void look(Acceptance acceptance) {
        if (acceptance.isExpired(acceptances.today())) {
            say(
                    Kind.ACCEPTANCE_EXPIRED,
                    WORSE,
                    acceptance,
                    "was accepted until " + acceptance.until() + " (" + acceptance.place()
                            + "); mend what it is about and take it out, or accept it anew with a later date");
            return;
        }
        Optional<ComparedCell> before = baseline.comparand().cell(acceptance.cell());
        Optional<ComparedCell> now = candidate.cell(acceptance.cell());
        if (before.isEmpty() && now.isEmpty() && !candidate.leftOut().containsKey(acceptance.cell())) {
            say(
                    Kind.ACCEPTANCE_NOT_NEEDED,
                    WORSE,
                    acceptance,
                    "is accepted of a cell that neither the baseline nor the campaign has (" + acceptance.place()
                            + "); take it out");
        } else if (now.filter(Gate::wasRun).isPresent() && !isSeen(acceptance, now.get())) {
            notSeen(acceptance, before, now.get());
        }
    }

    private void notSeen(Acceptance acceptance, Optional<ComparedCell> before, ComparedCell now) {
        boolean wasSeen = before.filter(cell -> isSeen(acceptance, cell)).isPresent();
        if (wasSeen && !isGone(acceptance, before.get(), now)) {
            say(
                    Kind.ACCEPTED,
                    NOTED,
                    acceptance,
                    "is accepted, and was not seen this time, which may be chance (" + acceptance.place() + ")");
        } else {
            say(
                    Kind.ACCEPTANCE_NOT_NEEDED,
                    WORSE,
                    acceptance,
                    "is accepted and " + (wasSeen ? "gone" : "was seen neither in the baseline nor now") + " ("
                            + acceptance.place() + "); take it out");
        }
    }

    /** Whether it would have been seen if it were as frequent as before. */
    private boolean isGone(Acceptance acceptance, ComparedCell before, ComparedCell now) {
        Counts had = Counts.of(acceptance.anomaly(), before.planned());
        Counts has = Counts.of(acceptance.anomaly(), now.planned());
        return before.isMeasured()
                && now.isMeasured()
                && RateTest.isPossible(had, has)
                && new RateTest(had, has).less(1) < thresholds.significance();
    }

    private static boolean isSeen(Acceptance acceptance, ComparedCell cell) {
        return switch (acceptance.anomaly()) {
            case Acceptance.UNKNOWN -> cell.runs().stream().anyMatch(run -> run.valid() == Validity.UNKNOWN);
            case Acceptance.NOT_FOUND -> cell.found() == 0;
            default -> cell.anomalies().containsKey(acceptance.anomaly());
        };
    }

    private void say(Kind kind, Change.Effect effect, Acceptance acceptance, String sentence) {
        String test = candidate
                .cell(acceptance.cell())
                .map(ComparedCell::test)
                .orElse(acceptance.test().isEmpty() ? acceptance.cell() : acceptance.test());
        changes.add(Change.of(kind, effect, acceptance.cell(), test, acceptance.anomaly() + " " + sentence));
    }
}
