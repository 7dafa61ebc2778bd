package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Histories of a few lines, as text: the words in which tests of the journal checker tell them. */
public final class JournalLines {
    private JournalLines() {}

    /** The verdict on the events of these lines. */
    public static Verdict check(String... lines) {
        return JournalChecker.check(history(lines), Budget.of(Duration.ofSeconds(10), 64 << 20));
    }

    /** The verdict without any time to search, or memory. */
    public static Verdict checkWithoutSearch(String... lines) {
        return JournalChecker.check(history(lines), Budget.of(Duration.ofNanos(-1), 0));
    }

    /** The history of these lines. */
    public static JournalHistory history(String... lines) {
        String text = String.join("\n", Arrays.asList(lines));
        JournalHistoryBuilder builder = new JournalHistoryBuilder("test.edn");
        try (EventReader reader = Histories.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.edn", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    public static String append(int process, int id, int entry, int epoch, int index) {
        String called = "{:id " + id + " :entry " + entry;
        return call(process, "append", called + "}", called + " :epoch " + epoch + " :index " + index + "}");
    }

    public static String trim(int process, int id, int to, int epoch, int length) {
        String answer = "{:id " + id + " :epoch " + epoch + " :length " + length + "}";
        return call(process, "trim", "{:id " + id + " :length " + to + "}", answer);
    }

    public static String read(int process, int id, int epoch, int first, int length, String journal) {
        return call(
                process,
                "read",
                "{:id " + id + "}",
                "{:id " + id + " :metadata {:epoch " + epoch + " :first " + first + " :length " + length + "} :journal "
                        + journal + "}");
    }

    public static String call(int process, String f, String called, String answered) {
        return invoke(process, f, called) + "\n" + ok(process, f, answered);
    }

    public static String invoke(int process, String f, String value) {
        return event(process, "invoke", f, value);
    }

    public static String ok(int process, String f, String value) {
        return event(process, "ok", f, value);
    }

    public static String event(int process, String type, String f, String value) {
        return "{:process " + process + ", :type :" + type + ", :f :" + f + ", :value " + value + "}";
    }
}
