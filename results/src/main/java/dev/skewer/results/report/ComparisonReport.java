package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.comparison.CellComparison;
import dev.skewer.results.comparison.CompareText;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.Comparison;
import dev.skewer.results.comparison.Thresholds;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Estimate;
import dev.skewer.results.summary.GateSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison as one HTML page: what got worse on top, then all changes by what follows from them, then a row for each cell with its figures. */
public final class ComparisonReport {
    private final Comparison comparison;
    private final Html page = new Html();

    private ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Renders the page. */
    public static String render(Comparison comparison) {
        return new ComparisonReport(comparison).render();
    }

    private String render() {
        ReportPage.begin(page, comparison.word() + ": " + comparison.candidate());
        page.open("header");
        page.element("span", comparison.word(), "class", "verdict " + comparison.valid());
        page.element("h1", comparison.candidate() + " beside " + comparison.base());
        page.element("p", comparison.headline() + ".", "class", "lead");
        page.close("header").line();
        if (!comparison.changes().isEmpty()) {
            page.element("h2", "What changed").line();
        }
        changes(page, comparison.changes());
        cells();
        thresholds(comparison.thresholds());
        page.open("footer").text(comparison.producer()).close("footer").line();
        return ReportPage.end(page);
    }

    /** What a gate has to say of a campaign, for the campaign's page. */
    static void gate(Html page, GateSummary gate) {
        page.element("h2", gate.baseline().isEmpty() ? "Gate" : "Beside " + gate.baseline())
                .line();
        page.element("p", gate.headline() + ".", "class", "lead").line();
        changes(page, gate.changes());
    }

    private static void changes(Html page, List<Change> changes) {
        for (Change.Effect effect : Change.Effect.values()) {
            List<Change> of =
                    changes.stream().filter(change -> change.effect() == effect).toList();
            if (of.isEmpty()) {
                continue;
            }
            page.open("section", "class", "card changes");
            boolean isFolded = effect == Change.Effect.NOTED;
            if (isFolded) {
                page.open("details").element("summary", title(effect) + ", " + of.size());
            } else {
                page.element("h3", title(effect));
            }
            ReportPage.openTable(page, title(effect), List.of("test", "what", "kind"));
            for (Change change : of) {
                page.open("tr")
                        .element("td", change.test(), "class", "test")
                        .element("td", change.sentence())
                        .element("td", change.kind().label(), "class", "soft")
                        .close("tr")
                        .line();
            }
            ReportPage.closeTable(page);
            if (isFolded) {
                page.close("details");
            }
            page.close("section").line();
        }
    }

    private static String title(Change.Effect effect) {
        return switch (effect) {
            case WORSE -> "Worse";
            case UNDECIDED -> "Cannot be said";
            case BETTER -> "Better";
            case NOTED -> "Noted";
        };
    }

    private void cells() {
        page.element("h2", "Cells").line();
        page.open("section", "class", "card");
        ReportPage.openTable(
                page,
                "Cells",
                List.of("test", "before", "now", "anomalies per million opportunities", "throughput and latency"));
        for (CellComparison cell : comparison.cells()) {
            page.open("tr").element("td", cell.test(), "class", "test");
            side(cell.base());
            side(cell.candidate());
            page.open("td");
            cell.rates().forEach((anomaly, rate) -> figure(anomaly, rate));
            page.close("td").open("td");
            cell.speeds().forEach(speed -> figure(CompareText.name(speed.measure()), speed));
            page.close("td").close("tr").line();
        }
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private void side(Optional<ComparedCell> cell) {
        if (cell.isEmpty()) {
            page.element("td", "not there", "class", "field skipped");
            return;
        }
        ComparedCell of = cell.get();
        page.open("td", "class", "field " + style(of.outcome()))
                .text(of.outcome().words());
        if (!of.anomalies().isEmpty()) {
            page.element("small", Figures.counts(of.anomalies()));
        }
        page.close("td");
    }

    private static String style(ComparedCell.Outcome outcome) {
        return switch (outcome) {
            case AS_EXPECTED -> "holds";
            case NOT_AS_EXPECTED -> "surprise";
            case INCOMPLETE -> "shown";
            case SKIPPED -> "skipped";
        };
    }

    private void figure(String name, Estimate estimate) {
        page.open("div")
                .text(name + " " + CompareText.interval(estimate))
                .element(
                        "small",
                        CompareText.figure(estimate.measure(), estimate.base()) + " → "
                                + CompareText.figure(estimate.measure(), estimate.candidate()))
                .close("div");
    }

    private void thresholds(Thresholds thresholds) {
        page.element(
                        "p",
                        String.format(
                                Locale.ROOT,
                                "Figures are called worse or better where they differ by more than %.0f %% at a significance of %s for all of them together; intervals are of"
                                        + " %.0f %%. %s",
                                thresholds.minimalEffect() * 100,
                                thresholds.significance(),
                                (1 - thresholds.significance()) * 100,
                                thresholds.isSameMachine()
                                        ? "Both sides were measured on one machine, as the user says."
                                        : "Speeds are beside the reference that each side measured."),
                        "class",
                        "soft")
                .line();
    }
}
