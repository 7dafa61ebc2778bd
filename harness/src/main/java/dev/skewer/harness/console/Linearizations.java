package dev.skewer.harness.console;

import dev.skewer.harness.console.Table.Cell;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.linear.Linearization;
import java.util.ArrayList;
import java.util.List;

/** Linearizations as lines of text. Everything that comes from a history is made printable here. */
public final class Linearizations {
    private Linearizations() {}

    /** A linearization: what it is of, then a line a step. */
    public static List<String> lines(Linearization order, Paint paint) {
        String of = order.key().isEmpty() ? "" : " of key " + Printable.line(order.key());
        var lines = new ArrayList<String>();
        String without = order.leftOut().isEmpty()
                ? ""
                : ", without " + Figures.count(order.leftOut().size()) + " of unknown outcome";
        int steps = order.steps().size();
        lines.add(paint.bold("one linearization" + of) + ", " + Figures.count(steps)
                + (steps == 1 ? " operation" : " operations") + without);
        var table = new Table("rrrll");
        table.row(List.of(
                new Cell("step", paint::dim),
                new Cell("index", paint::dim),
                new Cell("process", paint::dim),
                new Cell("operation", paint::dim),
                new Cell("state after it", paint::dim)));
        table.row("0", "", "", "", Printable.line(order.initial()));
        for (int i = 0; i < steps; i++) {
            Linearization.Step step = order.steps().get(i);
            table.row(
                    Integer.toString(i + 1),
                    Long.toString(step.index()),
                    Printable.line(step.process()),
                    Printable.line(step.op()),
                    Printable.line(step.state()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }
}
