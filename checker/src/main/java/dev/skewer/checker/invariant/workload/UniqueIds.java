package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.ElementIds;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * A generator of unique ids, as {@code jepsen.checker/unique-ids} has it: no two calls that returned were given the same id.
 * Equality is that of values: {@code 1} and {@code "1"} are two ids. Linear.
 */
public final class UniqueIds implements Invariant {
    private static final String NAME = "unique-ids";
    private static final String DUPLICATE = "duplicate-id";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "A generator of ids that are never the same.",
            "a generator of unique ids",
            "generate answers an id. No two of them may be equal. This is Jepsen's check jepsen.checker/unique-ids.",
            """
            {:process 0 :type :invoke :f :generate}
            {:process 0 :type :ok :f :generate :value 1}
            {:process 1 :type :invoke :f :generate}
            {:process 1 :type :ok :f :generate :value 2}""",
            List.of(CheckOption.KEYED),
            List.of(DUPLICATE),
            "ids that were generated after another",
            List.of(
                    "True: all ids that were returned are different. False: two calls returned the same.",
                    "It assumes nothing. With keys, as [key id], ids need only be unique for each key.",
                    "It cannot see ids that nobody was told of: those of calls that failed or whose outcome is unknown."));

    private static final int LOOKS = (1 << 12) - 1;

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String reads() {
        return "";
    }

    @Override
    public String unjudged() {
        return "no id was returned, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return UniqueIds::examine;
    }

    private static void examine(Partition partition, Findings findings, Budget budget) {
        RecordedOperations operations = partition.operations();
        int generate = operations.symbol("generate");
        ElementIds ids = new ElementIds();
        int[] first = new int[64];
        int looked = 0;
        for (int op : partition.byCompletion()) {
            if ((looked++ & LOOKS) == LOOKS) {
                budget.require();
            }
            int answer = partition.output()[op];
            if (operations.function[op] != generate || !partition.isOk(op)) {
                continue;
            }
            if (operations.isNil(answer)) {
                throw operations.complaint(op, "generate is ok with nil; right would be the id that it returned");
            }
            int before = ids.size();
            int id = ids.add(operations.valueAt(answer));
            findings.judged();
            findings.addOpportunities(before > 0 ? 1 : 0);
            first = id < first.length ? first : Arrays.copyOf(first, 2 * first.length);
            if (id == before) {
                first[id] = op;
            } else {
                int other = first[id];
                findings.add(
                        DUPLICATE,
                        "",
                        operations.completed[op],
                        (long) operations.completed[op] - operations.completed[other],
                        () -> story(operations, other, op));
            }
        }
    }

    private static Example story(RecordedOperations operations, int one, int other) {
        StoryBuilder story = new StoryBuilder(operations)
                .show(one, Example.Kind.OTHER, "")
                .show(other, Example.Kind.OTHER, "the same again");
        return story.build(
                "two calls returned the same id",
                story.name(one) + " and " + story.name(other) + " returned the same id, which no two calls may.");
    }
}
