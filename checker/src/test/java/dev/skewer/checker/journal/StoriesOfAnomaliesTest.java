package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a person reads of each sort of anomaly, word for word: {@code stories.txt} beside this test, which is to be read
 * with the histories here, and changed by hand.
 */
class StoriesOfAnomaliesTest {
    private static final String TWO = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
    private static final String THREE = TWO + "\n" + append(0, 1, 12, 0, 2);
    private static final String BEGIN = invoke(7, "read", "{:id 1}");

    private final Map<String, String> told = new LinkedHashMap<>();

    private static String end(int epoch, int first, int length, String rows) {
        return read(7, 1, epoch, first, length, rows).split("\n")[1];
    }

    private static String compact(int first, int length) {
        return call(
                0,
                "compact",
                "{:id 1 :first " + first + "}",
                "{:id 1 :first " + first + " :epoch 0 :length " + length + "}");
    }

    private static String scan(int process, String first, String second) {
        return ok(process, "scan", "[{:id 1 " + first + "} {:id 2 " + second + "}]");
    }

    private static String one(int entry) {
        return ":metadata {:epoch 0 :first 0 :length 1} :journal [[0 " + entry + "]]";
    }

    private void tell(String name, String... lines) {
        StringBuilder text = new StringBuilder();
        for (Anomaly anomaly : check(lines).anomalies().values()) {
            text.append(anomaly.name()).append(' ').append(anomaly.kinds()).append('\n');
            for (Example example : anomaly.examples()) {
                text.append("  ").append(example.title()).append('\n');
                for (Example.Step step : example.steps()) {
                    text.append("    ")
                            .append(step.op())
                            .append(" #")
                            .append(step.index())
                            .append(" by ")
                            .append(step.process())
                            .append(": ")
                            .append(step.text())
                            .append(step.role().isEmpty() ? "" : " (" + step.role() + ")")
                            .append('\n');
                }
                for (Example.Edge edge : example.edges()) {
                    text.append("    ")
                            .append(edge.from())
                            .append(" -")
                            .append(edge.type().label())
                            .append("-> ")
                            .append(edge.to())
                            .append(": ")
                            .append(edge.reason())
                            .append('\n');
                }
                text.append("  ").append(example.contradiction()).append('\n');
            }
        }
        told.put(name, text.toString());
    }

    @Test
    void eachKindOfAnomalyIsToldAsAPersonHasReadIt() throws IOException {
        skews();
        rows();
        versions();
        realTime();
        acrossInvocations();
        StringBuilder all = new StringBuilder();
        told.forEach((name, text) ->
                all.append("## ").append(name).append('\n').append(text).append('\n'));
        String expected;
        try (InputStream in = Objects.requireNonNull(StoriesOfAnomaliesTest.class.getResourceAsStream("stories.txt"))) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(all.toString()).isEqualTo(expected);
    }

    /** A story shows of a long operation what it is about, and counts the rest. */
    @Test
    void longOperationsAreCutToWhatTheStoryIsAbout() {
        List<String> lines = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(append(0, 1, 100 + i, 0, i));
            rows.add("[" + i + " " + (i == 9 ? 77 : 100 + i) + "]");
        }
        lines.add(read(1, 1, 0, 0, 20, "[" + String.join(" ", rows) + "]"));
        Example phantom = example(check(lines.toArray(String[]::new)), "phantom-entry");
        assertThat(phantom.steps().get(0).text())
                .isEqualTo("read 1 → epoch 0, first 0, length 20; journal [0 100] [1 101] … 6 rows … [8 108] [9 77]"
                        + " [10 110] … 7 rows … [18 118] [19 119]");

