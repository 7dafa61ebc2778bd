package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A counter within bounds, as {@code jepsen.checker/counter} has it: a read answers at least the sum of what had certainly been
 * added when it was called, and at most the sum of what may have been added when it returned. Adds that failed do not count;
 * those of unknown outcome may. Amounts below zero, which Jepsen refuses, count for the other bound.
 *
 * <p><b>How.</b> One pass over the events in order, with four sums. Linear.
 */
public final class CounterBounds implements Invariant {
    private static final String NAME = "counter-bounds";
    private static final String OUT_OF_BOUNDS = "counter-out-of-bounds";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "A counter whose reads lie between what was and what may have been added.",
            "a counter whose reads keep within bounds",
            "add adds an amount, and read answers the sum. A read must lie between the sum of all adds that had returned when it"
                    + " was called, and that of all that were called before it returned and did not fail. This is Jepsen's check"
                    + " jepsen.checker/counter; the model counter asks more: one order that explains all reads together.",
            """
            {:process 0 :type :invoke :f :add :value 5}
            {:process 0 :type :ok :f :add :value 5}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok :f :read :value 5}""",
            List.of(CheckOption.KEYED),
            List.of(OUT_OF_BOUNDS),
            "reads that overlapped an add, or came after one of unknown outcome",
            List.of(
                    "True: each read lies within its bounds. False: one does not, whatever became of the adds of unknown outcome.",
                    "It assumes that the counter begins at 0 and that an add that failed had no effect. It takes no add for"
                            + " undone; amounts may be below zero.",
                    "It cannot see whether reads fit each other: two may go back in time within their bounds, and a sum may be one"
                            + " that no subset of the adds gives."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    /** None: all values are numbers, so that a pair can only be a tuple. */
    @Override
    public String reads() {
        return "";
    }

    @Override
    public String unjudged() {
        return "no read returned a value, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return (partition, findings, budget) -> new Bounds(partition, findings).examine(budget);
    }

    private static final class Bounds {
        private static final int LOOKS = (1 << 12) - 1;
        /** A story shows no more adds than this. */
        private static final int MOST_ADDS = 6;

        private final Partition partition;
        private final RecordedOperations operations;
        private final Findings findings;
        private final int add;
        private final int read;

        /** Sums of amounts above and below zero, of adds that are certain and of those that were tried. */
        private long added;

        private long subtracted;
        private long tried;
        private long triedBelow;
        /** Whether an add that may have taken effect does not say of how much. */
        private boolean isAmountUnknown;

        /** By operation of a read, what the certain sums were when it was called. */
        private final long[] addedBefore;

        private final long[] subtractedBefore;

        Bounds(Partition partition, Findings findings) {
            this.partition = partition;
            this.findings = findings;
            operations = partition.operations();
            add = operations.symbol("add");
            read = operations.symbol("read");
            addedBefore = new long[partition.ops().length];
            subtractedBefore = new long[partition.ops().length];
        }

        void examine(Budget budget) {
            int[] ops = partition.ops();
            int[] ended = partition.byCompletion();
            int next = 0;
            for (int i = 0; i <= ops.length; i++) {
                int until = i < ops.length ? operations.invoked[ops[i]] : RecordedOperations.NEVER;
                while (next < ended.length && operations.completed[ended[next]] < until) {
                    if ((next & LOOKS) == LOOKS) {
                        budget.require();
                    }
                    end(ended[next]);
                    next++;
                }
                if (i < ops.length) {
                    begin(ops[i], i);
                }
            }
        }

        private void begin(int op, int place) {
            if (operations.function[op] == add && !partition.isFailed(op)) {
                if (!partition.isOk(op) && operations.isNil(partition.argument(op))) {
                    isAmountUnknown = true;
                    findings.undecided(
                            "an add of unknown outcome does not say its amount, so reads after it have no bounds");
                }
                long amount = isAmountUnknown ? 0 : amount(op);
                tried = sum(op, tried, Math.max(amount, 0));
                triedBelow = sum(op, triedBelow, Math.min(amount, 0));
            }
            addedBefore[place] = added;
            subtractedBefore[place] = subtracted;
        }

        private void end(int op) {
            if (!partition.isOk(op)) {
                return;
            }
            if (operations.function[op] == add) {
                long amount = amount(op);
                added = sum(op, added, Math.max(amount, 0));
                subtracted = sum(op, subtracted, Math.min(amount, 0));
            } else if (operations.function[op] == read
                    && !operations.isNil(partition.output()[op])) {
                judge(op, Arrays.binarySearch(partition.ops(), op));
            }
        }

        private void judge(int op, int place) {
            int answer = partition.output()[op];
            if (!operations.tape.isInteger(answer)) {
                throw operations.complaint(op, "a read of a counter answers an integer below 2^63");
            }
            findings.judged();
            long value = operations.tape.integer(answer);
            long least = sum(op, addedBefore[place], triedBelow);
            long most = sum(op, tried, subtractedBefore[place]);
            findings.addOpportunities(least < most ? 1 : 0);
            if (!isAmountUnknown && (value < least || value > most)) {
                findings.exclude("linearizable");
                findings.add(
                        OUT_OF_BOUNDS,
                        value < least ? "too-low" : "too-high",
                        operations.completed[op],
                        op,
                        () -> story(op, value, least, most));
            }
        }

        private Example story(int op, long value, long least, long most) {
            StoryBuilder story = new StoryBuilder(operations);
            boolean isLow = value < least;
            List<Integer> adds = new ArrayList<>();
            for (int other : partition.ops()) {
                boolean counts = operations.function[other] == add
                        && (isLow
                                ? partition.isOk(other) && operations.completed[other] < operations.invoked[op]
                                : !partition.isFailed(other) && operations.invoked[other] < operations.completed[op]);
                if (counts) {
                    adds.add(other);
                }
            }
            if (adds.size() <= MOST_ADDS) {
                adds.forEach(other -> story.show(other, Example.Kind.ADD, ""));
            }
            story.show(op, Example.Kind.READ, isLow ? "too low" : "too high");
            String adding = adds.size() == 1 ? "1 add " : adds.size() + " adds ";
            String why = isLow
                    ? adding + "had returned before it was called, so that it had to answer " + least + " at the least"
                    : adding + "were called before it returned and did not fail, so that it could answer " + most
                            + " at the most";
            return story.build(
                    "a read answers " + value + ", " + (isLow ? "below " + least : "above " + most),
                    story.name(op) + " answers " + value + ", but " + why + ".");
        }

        private long amount(int op) {
            int at = partition.argument(op);
            if (at == RecordedOperations.NONE || !operations.tape.isInteger(at)) {
                throw operations.complaint(op, "add needs an amount; right would be an integer below 2^63");
            }
            return operations.tape.integer(at);
        }

        private long sum(int op, long a, long b) {
            try {
                return Math.addExact(a, b);
            } catch (ArithmeticException e) {
                throw operations.complaint(op, "the amounts add up to more than 2^63; right would be smaller ones");
            }
        }
    }
}
