package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Purge;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The clauses of the journal model, one by one. */
class JournalModelTest {
    private State state = State.EMPTY;

    @Test
    void anInvocationBeginsWithItsFirstAppend() {
        assertThat(read(1)).isEqualTo(new View(1, true, null, List.of(), Map.of()));
        assertThat(run(new Append(1, 10))).isEqualTo(at(new Position(0, 0)));
        assertThat(run(new Append(1, 11))).isEqualTo(at(new Position(0, 1)));
        assertThat(read(1)).isEqualTo(view(1, 0, 0, List.of(10, 11), Map.of()));
    }

    @Test
    void anAppendAllPlacesItsEntriesInOrder() {
        run(new Append(2, 9));
        assertThat(run(new AppendAll(List.of(new Append(1, 10), new Append(2, 11), new Append(1, 12)))))
                .isEqualTo(at(new Position(0, 0), new Position(0, 1), new Position(0, 1)));
        assertThat(run(new Scan(List.of(2, 1, 3))))
                .isEqualTo(new Views(List.of(
                        view(2, 0, 0, List.of(9, 11), null),
                        view(1, 0, 0, List.of(10, 12), null),
                        new View(3, true, null, List.of(), null))));
    }

    @Test
    void anAppendAllToAPurgedInvocationFailsAsAWhole() {
        run(new Append(2, 9));
        run(new Purge(2));
        assertRefused(new AppendAll(List.of(new Append(1, 10), new Append(2, 11))));
        assertThat(read(1).metadata()).isNull();
    }

    @Test
    void aTrimKeepsThePrefixAndOpensAnEpoch() {
        append(1, 10, 11, 12);
        assertThat(run(new Trim(1, 1))).isEqualTo(new Trimmed(1, 1));
        assertThat(run(new Append(1, 13))).isEqualTo(at(new Position(1, 1)));
        assertThat(read(1)).isEqualTo(view(1, 1, 0, List.of(10, 13), Map.of()));
    }

    @Test
    void aTrimBeyondTheLengthChangesNothing() {
        append(1, 10, 11);
        assertThat(run(new Trim(1, 2))).isEqualTo(new Trimmed(0, 2));
        assertThat(run(new Trim(1, 7))).isEqualTo(new Trimmed(0, 2));
    }

    @Test
    void aTrimNeverGoesBelowFirst() {
        append(1, 10, 11, 12);
        run(new Compact(1, 2));
        assertThat(run(new Trim(1, 0))).isEqualTo(new Trimmed(1, 2));
        assertThat(read(1)).isEqualTo(view(1, 1, 2, List.of(), Map.of()));
        assertThat(run(new Trim(1, 0))).as("nothing left to drop").isEqualTo(new Trimmed(2, 2));
        assertThat(run(new Append(1, 13))).isEqualTo(at(new Position(2, 2)));
    }

    @Test
    void aCompactionDropsThePrefix() {
        append(1, 10, 11, 12);
        assertThat(run(new Compact(1, 1))).isEqualTo(new Compacted(1, 0, 3));
        assertThat(read(1)).isEqualTo(view(1, 0, 1, List.of(11, 12), Map.of()));
        assertThat(run(new Compact(1, 0))).as("below first").isEqualTo(new Compacted(1, 0, 3));
        assertThat(run(new Compact(1, 9))).as("beyond length").isEqualTo(new Compacted(3, 0, 3));
        assertThat(run(new Append(1, 13))).isEqualTo(at(new Position(0, 3)));
    }

    @Test
    void stateIsSetWithAnEntryAndSurvivesTrims() {
        append(1, 10);
        assertThat(run(new SetState(1, "x", 11))).isEqualTo(at(new Position(0, 1)));
        run(new Trim(1, 0));
        run(new Compact(1, 5));
        assertThat(read(1)).isEqualTo(view(1, 1, 0, List.of(), Map.of("x", 11)));
        run(new SetState(1, "x", 12));
        assertThat(read(1)).isEqualTo(view(1, 1, 0, List.of(12), Map.of("x", 12)));
    }

    @Test
    void aPurgeIsForGood() {
        append(1, 10);
        run(new SetState(1, "x", 11));
        assertThat(run(new Purge(1))).isEqualTo(new Result.Purged());
        assertThat(read(1)).isEqualTo(new View(1, true, null, List.of(), Map.of()));
        assertRefused(new Append(1, 12));
        assertRefused(new SetState(1, "x", 12));
        assertRefused(new Trim(1, 0));
        assertRefused(new Compact(1, 1));
        assertRefused(new Purge(1));
    }

    @Test
    void trimCompactAndPurgeNeedAnInvocation() {
        assertRefused(new Trim(1, 0));
        assertRefused(new Compact(1, 0));
        assertRefused(new Purge(1));
    }

    @Test
    void aPartReadTakesItsPart() {
        append(1, 10);
        assertThat(run(new Read(1, Part.METADATA, false, false)))
                .isEqualTo(new Views(List.of(new View(1, true, new Metadata(0, 0, 1), null, null))));
        assertThat(run(new Read(1, Part.JOURNAL, false, false)))
                .isEqualTo(new Views(List.of(new View(1, false, null, List.of(new Cell(0, 10)), null, 0))));
    }

    @Test
    void whatWasLeftOutIsNotCompared() {
        assertThat(at(new Position(null, 3)).agreesWith(at(new Position(7, 3)))).isTrue();
        assertThat(at(new Position(null, 3)).agreesWith(at(new Position(7, 4)))).isFalse();
        View seen = new View(1, true, new Metadata(null, null, 1), List.of(new Cell(0, 10)), null);
        View actual = view(1, 4, 0, List.of(10), Map.of("x", 1));
        assertThat(new Views(List.of(seen)).agreesWith(new Views(List.of(actual))))
                .isTrue();
        assertThat(new Views(List.of(seen.withMetadata(null))).agreesWith(new Views(List.of(actual))))
                .as("no metadata is not metadata left out")
                .isFalse();
    }

    private Result run(Call call) {
        Outcome outcome = Objects.requireNonNull(JournalModel.apply(state, call));
        state = outcome.state();
        return outcome.result();
    }

    private void assertRefused(Call call) {
        assertThat(JournalModel.apply(state, call)).isNull();
    }

    private void append(int id, int... entries) {
        for (int entry : entries) {
            run(new Append(id, entry));
        }
    }

    private View read(int id) {
        return ((Views) run(new Read(id, Part.BOTH, false, true))).views().get(0);
    }

    private static Positions at(Position... positions) {
        return new Positions(List.of(positions));
    }

    private static View view(
            int id,
            int epoch,
            int first,
            List<Integer> entries,
            @org.jspecify.annotations.Nullable Map<String, Integer> state) {
        List<Cell> cells = new java.util.ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            cells.add(new Cell(first + i, entries.get(i)));
        }
        return new View(id, true, new Metadata(epoch, first, first + entries.size()), cells, state);
    }
}