        String ids = IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        String nothing = IntStream.rangeClosed(3, 9)
                .mapToObj(id -> "{:id " + id + " :metadata nil :journal []}")
                .collect(Collectors.joining(" "));
        Example fork = example(
                check(
                        invoke(0, "append", "{:id 1 :entry 11}"),
                        invoke(1, "append", "{:id 2 :entry 12}"),
                        invoke(2, "scan", "[" + ids + "]"),
                        invoke(3, "scan", "[" + ids + "]"),
                        ok(2, "scan", "[{:id 1 " + one(11) + "} {:id 2 :metadata nil :journal []} " + nothing + "]"),
                        ok(3, "scan", "[{:id 1 :metadata nil :journal []} {:id 2 " + one(12) + "} " + nothing + "]"),
                        ok(0, "append", "{:id 1 :entry 11 :epoch 0 :index 0}"),
                        ok(1, "append", "{:id 2 :entry 12 :epoch 0 :index 0}")),
                "long-fork");
        assertThat(fork.steps().stream().map(Example.Step::text))
                .contains("scan 1, 2 and 7 others → 1: epoch 0, first 0, length 1; journal [0 11]"
                        + " | 2: absent; journal empty | …");
    }

    private static Example example(Verdict verdict, String anomaly) {
        return Objects.requireNonNull(verdict.anomalies().get(anomaly))
                .examples()
                .get(0);
    }

    private void skews() {
        String nothing = end(0, 0, 2, "[]");
        tell("metadata before a trim", TWO, BEGIN, trim(0, 1, 1, 1, 1), end(0, 0, 2, "[[0 10]]"));
        tell("metadata after a trim", TWO, BEGIN, trim(0, 1, 1, 1, 1), end(1, 0, 1, "[[0 10] [1 11]]"));
        tell(
                "other entries of the same number",
                TWO,
                BEGIN,
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                end(0, 0, 2, "[[0 10] [1 12]]"));
        tell(
                "entries of an earlier epoch of the same number",
                TWO,
                BEGIN,
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                end(1, 0, 2, "[[0 10] [1 11]]"));
        tell(
                "metadata before an append",
                append(0, 1, 10, 0, 0),
                BEGIN,
                append(0, 1, 11, 0, 1),
                end(0, 0, 1, "[[0 10] [1 11]]"));
        tell(
                "metadata after an append",
                append(0, 1, 10, 0, 0),
                BEGIN,
                append(0, 1, 11, 0, 1),
                end(0, 0, 2, "[[0 10]]"));
        tell("metadata before a compact", TWO, BEGIN, compact(1, 2), end(0, 0, 2, "[[1 11]]"));
        tell("metadata after a compact", TWO, BEGIN, compact(1, 2), end(0, 1, 2, "[[0 10] [1 11]]"));
        tell("metadata before a purge", TWO, BEGIN, call(0, "purge", "{:id 1}", "{:id 1}"), nothing);
        tell("an empty journal before a trim", TWO, BEGIN, trim(0, 1, 0, 1, 0), nothing);
        String rows = ok(7, "read", "{:id 1 :metadata nil :journal [[0 10] [1 11]]}");
        tell("metadata after a purge", TWO, BEGIN, call(0, "purge", "{:id 1}", "{:id 1}"), rows);
        tell("absent metadata before an append", BEGIN, TWO, rows);
    }

    private void rows() {
        tell("an entry that was never appended", TWO, read(7, 1, 0, 0, 2, "[[0 10] [1 99]]"));
        tell("an entry of another invocation", TWO, append(0, 2, 20, 0, 0), read(7, 1, 0, 0, 2, "[[0 10] [1 20]]"));
        tell(
                "an entry of a failed append",
                TWO,
                invoke(0, "append", "{:id 1 :entry 13}"),
                event(0, "fail", "append", "{:id 1 :entry 13}"),
                read(7, 1, 0, 0, 2, "[[0 10] [1 13]]"));
        tell(
                "an entry read before its append",
                append(0, 1, 10, 0, 0),
                read(7, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                append(0, 1, 11, 0, 1));
        tell("an entry twice", THREE, read(7, 1, 0, 0, 3, "[[0 10] [1 11] [2 10]]"));
        tell("a gap", THREE, read(7, 1, 0, 0, 3, "[[0 10] [2 12]]"));
        tell("rows out of order", TWO, read(7, 1, 0, 0, 2, "[[1 11] [0 10]]"));
        tell("a row at another index", TWO, read(7, 1, 0, 0, 2, "[[0 11]]"));
        tell("a missing row", TWO, read(7, 1, 0, 0, 2, "[[0 10]]"));
        String later = trim(0, 1, 1, 1, 1) + "\n" + append(0, 1, 13, 1, 1);
        tell("a trimmed entry that is back", TWO, later, read(7, 1, 1, 0, 2, "[[0 10] [1 11]]"));
        tell("a compacted entry that is back", TWO, compact(1, 2), read(7, 1, 0, 1, 2, "[[0 10] [1 11]]"));
        String purge = call(0, "purge", "{:id 1}", "{:id 1}");
        tell("a purged entry that is back", TWO, purge, read(7, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        String set = "{:id 1 :key \"k\" :entry 15}";
        tell(
                "a state of later",
                TWO,
                invoke(7, "read", "{:id 1}"),
                call(0, "set-state", set, "{:id 1 :key \"k\" :entry 15 :epoch 0 :index 2}"),
                ok(
                        7,
                        "read",
                        "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 10] [1 11]] :state {\"k\" 15}}"));
        tell(
                "a state of before",
                TWO,
                invoke(7, "read", "{:id 1}"),
                call(0, "set-state", set, "{:id 1 :key \"k\" :entry 15 :epoch 0 :index 2}"),
                ok(
                        7,
                        "read",
                        "{:id 1 :metadata {:epoch 0 :first 0 :length 3} :journal [[0 10] [1 11] [2 15]] :state {}}"));
        tell(
                "another number of rows, without epochs",
                call(0, "append", "{:id 1 :entry 10}", "{:id 1}"),
                call(7, "read", "{:id 1}", "{:id 1 :metadata {:first 0 :length 2} :journal [[0 10]]}"));
    }

    private void versions() {
        tell("a length that cannot be", TWO, read(7, 1, 0, 0, 9, "[]"));
        tell("an epoch that cannot be", TWO, read(7, 1, 4, 0, 2, "[[0 10] [1 11]]"));
        tell("a first index that cannot be", TWO, read(7, 1, 0, 3, 2, "[]"));
        tell("a version that no write made", TWO, call(7, "read-journal", "{:id 1}", "{:id 1 :journal [[1 11]]}"));
        tell("two appends at one position", append(0, 1, 10, 0, 0), append(3, 1, 11, 0, 0));
        tell(
                "two purges",
                TWO,
                invoke(1, "purge", "{:id 1}"),
                call(0, "purge", "{:id 1}", "{:id 1}"),
                ok(1, "purge", "{:id 1}"));
        tell("an append where an epoch began", TWO, trim(0, 1, 1, 1, 1), append(0, 1, 12, 1, 0));
        tell(
                "an entry of unknown outcome in the place of another",
                TWO,
                invoke(5, "append", "{:id 1 :entry 99}"),
                event(5, "info", "append", "{:id 1 :entry 99}"),
                read(7, 1, 0, 0, 2, "[[0 99] [1 11]]"));
    }

    private void realTime() {
        tell("a stale read", TWO, read(7, 1, 0, 0, 1, "[[0 10]]"), read(8, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        tell("an append that is gone", TWO, read(7, 1, 0, 0, 1, "[[0 10]]"), read(8, 1, 0, 0, 1, "[[0 10]]"));
        tell("a trim that answers with an old state", TWO, trim(3, 1, 5, 0, 1), read(8, 1, 0, 0, 2, "[[0 10] [1 11]]"));
        tell("appends in the wrong order", append(0, 1, 10, 0, 1), append(3, 1, 11, 0, 0));
        tell(
                "a process that went back in time",
                append(0, 1, 10, 0, 0),
                invoke(0, "append", "{:id 1 :entry 11}"),
                read(7, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                read(7, 1, 0, 0, 1, "[[0 10]]"),
                ok(0, "append", "{:id 1 :entry 11 :epoch 0 :index 1}"));
    }

    private void acrossInvocations() {
        String all = "[{:id 1 :entry 10} {:id 2 :entry 20}]";
        String placed = "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 0}]";
        tell(
                "a scan of two moments",
                invoke(7, "scan", "[1 2]"),
                append(0, 1, 10, 0, 0),
                append(0, 2, 20, 0, 0),
                scan(7, ":metadata nil :journal []", one(20)));
        tell(
                "part of an append-all",
                invoke(0, "append-all", all),
                invoke(7, "scan", "[1 2]"),
                scan(7, one(10), ":metadata nil :journal []"),
                ok(0, "append-all", placed));
        tell(
                "part of an append-all that was over",
                call(0, "append-all", all, placed),
                invoke(7, "scan", "[1 2]"),
                scan(7, one(10), ":metadata nil :journal []"));
        tell(
                "two scans that disagree",
                invoke(0, "append", "{:id 1 :entry 10}"),
                invoke(3, "append", "{:id 2 :entry 20}"),
                invoke(7, "scan", "[1 2]"),
                invoke(8, "scan", "[1 2]"),
                scan(7, one(10), ":metadata nil :journal []"),
                scan(8, ":metadata nil :journal []", one(20)),
                ok(0, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"),
                ok(3, "append", "{:id 2 :entry 20 :epoch 0 :index 0}"));
        tell(
                "two append-alls in opposite orders",
                invoke(0, "append-all", all),
                invoke(3, "append-all", "[{:id 1 :entry 11} {:id 2 :entry 21}]"),
                ok(0, "append-all", "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 1}]"),
                ok(3, "append-all", "[{:id 1 :entry 11 :epoch 0 :index 1} {:id 2 :entry 21 :epoch 0 :index 0}]"));
        tell(
                "reads of one invocation each that close a circle",
                invoke(0, "append-all", all),
                call(7, "read", "{:id 1}", "{:id 1 " + one(10) + "}"),
                call(7, "read", "{:id 2}", "{:id 2 :metadata nil :journal []}"),
                ok(0, "append-all", placed));
    }
}
