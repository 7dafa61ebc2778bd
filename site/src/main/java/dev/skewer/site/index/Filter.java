package dev.skewer.site.index;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Which entries are wanted; an empty text is any. Of a campaign one and the same cell has to be what is asked of cells.
 *
 * @param verdict {@code true}, {@code false}, {@code unknown}, or the word of a status: {@code running}, {@code killed}, {@code damaged}
 * @param kind {@code run} or {@code campaign}
 * @param test the folder that they lie in
 * @param workload of the run or a cell
 * @param target of the same
 * @param fault one that it had; {@code none} for those without
 * @param anomaly one that it found
 * @param text a part of its title, folder, or the name of a cell, in any case
 */
public record Filter(
        String verdict,
        String kind,
        String test,
        String workload,
        String target,
        String fault,
        String anomaly,
        String text) {
    /** Those without a fault. */
    public static final String NO_FAULT = "none";

    /** All entries. */
    public static final Filter ALL = new Filter("", "", "", "", "", "", "", "");

    /** Names of the parts, in their order, as they stand in an address. */
    public static final List<String> NAMES =
            List.of("verdict", "kind", "test", "workload", "target", "fault", "anomaly", "text");

    /** Longer than anything that is looked for. */
    private static final int MAX_TEXT = 200;

    /** Reads a filter by the names of its parts. */
    public static Filter of(Function<String, String> parts) {
        Function<String, String> cut = name -> {
            String value = parts.apply(name).strip();
            return value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
        };
        return new Filter(
                cut.apply("verdict"),
                cut.apply("kind"),
                cut.apply("test"),
                cut.apply("workload"),
                cut.apply("target"),
                cut.apply("fault"),
                cut.apply("anomaly"),
                cut.apply("text"));
    }

    /** A part by its name. */
    public String part(String name) {
        return switch (name) {
            case "verdict" -> verdict;
            case "kind" -> kind;
            case "test" -> test;
            case "workload" -> workload;
            case "target" -> target;
            case "fault" -> fault;
            case "anomaly" -> anomaly;
            case "text" -> text;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The same with another value of a part; empty takes it away. */
    public Filter with(String name, String value) {
        return of(each -> each.equals(name) ? value : part(each));
    }

    /** Whether it lets all through. */
    public boolean isEmpty() {
        return equals(ALL);
    }

    /** A status as it is called. */
    static String word(Entry.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** What an entry is called that a verdict is asked of. */
    static String verdict(Entry entry) {
        return entry.isOver() ? entry.valid().toString() : word(entry.status());
    }

    /** Whether an entry is wanted. One that has not been read is not, if more is asked than its name says. */
    public boolean accepts(Entry entry) {
        return isAny(test, entry.test())
                && isAny(verdict, verdict(entry))
                && isAny(kind, entry.kind().name().toLowerCase(Locale.ROOT))
                && (asksNothingOfCells() || entry.cells().stream().anyMatch(this::accepts))
                && (text.isEmpty() || hasText(entry));
    }

    private boolean asksNothingOfCells() {
        return workload.isEmpty() && target.isEmpty() && fault.isEmpty() && anomaly.isEmpty();
    }

    private boolean accepts(Cell cell) {
        boolean hasFault = fault.isEmpty()
                || (fault.equals(NO_FAULT)
                        ? cell.faults().isEmpty()
                        : cell.faults().contains(fault));
        return isAny(workload, cell.workload())
                && isAny(target, cell.target())
                && hasFault
                && (anomaly.isEmpty() || cell.anomalies().containsKey(anomaly));
    }

    private boolean hasText(Entry entry) {
        return contains(entry.title())
                || contains(entry.test() + "/" + entry.folder())
                || entry.cells().stream().anyMatch(cell -> contains(cell.name()));
    }

    private boolean contains(String where) {
        for (int i = 0; i + text.length() <= where.length(); i++) {
            if (where.regionMatches(true, i, text, 0, text.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAny(String wanted, String value) {
        return wanted.isEmpty() || wanted.equals(value);
    }
}
