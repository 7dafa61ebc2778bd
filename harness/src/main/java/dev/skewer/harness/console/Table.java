package dev.skewer.harness.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table with aligned columns, written line by line or as a whole. Columns are two spaces apart. */
public final class Table {
    private static final String GAP = "  ";

    private final int[] widths;
    private final boolean[] isRight;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * One cell.
     *
     * @param text what is measured and aligned
     * @param style applied after that, so that colours do not count as width
     */
    public record Cell(String text, UnaryOperator<String> style) {
        /** A cell without a style. */
        public static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    /**
     * A table.
     *
     * @param alignment one letter a column: {@code l} or {@code r}
     */
    public Table(String alignment) {
        widths = new int[alignment.length()];
        isRight = new boolean[alignment.length()];
        for (int i = 0; i < widths.length; i++) {
            isRight[i] = alignment.charAt(i) == 'r';
        }
    }

    /** Makes a column at least so wide, for tables that are written before all rows are known. */
    public Table reserve(int column, int width) {
        widths[column] = Math.max(widths[column], width);
        return this;
    }

    /** Adds a row of plain texts. */
    public Table row(String... texts) {
        var cells = new ArrayList<Cell>();
        for (String text : texts) {
            cells.add(Cell.of(text));
        }
        return row(cells);
    }

    /** Adds a row; missing cells at its end are empty. */
    public Table row(List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            reserve(i, width(cells.get(i).text()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** One row as text, in the widths known so far; without a line end. */
    public String line(List<Cell> cells) {
        var line = new StringBuilder();
        int pending = 0;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int padding = Math.max(0, widths[i] - width(cell.text()));
            pending += isRight[i] ? padding : 0;
            if (!cell.text().isEmpty()) {
                line.append(" ".repeat(pending)).append(cell.style().apply(cell.text()));
                pending = 0;
            }
            pending += (isRight[i] ? 0 : padding) + GAP.length();
        }
        return line.toString();
    }

    /** All rows, each on its line. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    /** All rows, each as wide as the table, for what is written behind them. */
    public List<String> paddedLines() {
        var lines = new ArrayList<String>();
        for (List<Cell> row : rows) {
            int used = width();
            for (int i = 0; i < row.size(); i++) {
                used -= GAP.length()
                        + (isRight[i] || i + 1 < row.size()
                                ? widths[i]
                                : width(row.get(i).text()));
            }
            lines.add(line(row) + GAP + " ".repeat(used));
        }
        return lines;
    }

    /** How wide the table is, with a gap behind its last column. */
    public int width() {
        int width = 0;
        for (int column : widths) {
            width += column + GAP.length();
        }
        return width;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
