package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.List;

/**
 * Inserts in order and reads in the opposite one, as CockroachDB's {@code sequential} test has them: a process inserts the
 * subkeys 0, 1, 2 … of a key, each in a transaction of its own, and another reads them from the last to the first, one by one
 * as well. Once it has seen one it must see all that it reads after it, which were inserted before. If it does not, its reads
 * are not in the order in which the other process wrote: that is no sequential consistency (Lamport 1979), and no PRAM (Lipton
 * and Sandberg 1988) either. One pass, linear.
 */
public final class SequentialInserts implements Invariant {
    private static final String NAME = "sequential";
    private static final String ANOMALY = "reversed-visibility";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "Subkeys that are inserted one after the other, and read from the last to the first.",
            "inserts that are seen in the order of their process",
            "write (or add) inserts the subkeys of a key in order, and read answers [key [what it found]], with the subkey that"
                    + " was inserted last first, and nil for what was not there. After the first that was there none may be"
                    + " missing. This is CockroachDB's check jepsen.cockroach.sequential.",
            """
            {:process 0 :type :invoke :f :write :value 0}
            {:process 1 :type :invoke :f :read :value 0}
            {:process 1 :type :ok :f :read :value [0 [nil "0_1" "0_0"]]}
            {:process 0 :type :ok :f :write :value 0}""",
            List.of(),
            List.of(ANOMALY),
            "reads that found some of the subkeys and others not",
            List.of(
                    "True: no read misses a subkey after it found one that was inserted later. False: one does.",
                    "It assumes that one process inserts all subkeys of a key, in order, and that reads take them one by one in"
                            + " the opposite order, as the test does; the history does not show it.",
                    "It cannot see anything across keys, nor whether a read is stale as a whole."));

    private static final int LOOKS = (1 << 12) - 1;

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no read returned, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return SequentialInserts::examine;
    }

    private static void examine(Partition partition, Findings findings, Budget budget) {
        RecordedOperations operations = partition.operations();
        int read = operations.symbol("read");
        int looked = 0;
        for (int op : partition.ops()) {
            if ((looked++ & LOOKS) == LOOKS) {
                budget.require();
            }
            if (partition.isOk(op) && operations.function[op] == read && !operations.isNil(operations.output[op])) {
                examine(operations, op, findings);
            }
        }
    }

    private static void examine(RecordedOperations operations, int op, Findings findings) {
        int tuple = operations.output[op];
        int subkeys = operations.isSequence(tuple) && tuple + 1 < operations.tape.skip(tuple)
                ? operations.tape.skip(tuple + 1)
                : tuple;
        if (!operations.isSequence(tuple)
                || subkeys >= operations.tape.skip(tuple)
                || !operations.isSequence(subkeys)) {
            throw operations.complaint(
                    op, "a read answers what it found; right would be such as [0 [nil \"0_1\" \"0_0\"]]");
        }
        findings.judged();
        int end = operations.tape.skip(subkeys);
        int found = -1;
        int missing = -1;
        int place = 0;
        for (int at = subkeys + 1; at < end; at = operations.tape.skip(at)) {
            if (operations.isNil(at)) {
                missing = found >= 0 && missing < 0 ? place : missing;
            } else {
                found = found < 0 ? place : found;
            }
            place++;
        }
        findings.addOpportunities(found > 0 || missing >= 0 ? 1 : 0);
        if (missing >= 0) {
            int later = place - 1 - found;
            int earlier = place - 1 - missing;
            findings.exclude("pram");
            findings.add(ANOMALY, "", operations.completed[op], place, () -> {
                StoryBuilder story = new StoryBuilder(operations)
                        .show(op, Example.Kind.READ, "finds subkey " + later + ", and then not " + earlier);
                return story.build(
                        "a read finds a later insert and then not an earlier one",
                        story.name(op) + " finds subkey " + later + " and, reading on, not subkey " + earlier
                                + ", which the same process had inserted before.");
            });
        }
    }
}
