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
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SmallHistoryTest {
    @Test
    void everyOperationHasItsDocumentedShape() {
        List<Call> calls = List.of(
                new Append(1, 10),
                new AppendAll(List.of(new Append(1, 11), new Append(2, 12))),
                new SetState(1, "x", 13),
                new Trim(1, 2),
                new Compact(1, 1),
                new Read(1, Part.BOTH, false, false),
                new Read(1, Part.BOTH, true, true),
                new Read(1, Part.METADATA, false, false),
                new Read(1, Part.JOURNAL, false, false),
                new Purge(1),
                new Scan(List.of(1, 2)));
        assertThat(SmallHistory.edn(executed(calls)).lines().map(line -> line.replaceAll(".*:process 0, ", "{")))
                .containsExactly(
                        "{:type :invoke, :f :append, :value {:id 1, :entry 10}}",
                        "{:type :ok, :f :append, :value {:id 1, :entry 10, :epoch 0, :index 0}}",
                        "{:type :invoke, :f :append-all, :value [{:id 1, :entry 11} {:id 2, :entry 12}]}",
                        "{:type :ok, :f :append-all, :value [{:id 1, :entry 11, :epoch 0, :index 1}"
                                + " {:id 2, :entry 12, :epoch 0, :index 0}]}",
                        "{:type :invoke, :f :set-state, :value {:id 1, :key \"x\", :entry 13}}",
                        "{:type :ok, :f :set-state, :value {:id 1, :key \"x\", :entry 13, :epoch 0, :index 2}}",
                        "{:type :invoke, :f :trim, :value {:id 1, :length 2}}",
                        "{:type :ok, :f :trim, :value {:id 1, :epoch 1, :length 2}}",
                        "{:type :invoke, :f :compact, :value {:id 1, :first 1}}",
                        "{:type :ok, :f :compact, :value {:id 1, :first 1, :epoch 1, :length 2}}",
                        "{:type :invoke, :f :read, :value {:id 1}}",
                        "{:type :ok, :f :read, :value {:id 1, :metadata {:epoch 1, :first 1, :length 2},"
                                + " :journal [[1 11]]}}",
                        "{:type :invoke, :f :read, :value {:id 1, :range true, :state true}}",
                        "{:type :ok, :f :read, :value {:id 1, :metadata {:epoch 1, :first 1, :length 2},"
                                + " :journal [[1 11]], :state {\"x\" 13}}}",
                        "{:type :invoke, :f :read-metadata, :value {:id 1}}",
                        "{:type :ok, :f :read-metadata, :value {:id 1, :metadata {:epoch 1, :first 1, :length 2}}}",
                        "{:type :invoke, :f :read-journal, :value {:id 1}}",
                        "{:type :ok, :f :read-journal, :value {:id 1, :epoch 1, :journal [[1 11]]}}",
                        "{:type :invoke, :f :purge, :value {:id 1}}",
                        "{:type :ok, :f :purge, :value {:id 1}}",
                        "{:type :invoke, :f :scan, :value [1 2]}",
                        "{:type :ok, :f :scan, :value [{:id 1, :metadata nil, :journal []}"
                                + " {:id 2, :metadata {:epoch 0, :first 0, :length 1}, :journal [[0 12]]}]}");
    }

    @Test
    void eventsComeInOrderAndOpenOperationsHaveNoEnd() {
        List<SmallOp> ops = List.of(
                new SmallOp(0, 0, 3, End.INFO, new Append(1, 10), null),
                new SmallOp(1, 1, SmallOp.NEVER, End.OPEN, new Trim(1, 0), null),
                new SmallOp(2, 2, 4, End.FAIL, new Purge(1), null));
        assertThat(SmallHistory.edn(ops)).isEqualTo("""
                        {:index 0, :time 0, :process 0, :type :invoke, :f :append, :value {:id 1, :entry 10}}
                        {:index 1, :time 1000, :process 1, :type :invoke, :f :trim, :value {:id 1, :length 0}}
                        {:index 2, :time 2000, :process 2, :type :invoke, :f :purge, :value {:id 1}}
                        {:index 3, :time 3000, :process 0, :type :info, :f :append, :value {:id 1, :entry 10}}
                        {:index 4, :time 4000, :process 2, :type :fail, :f :purge, :value {:id 1}}
                        """);
    }

    @Test
    void tidyingGivesAnOverlappingOperationAProcessOfItsOwn() {
        List<SmallOp> tidy = SmallHistory.tidy(List.of(
                new SmallOp(0, 20, 90, End.FAIL, new Append(1, 11), null),
                new SmallOp(0, 10, 50, End.INFO, new Append(1, 10), null),
                new SmallOp(0, 95, 99, End.FAIL, new Append(1, 12), null)));
        assertThat(tidy)
                .containsExactly(
                        new SmallOp(0, 0, 2, End.INFO, new Append(1, 10), null),
                        new SmallOp(1, 1, 3, End.FAIL, new Append(1, 11), null),
                        new SmallOp(1, 4, 5, End.FAIL, new Append(1, 12), null));
    }

    private static List<SmallOp> executed(List<Call> calls) {
        List<SmallOp> ops = new ArrayList<>();
        State state = State.EMPTY;
        for (Call call : calls) {
            Outcome outcome = Objects.requireNonNull(JournalModel.apply(state, call));
            state = outcome.state();
            ops.add(new SmallOp(0, 2 * ops.size(), 2 * ops.size() + 1, End.OK, call, outcome.result()));
        }
        return ops;
    }
}
