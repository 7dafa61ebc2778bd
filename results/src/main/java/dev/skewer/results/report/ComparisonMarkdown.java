package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.comparison.CellComparison;
import dev.skewer.results.comparison.CompareText;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.Comparison;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Estimate;
import dev.skewer.results.summary.GateSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A comparison as Markdown, for a comment on GitHub: what got worse in its first line, then all changes, those that decide nothing folded away, and a table of the cells that
 * differ.
 */
public final class ComparisonMarkdown {
    private static final String NOTHING = "–";

    private ComparisonMarkdown() {}

    /** Renders it. */
    public static String render(Comparison comparison) {
        var page = new Markdown();
        page.line("**" + comparison.word() + "**: " + Markdown.text(comparison.headline()))
                .gap()
                .line(Markdown.text(comparison.candidate()) + " beside " + Markdown.text(comparison.base()) + ".");
        changes(page, comparison.changes());
        cells(page, comparison.cells());
        page.gap().line("<sub>" + Markdown.text(comparison.producer()) + "</sub>");
        return page.toString();
    }

    /** What a gate has to say of a campaign, part by part, so that what matters has room where not all does. */
    static void gate(MarkdownPage page, GateSummary gate) {
        page.add("lines", new Markdown().gap());
        for (Change change : gate.changes()) {
            if (change.effect() != Change.Effect.NOTED) {
                page.add("changes", new Markdown().line(item(change)));
            }
        }
        page.table(
                "changes that decide nothing",
                gate.of(Change.Effect.NOTED).size() + " noted",
                new Markdown().head("ll", List.of("test", "what")),
                gate.of(Change.Effect.NOTED).stream()
                        .map(change -> List.of(Markdown.text(change.test()), Markdown.text(change.sentence())))
                        .toList());
    }

    private static String item(Change change) {
        String mark = change.effect() == Change.Effect.NOTED
                ? "* "
                : "* **" + change.effect().label() + "** ";
        return mark + Markdown.text(change.text());
    }

    private static void changes(Markdown page, List<Change> changes) {
        for (Change.Effect effect : Change.Effect.values()) {
            List<Change> of =
                    changes.stream().filter(change -> change.effect() == effect).toList();
            if (of.isEmpty()) {
                continue;
            }
            boolean isFolded = effect == Change.Effect.NOTED;
            if (isFolded) {
                page.details(of.size() + " noted");
            } else {
                page.gap();
            }
            of.forEach(change -> page.line(item(change)));
            if (isFolded) {
                page.endOfDetails();
            }
        }
    }

    private static void cells(Markdown page, List<CellComparison> cells) {
        List<CellComparison> differing =
                cells.stream().filter(ComparisonMarkdown::isTelling).toList();
        if (differing.isEmpty()) {
            return;
        }
        page.details(differing.size() + " of " + cells.size() + " cells with figures")
                .head("lllll", List.of("test", "before", "now", "per million opportunities", "speed"));
        for (CellComparison cell : differing) {
            page.row(List.of(
                    Markdown.text(cell.test()),
                    side(cell.base()),
                    side(cell.candidate()),
                    rates(cell.rates()),
                    speeds(cell.speeds())));
        }
        page.endOfDetails();
    }

    private static boolean isTelling(CellComparison cell) {
        return !cell.rates().isEmpty()
                || !cell.speeds().isEmpty()
                || !cell.base()
                        .map(ComparedCell::outcome)
                        .equals(cell.candidate().map(ComparedCell::outcome));
    }

    private static String side(Optional<ComparedCell> cell) {
        return cell.map(of -> {
                    var words = new ArrayList<String>(List.of(of.outcome().words()));
                    if (!of.anomalies().isEmpty()) {
                        words.add(Figures.counts(of.anomalies()));
                    }
                    return Markdown.text(String.join(": ", words));
                })
                .orElse(NOTHING);
    }

    private static String rates(Map<String, Estimate> rates) {
        return rates.isEmpty()
                ? NOTHING
                : rates.entrySet().stream()
                        .map(rate -> Markdown.text(rate.getKey() + " " + CompareText.interval(rate.getValue())))
                        .collect(Collectors.joining("<br>"));
    }

    private static String speeds(List<Estimate> speeds) {
        return speeds.isEmpty()
                ? NOTHING
                : speeds.stream()
                        .map(speed ->
                                Markdown.text(CompareText.name(speed.measure()) + " " + CompareText.interval(speed)))
                        .collect(Collectors.joining("<br>"));
    }
}
