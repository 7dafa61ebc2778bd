package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A campaign as a table for people, row by row while it runs. */
public final class CampaignTable {
    private static final int COUNT_WIDTH = 9;
    private static final int ANOMALIES_WIDTH = 38;
    private static final String NOTHING = "–";

    private final Campaign campaign;
    private final Paint paint;
    private final Table table = new Table("lrrllll");

    /**
     * A table for a campaign that is about to run.
     *
     * @param campaign which
     * @param paint how to colour it
     */
    public CampaignTable(Campaign campaign, Paint paint) {
        this.campaign = campaign;
        this.paint = paint;
        for (dev.skewer.harness.campaign.Cell cell : campaign.cells()) {
            table.reserve(0, cell.name().length());
            table.reserve(5, cell.expected().text().length());
        }
        table.reserve(1, COUNT_WIDTH).reserve(2, COUNT_WIDTH).reserve(3, "verdict".length());
        table.reserve(4, ANOMALIES_WIDTH).reserve(5, "expected".length());
    }

    /** What stands above the rows. */
    public List<String> head() {
        var cells = new ArrayList<Cell>();
        for (String column : List.of("test", "ops", "ops/s", "verdict", "anomalies", "expected", "pass")) {
            cells.add(new Cell(column, paint::dim));
        }
        return List.of(table.line(cells));
    }

    /** One row. */
    public String row(CellOutcome outcome) {
        if (outcome.isSkipped()) {
            return table.line(List.of(
                    Cell.of(outcome.cell().name()),
                    Cell.of(NOTHING),
                    Cell.of(NOTHING),
                    new Cell("skipped", paint::dim),
                    Cell.of(NOTHING),
                    Cell.of(outcome.cell().expected().text()),
                    Cell.of(NOTHING)));
        }
        boolean isAsExpected = outcome.isAsExpected();
        UnaryOperator<String> pass = isAsExpected ? paint::good : paint::bad;
        return table.line(List.of(
                Cell.of(outcome.cell().name()),
                Cell.of(Figures.count(outcome.ops())),
                Cell.of(Figures.count(outcome.opsPerSecond())),
                new Cell(outcome.verdict().toString(), verdictStyle(outcome, isAsExpected)),
                Cell.of(anomalies(outcome)),
                Cell.of(outcome.cell().expected().text()),
                outcome.isComplete() || isAsExpected
                        ? new Cell(isAsExpected ? "yes" : "NO", pass)
                        : new Cell("cut short", paint::unsure)));
    }

    /** What was found: what was expected of it first, then the most frequent, and of the rest only how much there is. */
    private static String anomalies(CellOutcome outcome) {
        var left = new TreeMap<>(outcome.anomalies());
        if (left.isEmpty()) {
            return NOTHING;
        }
        var shown = new ArrayList<String>();
        for (String name : outcome.cell().expected().anomalies()) {
            Long count = left.remove(name);
            if (count != null) {
                shown.add(Stories.counts(Map.of(name, count)));
            }
        }
        if (shown.isEmpty() || left.size() == 1) {
            var most =
                    left.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            shown.add(Stories.counts(Map.of(most.getKey(), most.getValue())));
            left.remove(most.getKey());
        }
        return String.join(", ", shown) + (left.isEmpty() ? "" : ", and " + left.size() + " more");
    }

    /** A verdict that was expected is no reason for alarm, whatever it is. */
    private UnaryOperator<String> verdictStyle(CellOutcome outcome, boolean isAsExpected) {
        return isAsExpected ? UnaryOperator.identity() : text -> paint.verdict(outcome.verdict(), text);
    }

    /** What stands below the rows: the cost of isolation, what is not as expected, and the sum. */
    public List<String> foot(CampaignOutcome outcome) {
        var lines = new ArrayList<String>();
        if (!outcome.costOfIsolation().isEmpty()) {
            lines.add("");
            lines.addAll(cost(outcome.costOfIsolation()));
        }
        for (CellOutcome cell : outcome.cells()) {
            String skipped = cell.skipped();
            if (skipped != null) {
                lines.add(paint.unsure(cell.cell().name()) + ": skipped: " + Printable.line(skipped));
            } else if (!cell.isAsExpected()) {
                lines.add("");
                lines.addAll(disappointment(cell));
            } else {
                lines.addAll(stalls(cell));
            }
        }
        campaign.leftOut().forEach(reason -> lines.add(paint.unsure("left out  ") + Printable.line(reason)));
        long passed = outcome.cells().stream().filter(CellOutcome::isAsExpected).count();
        lines.add("");
        lines.add(paint.bold("cells     ") + passed + " of " + campaign.cells().size() + " as expected"
                + (outcome.skipped() == 0 ? "" : ", " + outcome.skipped() + " skipped")
                + (outcome.isComplete() ? "" : ", " + notRun(outcome) + " not run to the end")
                + (outcome.isEmpty() ? "; nothing was run" : ""));
        String word = switch (outcome.verdict()) {
            case TRUE -> "pass";
            case FALSE -> "fail";
            case UNKNOWN -> "unknown";
        };
        lines.add(paint.bold("campaign  ") + paint.verdict(outcome.verdict(), word));
        lines.add(paint.bold("results   ") + outcome.folder());
        return lines;
    }

    /** What is to be said of a cell that is as expected all the same. */
    private List<String> stalls(CellOutcome cell) {
        return cell.runs().stream()
                .filter(run -> !run.result().summary().stalls().isEmpty())
                .flatMap(run -> run.verdict().notes().stream()
                        .map(note -> paint.unsure(cell.cell().name()) + ", seed "
                                + run.result().summary().seed() + ": " + Printable.line(note)))
                .toList();
    }

    private long notRun(CampaignOutcome outcome) {
        long complete = outcome.cells().stream().filter(CellOutcome::isComplete).count();
        return campaign.cells().size() - complete;
    }

    private List<String> disappointment(CellOutcome cell) {
        var lines = new ArrayList<String>();
        lines.add(paint.bad(cell.cell().name()) + ": expected "
                + cell.cell().expected().text()
                + (cell.cell().expected().text().equals("detected")
                        ? " (" + String.join(", ", cell.cell().expected().anomalies()) + ")"
                        : "")
                + ", was " + cell.verdict() + (cell.isComplete() ? "" : ", but cut short"));
        for (CellOutcome.Run run : cell.runs()) {
            var summary = run.result().summary();
            run.verdict().notes().forEach(note -> lines.add("  " + Printable.line(note)));
            summary.problems().forEach(note -> lines.add("  " + Printable.line(note)));
            if (run.verdict().valid() != Validity.TRUE
                    || !cell.cell().expected().isValid()) {
                lines.add("  report " + run.folder() + "/report.html");
                lines.add("  check  " + summary.check());
                lines.add("  again  " + summary.again());
            }
        }
        return lines;
    }

    private List<String> cost(List<CostOfIsolation.Row> rows) {
        var costs = new Table("lrlrlrlrl");
        var head = new ArrayList<Cell>();
        for (String column :
                List.of("paired reads at", "reads/s", "", "p50", "", "p99", "", "writes/s meanwhile", "")) {
            head.add(new Cell(column, paint::dim));
        }
        costs.row(head);
        for (CostOfIsolation.Row row : rows) {
            costs.row(CostOfIsolation.texts(row, rows.get(0)).stream()
                    .map(Cell::of)
                    .toList());
        }
        var lines = new ArrayList<String>();
        lines.add(
                paint.bold("The cost of isolation") + " (one reader, one writer, rounds in turn; medians; × is against "
                        + rows.get(0).isolation() + ")");
        lines.addAll(costs.lines());
        return lines;
    }
}
