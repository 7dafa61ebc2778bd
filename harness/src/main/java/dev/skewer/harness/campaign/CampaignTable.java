package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.ChangeLines;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.report.ObservedLevel;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import dev.skewer.results.summary.IsolationCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A campaign as a table for people, row by row while it runs. */
public final class CampaignTable {
    private static final int COUNT_WIDTH = 9;
    private static final int ANOMALIES_WIDTH = 38;
    /** Of each level how much of what is known of it: up to the model that is broken. */
    private static final int LEVEL_COLUMNS = 5;

    private static final String NOTHING = "–";
    /** Wide enough for most operations on one line. */
    private static final int STORY_COLUMNS = 118;

    private final Paint paint;
    private final Table table = new Table("lrrllll");

    private CampaignTable(Paint paint) {
        this.paint = paint;
        table.reserve(1, COUNT_WIDTH).reserve(2, COUNT_WIDTH).reserve(3, "verdict".length());
        table.reserve(4, ANOMALIES_WIDTH).reserve(5, "expected".length());
    }

    /** A table for a campaign that is about to run. */
    public static CampaignTable of(CampaignPlan plan, Paint paint) {
        var rows = new CampaignTable(paint);
        plan.own().forEach(cell -> rows.reserve(cell.name(), cell.expected()));
        return rows;
    }

    /** A table for cells that are over. */
    public static CampaignTable of(List<CampaignSummary.Cell> cells, Paint paint) {
        var rows = new CampaignTable(paint);
        cells.forEach(cell -> rows.reserve(cell.name(), cell.expected()));
        return rows;
    }

