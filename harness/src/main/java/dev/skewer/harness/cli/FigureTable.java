package dev.skewer.harness.cli;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Table;
import dev.skewer.results.Printable;
import dev.skewer.results.comparison.CellComparison;
import dev.skewer.results.comparison.CompareText;
import dev.skewer.results.summary.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The figures of a comparison, a row a cell: each as the candidate's by the base's, with its interval where the runs give one. */
final class FigureTable {
    private static final String NOTHING = "–";
    private static final List<String> SPEEDS = List.of(Estimate.THROUGHPUT, Estimate.P50, Estimate.P99);

    private FigureTable() {}

    /** The lines; none if no cell has figures on both sides. */
    static List<String> lines(List<CellComparison> cells, Paint paint) {
        List<CellComparison> measured = cells.stream()
                .filter(cell -> !cell.rates().isEmpty() || !cell.speeds().isEmpty())
                .toList();
        if (measured.isEmpty()) {
            return List.of();
        }
        var table = new Table("lllll");
        var head = new ArrayList<Table.Cell>();
        head.add(new Table.Cell("test", paint::dim));
        SPEEDS.forEach(measure -> head.add(new Table.Cell(CompareText.name(measure), paint::dim)));
        head.add(new Table.Cell("anomalies per opportunity", paint::dim));
        table.row(head);
        for (CellComparison cell : measured) {
            var row = new ArrayList<String>(List.of(Printable.line(cell.test())));
            SPEEDS.forEach(measure -> row.add(speed(cell, measure)));
            row.add(
                    cell.rates().isEmpty()
                            ? NOTHING
                            : cell.rates().entrySet().stream()
                                    .map(rate ->
                                            Printable.line(rate.getKey()) + " " + CompareText.interval(rate.getValue()))
                                    .collect(Collectors.joining(", ")));
            table.row(row.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String speed(CellComparison cell, String measure) {
        return cell.speeds().stream()
                .filter(speed -> speed.measure().equals(measure))
                .map(CompareText::interval)
                .findFirst()
                .orElse(NOTHING);
    }
}
