package dev.skewer.checker.api;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.history.ValuePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict as the message of a failed assertion. Whatever comes from a history is made printable here. */
final class Message {
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();

    private Message() {}

    /**
     * The message: what failed, the smallest example of each anomaly, what is not known, and where the history is.
     *
     * @param finding what failed, in one line
     * @param closing lines at the end
     */
    static String of(String finding, Verdict verdict, List<String> closing) {
        Message message = new Message();
        message.line(0, finding);
        verdict.anomalies().values().forEach(message::anomaly);
        verdict.notes().forEach(note -> message.line(1, note));
        closing.forEach(line -> message.line(0, line));
        return String.join(System.lineSeparator(), message.lines);
    }

    private void anomaly(Anomaly anomaly) {
        line(1, anomaly.name() + " " + anomaly.count());
        if (!anomaly.examples().isEmpty()) {
            // The checkers put the smallest last.
            story(anomaly.examples().get(anomaly.examples().size() - 1));
        }
    }

    private void story(Example example) {
        line(2, example.title());
        long start =
                example.steps().stream().mapToLong(Example.Step::invoked).min().orElse(0);
        List<String[]> heads = new ArrayList<>();
        for (Example.Step step : example.steps()) {
            heads.add(new String[] {
                step.op(),
                "+" + time(step.invoked() - start),
                step.completed() < 0 ? "… never" : "… +" + time(step.completed() - start),
                "process " + step.process()
            });
        }
        for (int i = 0; i < heads.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < heads.get(i).length; column++) {
                String cell = heads.get(i)[column];
                String padding = " ".repeat(width(heads, column) - cell.length());
                boolean right = column == 1 || column == 2;
                text.append(right ? padding + cell : cell + padding).append(INDENT);
            }
            Example.Step step = example.steps().get(i);
            text.append(step.text()).append(step.role().isEmpty() ? "" : " (" + step.role() + ")");
            line(3, text.toString());
        }
        line(2, example.contradiction());
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }

    private static String time(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        String unit = nanos < 1_000_000 ? "µs" : nanos < 1_000_000_000 ? "ms" : "s";
        double value = nanos / (nanos < 1_000_000 ? 1e3 : nanos < 1_000_000_000 ? 1e6 : 1e9);
        return String.format(
                Locale.ROOT, value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s", value, unit);
    }

    private void line(int depth, String text) {
        lines.add(INDENT.repeat(depth) + ValuePrinter.quoted(text));
    }
}
