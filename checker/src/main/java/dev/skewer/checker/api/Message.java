package dev.skewer.checker.api;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Verdict;
import dev.skewer.history.ValuePrinter;
import java.util.ArrayList;
import java.util.List;

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
        anomaly.smallest().ifPresent(this::story);
    }

    private void story(Example example) {
        line(2, example.title());
        List<StoryLayout.Row> rows = StoryLayout.rows(example, StoryLayout.Clock.ELAPSED);
        List<String[]> heads = new ArrayList<>();
        rows.forEach(row -> heads.add(new String[] {row.op(), row.called(), "… " + row.returned(), row.process()}));
        for (int i = 0; i < heads.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < heads.get(i).length; column++) {
                String cell = heads.get(i)[column];
                String padding = " ".repeat(width(heads, column) - cell.length());
                boolean right = column == 1 || column == 2;
                text.append(right ? padding + cell : cell + padding).append(INDENT);
            }
            line(3, text + rows.get(i).description());
        }
        line(2, example.contradiction());
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }

    private void line(int depth, String text) {
        lines.add(INDENT.repeat(depth) + ValuePrinter.quoted(text));
    }
}
