package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rows that no journal can have are found wherever they are, by the name of what is wrong with them. */
class RowsTest {
    /** Who appended an entry, and where to. */
    private record Writer(SmallOp op, int id) {}

    @Test
    void eachSortOfRowThatNoJournalHasIsFoundIfAndOnlyIfThereIsOne() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 1_200; seed++) {
            List<SmallOp> ops = RandomHistories.any(seed).ops();
            Set<String> inRows = new HashSet<>();
            Set<String> inStates = new HashSet<>();
            addImpossible(ops, inRows, inStates);
            Verdict verdict = Comparison.check(ops);
            for (String name : List.of(
                    "phantom-entry never-appended",
                    "phantom-entry of-another-invocation",
                    "aborted-read",
                    "duplicate-entry")) {
                if (inRows.contains(name) || !inStates.contains(name)) {
                    assertThat(isFound(verdict, name))
                            .as(() -> name + "\n" + SmallHistory.edn(ops))
                            .isEqualTo(inRows.contains(name));
                }
            }
            inRows.forEach(name -> seen.merge(name, 1, Integer::sum));
        }
        System.out.println(seen);
        assertThat(seen).hasSize(4);
    }

    private static boolean isFound(Verdict verdict, String name) {
        String[] words = name.split(" ");
        Anomaly anomaly = verdict.anomalies().get(words[0]);
        return anomaly != null && (words.length == 1 || anomaly.kinds().containsKey(words[1]));
    }

    private static void addImpossible(List<SmallOp> ops, Set<String> inRows, Set<String> inStates) {
        Map<Integer, Writer> writers = new HashMap<>();
        for (SmallOp op : ops) {
            if (op.call() instanceof Append append) {
                writers.put(append.entry(), new Writer(op, append.id()));
            } else if (op.call() instanceof SetState set) {
                writers.put(set.entry(), new Writer(op, set.id()));
            } else if (op.call() instanceof AppendAll all) {
                all.appends().forEach(append -> writers.put(append.entry(), new Writer(op, append.id())));
            }
        }
        for (SmallOp op : ops) {
            if (op.result() instanceof Views views) {
                for (View view : views.views()) {
                    if (view.journal() != null) {
                        addImpossible(
                                view.id(),
                                view.journal().stream().map(Cell::entry).toList(),
                                writers,
                                inRows);
                    }
                    if (view.state() != null) {
                        addImpossible(view.id(), List.copyOf(view.state().values()), writers, inStates);
                    }
                }
            }
        }
    }

    private static void addImpossible(int id, List<Integer> entries, Map<Integer, Writer> writers, Set<String> names) {
        Set<Integer> before = new HashSet<>();
        for (int entry : entries) {
            Writer writer = writers.get(entry);
            if (!before.add(entry)) {
                names.add("duplicate-entry");
            }
            if (writer == null) {
                names.add("phantom-entry never-appended");
            } else if (writer.id() != id) {
                names.add("phantom-entry of-another-invocation");
            } else if (writer.op().end() == End.FAIL) {
                names.add("aborted-read");
            }
        }
    }
}