    private void reserve(String name, Expectation expected) {
        table.reserve(0, name.length()).reserve(5, expected.text().length());
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
    public String row(CampaignSummary.Cell outcome) {
        if (outcome.isSkipped()) {
            return table.line(List.of(
                    Cell.of(outcome.name()),
                    Cell.of(NOTHING),
                    Cell.of(NOTHING),
                    new Cell("skipped", paint::dim),
                    Cell.of(NOTHING),
                    Cell.of(outcome.expected().text()),
                    Cell.of(NOTHING)));
        }
        boolean isAsExpected = outcome.isAsExpected();
        UnaryOperator<String> pass = isAsExpected ? paint::good : paint::bad;
        return table.line(List.of(
                Cell.of(outcome.name()),
                Cell.of(Figures.count(outcome.ops())),
                Cell.of(Figures.count(outcome.opsPerSecond())),
                new Cell(outcome.verdict().toString(), verdictStyle(outcome, isAsExpected)),
                Cell.of(anomalies(outcome)),
                Cell.of(outcome.expected().text()),
                outcome.isComplete() || isAsExpected
                        ? new Cell(isAsExpected ? "yes" : "NO", pass)
                        : new Cell("cut short", paint::unsure)));
    }

    /** What was found: what was expected of it first, then the most telling, and of the rest only how much there is. */
    private static String anomalies(CampaignSummary.Cell outcome) {
        SortedMap<String, Long> found = outcome.anomalies();
        if (found.isEmpty()) {
            long undone = outcome.faults().undone();
            return undone == 0 ? NOTHING : "none, " + Figures.count(undone) + " undone";
        }
        var shown = new LinkedHashMap<String, Long>();
        for (String name : outcome.expected().anomalies()) {
            Long count = found.get(name);
            if (count != null) {
                shown.put(name, count);
            }
        }
        if (shown.isEmpty() || found.size() == shown.size() + 1) {
            String next = found.keySet().stream()
                    .filter(name -> !shown.containsKey(name))
                    .findFirst()
                    .orElse(found.firstKey());
            shown.put(next, found.get(next));
        }
        int left = found.size() - shown.size();
        return Stories.inOrder(shown) + (left == 0 ? "" : ", and " + left + " more");
    }

    /** A verdict that was expected is no reason for alarm, whatever it is. */
    private UnaryOperator<String> verdictStyle(CampaignSummary.Cell outcome, boolean isAsExpected) {
        return isAsExpected ? UnaryOperator.identity() : text -> paint.verdict(outcome.verdict(), text);
    }

    /** What stands below the rows: the cost of isolation, what is not as expected, and the sum. */
    public List<String> foot(CampaignSummary outcome) {
        var lines = new ArrayList<String>();
        if (!outcome.costOfIsolation().isEmpty()) {
            lines.add("");
            lines.addAll(cost(outcome.costOfIsolation()));
        }
        lines.addAll(levels(outcome));
        for (CampaignSummary.Cell cell : outcome.cells()) {
            String skipped = cell.skipped();
            if (skipped != null) {
                lines.add(paint.unsure(cell.name()) + ": skipped: " + Printable.line(skipped));
            } else if (!cell.isAsExpected()) {
                lines.add("");
                lines.addAll(disappointment(cell));
            } else {
                lines.addAll(stalls(cell));
            }
        }
        lines.addAll(omissions(outcome));
        outcome.part().notes().forEach(note -> lines.add(paint.unsure("shards    ") + Printable.line(note)));
        outcome.leftOut().forEach(reason -> lines.add(paint.unsure("left out  ") + Printable.line(reason)));
        lines.add("");
        lines.add(paint.bold("cells     ") + outcome.asExpected() + " of " + outcome.planned() + " as expected"
                + (outcome.skipped() == 0 ? "" : ", " + outcome.skipped() + " skipped")
                + (outcome.isComplete() ? "" : ", " + notRun(outcome) + " not run to the end")
                + (outcome.leftOutForTime().isEmpty()
                        ? ""
                        : "; " + outcome.leftOutForTime().size() + " more left out for the time limit")
                + (outcome.isEmpty() ? "; nothing was run" : ""));
        if (!outcome.isEmpty()) {
            lines.add(paint.bold("in all    ") + sum(outcome));
        }
        outcome.gate().ifPresent(gate -> {
            lines.add("");
            lines.addAll(ChangeLines.of(outcome.word(), gate.changes(), paint));
        });
        lines.add(paint.bold("campaign  ") + paint.verdict(outcome.valid(), outcome.word()));
        lines.add(paint.bold("results   ") + outcome.folder());
        return lines;
    }

    private static String sum(CampaignSummary outcome) {
        FaultCounts faults = outcome.faults();
        return Figures.count(outcome.ops()) + " operations"
                + (faults.total() == 0 ? "" : ", " + Figures.count(faults.total()) + " faults")
                + (faults.restarts() == 0 ? "" : ", " + Figures.count(faults.restarts()) + " restarts");
    }

    /** The cells that were not run, by name, those of one reason together. */
    private List<String> omissions(CampaignSummary outcome) {
        var lines = new ArrayList<String>();
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        outcome.part()
                .omitted()
                .forEach(omission -> byReason.computeIfAbsent(omission.reason(), unused -> new ArrayList<>())
                        .add(omission.name()));
        byReason.forEach((reason, names) -> lines.add(
                paint.unsure("not run   ") + Printable.line(reason) + ": " + Printable.line(String.join(", ", names))));
        return lines;
    }

    /** What is to be said of a cell that is as expected all the same. */
    private List<String> stalls(CampaignSummary.Cell cell) {
        return cell.runs().stream()
                .filter(CampaignSummary.Run::hasStalls)
                .flatMap(run -> run.notes().stream()
                        .map(note -> paint.unsure(cell.name()) + ", seed " + run.seed() + ": " + Printable.line(note)))
                .toList();
    }

    private static long notRun(CampaignSummary outcome) {
        return outcome.planned()
                - outcome.cells().stream()
                        .filter(CampaignSummary.Cell::isComplete)
                        .count();
    }

    /** Why a cell is not as expected: what its runs say, with the story of the first that is false. */
    private List<String> disappointment(CampaignSummary.Cell cell) {
        var lines = new ArrayList<String>();
        lines.add(paint.bad(cell.name()) + ": expected " + cell.expected().text()
                + (cell.expected().text().equals(Expectation.DETECTED)
                        ? " (" + String.join(", ", cell.expected().anomalies()) + ")"
                        : "")
                + ", was " + cell.verdict() + (cell.isComplete() ? "" : ", but cut short"));
        String failed = cell.failed();
        if (failed != null) {
            lines.add("  failed: " + Printable.line(failed));
        }
        cell.runs().stream()
                .flatMap(run -> run.story().stream())
                .findFirst()
                .ifPresent(
                        story -> Stories.example(story, paint, STORY_COLUMNS).forEach(line -> lines.add("  " + line)));
        cell.runs().stream()
                .flatMap(run -> Stream.concat(run.notes().stream(), run.problems().stream()))
                .distinct()
                .forEach(remark -> lines.add("  " + Printable.line(remark)));
        lines.addAll(repetition(cell));
        return lines;
    }

    /** How the most telling run is seen again, the one whose story was told if there is one; of many runs only their number. */
    private static List<String> repetition(CampaignSummary.Cell cell) {
        List<CampaignSummary.Run> telling = cell.runs().stream()
                .filter(run -> run.valid() != Validity.TRUE || !cell.expected().isValid())
                .toList();
        if (telling.isEmpty()) {
            return List.of();
        }
        CampaignSummary.Run shown = telling.stream()
                .filter(run -> run.story().isPresent())
                .findFirst()
                .or(() -> telling.stream()
                        .filter(run -> run.valid() == Validity.FALSE)
                        .findFirst())
                .orElse(telling.get(0));
        var lines = new ArrayList<String>();
        lines.add("  report " + shown.folder() + "/report.html");
        lines.add("  check  " + shown.check());
        lines.add("  again  " + shown.again());
        int others = telling.size() - 1;
        if (others > 0) {
            lines.add("  and " + Figures.count(others) + (others == 1 ? " more run" : " more runs")
                    + ", which the report of the campaign leads to");
        }
        return lines;
    }

    /** What transactions were promised at each level, and what they got. */
    private List<String> levels(CampaignSummary outcome) {
        List<ObservedLevel> levels = ObservedLevel.of(outcome);
        if (levels.isEmpty()) {
            return List.of();
        }
        var rows = new Table("lllll");
        rows.row(ObservedLevel.COLUMNS.subList(0, LEVEL_COLUMNS).stream()
                .map(column -> new Cell(column, paint::dim))
                .toList());
        for (ObservedLevel level : levels) {
            List<Cell> cells = new ArrayList<>(level.texts().subList(0, LEVEL_COLUMNS).stream()
                    .map(text -> Cell.of(Printable.line(text)))
                    .toList());
            if (level.kind() == ObservedLevel.Kind.LESS) {
                cells.set(2, new Cell(cells.get(2).text(), paint::bad));
            }
            rows.row(cells);
        }
        var lines = new ArrayList<String>(List.of("", paint.bold("What transactions are kept")));
        lines.addAll(rows.lines());
        return lines;
    }

    private List<String> cost(List<IsolationCost> rows) {
        var costs = new Table("lrllrllrllrll");
        var head = new ArrayList<Cell>();
        for (String column : List.of(
                "paired reads at", "reads/s", "", "", "p50", "", "", "p99", "", "", "writes/s meanwhile", "", "")) {
            head.add(new Cell(column, paint::dim));
        }
        costs.row(head);
        for (IsolationCost row : rows) {
            costs.row(CostOfIsolation.texts(row, rows.get(0)).stream()
                    .map(Cell::of)
                    .toList());
        }
        var lines = new ArrayList<String>();
        lines.add(paint.bold("The cost of isolation") + " (one reader, one writer, "
                + rows.get(0).rounds()
                + " rounds of each in turn; medians, and between which half of the rounds lie; × is against "
                + rows.get(0).isolation() + ", ≈ where the rounds do not tell them apart)");
        lines.addAll(costs.lines());
        return lines;
    }
}
