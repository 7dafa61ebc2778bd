package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Purge;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.RandomHistories.Sort;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OracleTest {
    @Test
    void nothingIsExplainedByNothing() {
        assertThat(Oracle.explain(List.of())).isEmpty();
    }

    @Test
    void overlappingOperationsMayTakeEffectInEitherOrder() {
        assertThat(Oracle.linearizable(List.of(append(0, 4, 10, 1), append(1, 5, 11, 0))))
                .isTrue();
    }

    @Test
    void operationsThatDoNotOverlapTakeEffectInTheirOrder() {
        assertThat(Oracle.linearizable(List.of(append(0, 1, 10, 1), append(2, 3, 11, 0))))
                .isFalse();
    }

    @Test
    void anIndeterminateTrimExplainsALaterEpoch() {
        SmallOp trim = new SmallOp(1, 2, 3, End.INFO, new Trim(1, 0), null);
        SmallOp read = read(8, 9, new Metadata(1, 0, 0), List.of());
        assertThat(Oracle.explain(List.of(append(0, 1, 10, 0), trim, read))).contains(trim);
        assertThat(Oracle.linearizable(List.of(append(0, 1, 10, 0), read))).isFalse();
        assertThat(Oracle.linearizable(List.of(append(0, 1, 10, 0), trim.ended(End.FAIL), read)))
                .isFalse();
        assertThat(Oracle.linearizable(List.of(append(0, 1, 10, 0), trim.at(1, 10, 11), read)))
                .as("it begins after the read has ended")
                .isFalse();
    }

    @Test
    void anIndeterminateOperationMayTakeEffectAfterItsEnd() {
        SmallOp late = new SmallOp(1, 0, 1, End.INFO, new Append(1, 11), null);
        SmallOp before = read(2, 3, null, List.of());
        SmallOp after = read(4, 5, new Metadata(0, 0, 1), List.of(new Cell(0, 11)));
        assertThat(Oracle.linearizable(List.of(late, before, after))).isTrue();
        assertThat(Oracle.linearizable(List.of(late, after.at(0, 2, 3), before.at(0, 4, 5))))
                .isFalse();
    }

    @Test
    void anIndeterminateOperationThatCanOnlyFailExplainsNothing() {
        SmallOp purge = new SmallOp(0, 2, 3, End.OK, new Purge(1), new Result.Purged());
        SmallOp trim = new SmallOp(1, 4, 5, End.INFO, new Trim(1, 0), null);
        SmallOp read = read(6, 7, new Metadata(1, 0, 0), List.of());
        assertThat(Oracle.linearizable(List.of(append(0, 1, 10, 0), purge, trim, read)))
                .isFalse();
    }

    @Test
    void trimmingAndAppendingAgainToTheSameLengthIsSeen() {
        List<SmallOp> ops = new ArrayList<>(List.of(
                append(0, 1, 10, 0),
                new SmallOp(0, 2, 3, End.OK, new Trim(1, 0), new Trimmed(1, 0)),
                new SmallOp(0, 4, 5, End.OK, new Append(1, 11), new Positions(List.of(new Position(1, 0))))));
        ops.add(read(0, 9, new Metadata(0, 0, 1), List.of(new Cell(0, 10))).at(1, -1, 6));
        assertThat(Oracle.linearizable(ops)).isTrue();
        ops.set(3, read(0, 9, new Metadata(0, 0, 1), List.of(new Cell(0, 11))).at(1, -1, 6));
        assertThat(Oracle.linearizable(ops)).isFalse();
    }

    @Property(tries = 1500)
    void itFindsWhatTheDefinitionSays(@ForAll long seed) {
        RandomHistories.Sample sample = RandomHistories.any(seed);
        List<SmallOp> ops = sample.ops().subList(0, Math.min(6, sample.ops().size()));
        assertThat(Oracle.linearizable(ops))
                .as(() -> SmallHistory.edn(SmallHistory.tidy(ops)))
                .isEqualTo(NaiveOracle.linearizable(ops));
    }

    @Property(tries = 500)
    void whatACorrectStoreDidIsLinearizable(@ForAll long seed) {
        List<SmallOp> ops = RandomHistories.of(Sort.VALID, seed).ops();
        assertThat(Oracle.linearizable(ops)).as(() -> SmallHistory.edn(ops)).isTrue();
    }

    @Property(tries = 500)
    void itsWitnessExplainsTheHistory(@ForAll long seed) {
        List<SmallOp> ops = RandomHistories.any(seed).ops();
        List<SmallOp> witness = Oracle.explain(ops);
        if (witness != null) {
            assertThat(NaiveOracle.explains(witness, ops)).isTrue();
        }
    }

    private static SmallOp append(int invoked, int completed, int entry, int index) {
        Positions positions = new Positions(List.of(new Position(0, index)));
        return new SmallOp(0, invoked, completed, End.OK, new Append(1, entry), positions);
    }

    private static SmallOp read(
            int invoked, int completed, @org.jspecify.annotations.Nullable Metadata metadata, List<Cell> journal) {
        View view = new View(1, true, metadata, journal, null);
        return new SmallOp(
                0, invoked, completed, End.OK, new Read(1, Part.BOTH, false, false), new Views(List.of(view)));
    }
}
