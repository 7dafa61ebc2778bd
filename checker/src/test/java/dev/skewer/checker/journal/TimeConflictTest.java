package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.invocation.TimeConflict;
import dev.skewer.checker.journal.versions.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operation a story sets against one that stands where the clock forbids: of those that prove it, the plainest. */
class TimeConflictTest {
    private static final String TEN = append(0, 1, 10, 0, 0) + "\n";
    private static final String BEGIN = invoke(0, "append", "{:id 1 :entry 11}");
    private static final String END = ok(0, "append", "{:id 1 :entry 11 :epoch 0 :index 1}");

    /** Each finding that rests on the clock, with the operation that shows it and the one set against it. */
    private static List<String> conflicts(String... lines) {
        JournalHistory history = history(lines);
        InvocationCheck in = new InvocationCheck(history, new InvocationParts(history));
        in.checkBriefly(0, Budget.unlimited());
        List<String> conflicts = new ArrayList<>();
        for (int i = 0; i < in.findings.size(); i++) {
            Finding finding = in.findings.finding(i);
            int k = in.findings.part(i);
            int other = TimeConflict.other(finding, k, in);
            conflicts.add(finding + ": " + in.scope.op[k] + " against " + (other < 0 ? "none" : in.scope.op[other]));
        }
        return conflicts;
    }

    private static String longer(int process) {
        return read(process, 1, 0, 0, 2, "[[0 10] [1 11]]");
    }

    private static String shorter(int process) {
        return read(process, 1, 0, 0, 1, "[[0 10]]");
    }

    private static String compact(int process, int first) {
        return call(process, "compact", "{:id 1 :first " + first + "}", "{:id 1 :first " + first + "}");
    }

    @Test
    void aStaleReadIsSetAgainstTheFirstWriteThatItMissesOrElseTheFirstRead() {
        String later = longer(5);
        assertThat(conflicts(
                        TEN,
                        BEGIN,
                        END,
                        append(0, 1, 12, 0, 2),
                        shorter(7),
                        read(8, 1, 0, 0, 3, "[[0 10] [1 11] [2 12]]")))
                .containsExactly("stale-read: 3 against 1");
        assertThat(conflicts(TEN, BEGIN, longer(6), END, shorter(7), later)).containsExactly("stale-read: 3 against 1");
        String begun = invoke(6, "read", "{:id 1}");
        String ended = longer(6).split("\n")[1];
        assertThat(conflicts(TEN, begun, BEGIN, ended, END, shorter(7), later))
                .containsExactly("stale-read: 3 against 2");
        assertThat(conflicts(TEN, BEGIN, longer(6), longer(5), shorter(7), END, later))
                .containsExactly("stale-read: 4 against 2");
        assertThat(conflicts(TEN, BEGIN, begun, longer(5), ended, shorter(7), END, later))
                .containsExactly("stale-read: 4 against 3");
    }

    @Test
    void aProcessThatWentBackIsSetAgainstItself() {
        assertThat(conflicts(TEN, BEGIN, longer(8), longer(7), shorter(7), END, longer(5)))
                .containsExactly("stale-read: 4 against 2", "non-monotonic-read: 4 against 3");
    }

    @Test
    void aWriteThatCameTooEarlyIsSetAgainstTheLatestThatMadeAVersionBelow() {
        String last = append(0, 1, 12, 0, 2);
        String first = append(0, 1, 10, 0, 0);
        String second = append(0, 1, 11, 0, 1);
        assertThat(conflicts(last, first, second)).containsExactly("reordered (writes): 0 against 2");
        assertThat(conflicts(
                        last,
                        first,
                        second,
                        shorter(7).replace(":length 1", ":length 3").replace("[[0 10]]", "[[0 10] [1 11] [2 12]]")))
                .containsExactly("reordered (writes): 0 against 2");
        assertThat(conflicts(last, first, compact(3, 1), second)).contains("reordered (writes): 0 against 3");
        assertThat(conflicts(last, first, second, compact(3, 1))).containsExactly("reordered (writes): 0 against 2");
    }

    @Test
    void aCompactThatCameTooEarlyIsSetAgainstACompact() {
        String three = TEN + BEGIN + "\n" + END + "\n" + append(0, 1, 12, 0, 2);
        assertThat(conflicts(three, compact(3, 2), compact(4, 1), append(0, 1, 13, 0, 3)))
                .containsExactly("reordered (writes): 3 against 4");
    }

    @Test
    void aReadThatMissesACompactIsSetAgainstItAndNotAgainstWhatItSaw() {
        String two = TEN + BEGIN + "\n" + END;
        assertThat(conflicts(two, compact(3, 1), longer(7))).containsExactly("stale-read: 3 against 2");
        assertThat(conflicts(
                        two,
                        compact(3, 1),
                        append(0, 1, 12, 0, 2),
                        read(7, 1, 0, 1, 2, "[[1 11]]"),
                        read(8, 1, 0, 1, 3, "[[1 11] [2 12]]")))
                .containsExactly("stale-read: 4 against 3");
        assertThat(conflicts(two, read(6, 1, 0, 0, 2, "[[0 10] [1 11]]"), compact(3, 1), longer(7)))
                .containsExactly("stale-read: 4 against 3");
    }

    @Test
    void whatShowsTheFutureIsSetAgainstTheAppendOfTheRowOrElseTheOneThatMadeTheVersion() {
        assertThat(conflicts(TEN, longer(7), BEGIN, END, append(0, 1, 12, 0, 2)))
                .containsExactly("phantom-entry (before-its-append): 1 against 2");
        String metadata = call(7, "read-metadata", "{:id 1}", "{:id 1 :metadata {:epoch 0 :first 0 :length 2}}");
        assertThat(conflicts(TEN, metadata, BEGIN, END, append(0, 1, 12, 0, 2)))
                .containsExactly("phantom-entry (before-its-append): 1 against 2");
    }
}
