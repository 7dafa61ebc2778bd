package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operations are added to a story that does not prove what it says: as few as possible, the nearest, and no other. */
class CastCompletionTest {
    /** A story that shows some operations of a history, with what is added to it. */
    private static Story settled(JournalHistory history, int... shown) {
        Cast cast = new Cast(history);
        for (int op : shown) {
            cast.with(op, "shown");
        }
        Story story = new Story("a title", cast, "a reason.", Story.Basis.SHOWN);
        Story settled = new CastCompletion(history, new InvocationParts(history), Budget.unlimited()).settle(story);
        assertThat(settled.title()).isEqualTo("a title");
        return settled;
    }

    private static BitSet set(int... operations) {
        return IntStream.of(operations).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Appends that do not say where they went, one after the other. */
    private static String silentAppends(int id, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{:id " + id + " :entry " + (100 * id + i) + "}")
                .map(value -> call(0, "append", value, value))
                .collect(Collectors.joining("\n"));
    }

    private static String length(int id, int length) {
        return call(
                7, "read-metadata", "{:id " + id + "}", "{:id " + id + " :metadata {:first 0 :length " + length + "}}");
    }

    @Test
    void aStoryThatProvesWhatItSaysStaysAsItIs() {
        JournalHistory history =
                history(append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), read(7, 1, 0, 0, 1, "[[0 10]]"));
        Story settled = settled(history, 1, 2);
        assertThat(settled.operations()).isEqualTo(set(1, 2));
        assertThat(settled.contradiction()).isEqualTo("a reason.");
        assertThat(settled.basis()).isEqualTo(Story.Basis.SHOWN);
    }

    /** Without epochs a length that is too small is one only beside all the appends that it takes; and any as many do. */
    @ParameterizedTest
    @CsvSource({"2, 4", "2, 9", "3, 6", "4, 6", "5, 7", "7, 7", "8, 8"})
    void theNearestOfThoseThatSufficeAreAdded(int needed, int before) {
        JournalHistory history =
                history(silentAppends(1, 0, before), length(1, needed - 1), silentAppends(1, before, before + 3));
        Story settled = settled(history, before);
        assertThat(settled.operations())
                .isEqualTo(set(IntStream.rangeClosed(before - needed, before).toArray()));
        assertThat(settled.basis()).isEqualTo(Story.Basis.SHOWN);
        assertThat(settled.contradiction())
                .startsWith("a reason. ")
                .endsWith(" have no order, whatever the others did.");
        assertThat(settled.example().steps())
                .hasSize(needed + 1)
                .allSatisfy(step -> assertThat(step.role())
                        .isEqualTo(
                                step.op().equals("T" + (needed + 1))
                                        ? "shown"
                                        : "rules out what else would explain it"));
    }

    @Test
    void aStoryThatTakesMoreThanAPersonReadsSaysSo() {
        Story settled = settled(history(silentAppends(1, 0, 9), length(1, 8)), 9);
        assertThat(settled.operations()).isEqualTo(set(9));
        assertThat(settled.basis()).isEqualTo(Story.Basis.OTHERS);
        assertThat(settled.contradiction()).isEqualTo("a reason. That takes more operations than are shown.");
    }

    private static String unknownAppend(int process, int entry) {
        String value = "{:id 1 :entry " + entry + "}";
        return invoke(process, "append", value) + "\n" + event(process, "info", "append", value);
    }

    /** Nothing was trimmed, so lengths only grow: one that is longer before says as much as one that is shorter after. */
    @Test
    void nearIsWhatFewEventsLieBetweenBeforeOrAfter() {
        String none = call(9, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}") + "\n";
        for (int before = 0; before < 5; before++) {
            for (int after = 0; after < 5; after++) {
                JournalHistory history = history(
                        unknownAppend(1, 10),
                        unknownAppend(2, 11),
                        unknownAppend(3, 12),
                        length(1, 3),
                        none.repeat(before),
                        length(1, 2),
                        none.repeat(after),
                        length(1, 1));
                int shown = 4 + before;
                int nearest = before <= after ? 3 : shown + after + 1;
                assertThat(settled(history, shown).operations())
                        .as("%d before, %d after", before, after)
                        .isEqualTo(set(shown, nearest));
            }
        }
    }

    /** What lies on other invocations is looked at last. */
    @Test
    void operationsOnOtherInvocationsAreAddedWhereThoseOnTheSameDoNotSuffice() {
        String both = "[{:id 1 :entry 10} {:id 2 :entry 20}]";
        String bothOk = "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 0}]";
        String absent = call(8, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}");
        JournalHistory history = history(
                append(3, 3, 30, 0, 0),
                append(3, 4, 40, 0, 0),
                invoke(0, "append-all", both),
                read(7, 1, 0, 0, 1, "[[0 10]]"),
                absent,
                ok(0, "append-all", bothOk),
                append(3, 3, 31, 0, 1));
        assertThat(settled(history, 3).operations()).isEqualTo(set(2, 3, 4));
        assertThat(settled(history, 4).operations()).isEqualTo(set(2, 3, 4));
        assertThat(settled(history, 2).operations()).isEqualTo(set(2, 3, 4));
    }
}
