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
 * A queue of which everything that goes in comes out, as {@code jepsen.checker/total-queue} has it, in any order. An element
 * that was enqueued for certain must be dequeued; an element that is dequeued must have been enqueued, or tried; one that comes
 * out more often than that is a duplicate, which the check only reports. A {@code drain} is as many dequeues as it answers
 * elements.
 *
 * <p><b>Where it differs.</b> Jepsen takes for granted that the queue was drained in the end, and that a dequeue of unknown
 * outcome took nothing. Here an element is lost only if its enqueue had returned before the last drain was called, or a dequeue
 * that answered nil, or if {@code --drained yes} says that the history ends with an empty queue; and only so many are lost as
 * are more than the dequeues of unknown outcome, each of which may have taken one.
 *
 * <p><b>How.</b> Multiplicities of elements in arrays. Linear.
 */
public final class TotalQueue implements Invariant {
    private static final String NAME = "total-queue";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "A queue from which all comes out that goes in, in any order.",
            "a queue that loses nothing and makes nothing up",
            "enqueue adds an element, dequeue answers one, and drain dequeues until nothing is left, and answers all of that. What"
                    + " was enqueued for certain before the last drain, or before a dequeue that answered nil, must come out, and"
                    + " nothing else may. What comes out twice is reported and allowed. This is Jepsen's check"
                    + " jepsen.checker/total-queue; the models fifo-queue and unordered-queue ask for linearizability.",
            """
            {:process 0 :type :invoke :f :enqueue :value 1}
            {:process 0 :type :ok :f :enqueue :value 1}
            {:process 1 :type :invoke :f :drain}
            {:process 1 :type :ok :f :drain :value [1]}""",
            List.of(WorkloadOptions.DRAINED, CheckOption.KEYED),
            List.of(SetFull.LOST, SetFinal.UNEXPECTED, SetFull.DUPLICATE),
            "elements that had to come out",
            List.of(
                    "True: each element that was enqueued for certain before the queue was seen empty came out, or may have gone"
                            + " to a dequeue of unknown outcome, and none came out that was never tried. False: one did not, or did.",
                    "It assumes that a drain, and a dequeue that answers nil, found the queue empty, and with --drained yes that"
                            + " it is empty in the end. As Jepsen does, it lets an element come out whose enqueue failed.",
                    "It cannot see the order, nor when an element came out. If elements are left and nothing says that the queue"
                            + " was empty, the verdict is unknown."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String reads() {
        return "drain";
    }

    @Override
    public String unjudged() {
        return "nothing was dequeued and no drain returned, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        boolean isDrained = options.choice(WorkloadOptions.DRAINED)
                .map(chosen -> chosen.equals("yes"))
                .orElse(false);
        return (partition, findings, budget) -> new Contents(partition, findings, isDrained).examine(budget);
    }

    private static final class Contents {
        private static final int LOOKS = (1 << 12) - 1;
        private static final int NONE = -1;

        private final Partition partition;
        private final RecordedOperations operations;
        private final Findings findings;
        private final boolean isDrained;
        private final int enqueue;
        private final int dequeue;
        private final int drain;
        private final ElementIds ids = new ElementIds();
        /** By element, how many enqueues were called. */
        private int[] tried = new int[64];
        /** By element, how many enqueues are ok, and of these how many had returned before the queue was seen empty. */
        private int[] certain = new int[64];

        private int[] due = new int[64];
        /** By element, how often it came out. */
        private int[] out = new int[64];
        /** By element, an enqueue that must have come out, or the first; and the latest operation that took it out. */
        private int[] enqueued = new int[64];

        private int[] taken = new int[64];
        /** The operation that saw the queue empty last; with what was enqueued before it was called, what is due is told. */
        private int emptied = NONE;

        private long unknownDequeues;
        private boolean isDrainUnknown;
        private boolean isElementUnknown;

        Contents(Partition partition, Findings findings, boolean isDrained) {
            this.partition = partition;
            this.findings = findings;
            this.isDrained = isDrained;
            operations = partition.operations();
            enqueue = operations.symbol("enqueue");
            dequeue = operations.symbol("dequeue");
            drain = operations.symbol("drain");
        }

        void examine(Budget budget) {
            for (int op : partition.ops()) {
                boolean isEmpty = operations.function[op] == drain
                        || (operations.function[op] == dequeue
                                && operations.isNil(partition.output()[op]));
                emptied = isEmpty && partition.isOk(op) ? op : emptied;
            }
            int looked = 0;
            for (int op : partition.ops()) {
                if ((looked++ & LOOKS) == LOOKS) {
                    budget.require();
                }
                int function = operations.function[op];
                if (function == enqueue) {
                    takeEnqueue(op);
                } else if (function == dequeue) {
                    takeDequeue(op);
                } else if (function == drain) {
                    takeDrain(op);
                }
            }
            judge();
        }

        private void takeEnqueue(int op) {
            int at = partition.argument(op);
            if (operations.isNil(at)) {
                if (partition.isOk(op)) {
                    throw operations.complaint(op, "enqueues nil; right would be an element");
                }
                isElementUnknown |= !partition.isFailed(op);
                return;
            }
            int element = id(at);
            tried[element]++;
            certain[element] += partition.isOk(op) ? 1 : 0;
            boolean isDue = partition.isOk(op)
                    && (isDrained || (emptied != NONE && operations.completed[op] < operations.invoked[emptied]));
            due[element] += isDue ? 1 : 0;
            enqueued[element] = isDue || tried[element] == 1 ? op : enqueued[element];
        }

        private void takeDequeue(int op) {
            if (partition.isOk(op)) {
                int at = partition.output()[op];
                findings.judged();
                if (!operations.isNil(at)) {
                    takeOut(op, at);
                }
            } else if (!partition.isFailed(op)) {
                unknownDequeues++;
            }
        }

        private void takeDrain(int op) {
            int at = partition.output()[op];
            if (operations.isSequence(at) && !partition.isFailed(op)) {
                int end = operations.tape.skip(at);
                for (int i = at + 1; i < end; i = operations.tape.skip(i)) {
                    takeOut(op, i);
                }
            } else if (partition.isOk(op) && !operations.isNil(at)) {
                throw operations.complaint(
                        op, "drain answers a collection of elements; right would be such as [1 2 3]");
            }
            if (partition.isOk(op)) {
                findings.judged();
            } else if (!partition.isFailed(op)) {
                isDrainUnknown = true;
            }
        }

        private void takeOut(int op, int at) {
            if (operations.isNil(at)) {
                throw operations.complaint(op, "drain answers nil among its elements, which is none");
            }
            int element = id(at);
            out[element]++;
            taken[element] = op;
        }

        private int id(int at) {
            int id = ids.add(operations.valueAt(at));
            if (id >= tried.length) {
                int length = 2 * tried.length;
                tried = Arrays.copyOf(tried, length);
                certain = Arrays.copyOf(certain, length);
                due = Arrays.copyOf(due, length);
                out = Arrays.copyOf(out, length);
                enqueued = Arrays.copyOf(enqueued, length);
                taken = Arrays.copyOf(taken, length);
            }
            return id;
        }

        private void judge() {
            long missing = 0;
            long left = 0;
            for (int element = 0; element < ids.size(); element++) {
                findings.addOpportunities(due[element]);
                missing += Math.max(0, due[element] - out[element]);
                left += Math.max(0, certain[element] - out[element]);
                if (tried[element] == 0) {
                    addUnexpected(element);
                } else if (out[element] > tried[element]) {
                    addDuplicate(element);
                }
            }
            if (missing > 0 && (isDrainUnknown || missing <= unknownDequeues)) {
                findings.note(missing + (missing == 1 ? " element" : " elements")
                        + " did not come out, but may have gone to what has an unknown outcome: "
                        + (isDrainUnknown ? "a drain" : unknownDequeues + " dequeues"));
            } else if (missing > 0) {
                addLost();
            }
            if (emptied == NONE && !isDrained && left > 0) {
                findings.undecided(
                        "elements were enqueued that did not come out, and nothing says that the queue was drained;"
                                + " --drained yes if it was");
            }
        }

        private void addLost() {
            findings.exclude("linearizable");
            if (unknownDequeues > 0) {
                findings.note("of the elements that did not come out, " + unknownDequeues
                        + " may have gone to dequeues of unknown outcome");
            }
            for (int element = 0; element < ids.size(); element++) {
                for (int copy = out[element]; copy < due[element]; copy++) {
                    int lost = element;
                    int added = enqueued[element];
                    findings.add(SetFull.LOST, "", operations.completed[added], element, () -> lost(lost, added));
                }
            }
        }

        private Example lost(int element, int added) {
            String text = operations.text((int) ids.element(element));
            StoryBuilder story = new StoryBuilder(operations).show(added, Example.Kind.ADD, "enqueues " + text);
            if (emptied != NONE) {
                story.show(emptied, Example.Kind.DROP, "leaves nothing");
            }
            String seen = emptied != NONE
                    ? story.name(added) + " had returned before " + story.name(emptied) + " found nothing left"
                    : story.name(added) + " had returned and --drained says that nothing is left";
            return story.build(
                    "element " + text + " is lost",
                    seen + ", but " + text + " came out "
                            + (out[element] == 0 ? "nowhere" : "only " + out[element] + " times of " + due[element])
                            + (unknownDequeues == 0
                                    ? "."
                                    : ", and more elements did so than there are dequeues of unknown outcome."));
        }

        private void addUnexpected(int element) {
            if (isElementUnknown) {
                findings.undecided(
                        "an enqueue of unknown outcome does not say of what, so that anything that came out may be its");
                return;
            }
            int op = taken[element];
            findings.add(SetFinal.UNEXPECTED, "", operations.completed[op], element, () -> {
                String text = operations.text((int) ids.element(element));
                StoryBuilder story = new StoryBuilder(operations).show(op, Example.Kind.DROP, "takes out " + text);
                return story.build(
                        "element " + text + " comes from nowhere",
                        story.name(op) + " takes out " + text + ", but no enqueue was called with it.");
            });
        }

        private void addDuplicate(int element) {
            int op = taken[element];
            findings.addAllowed(SetFull.DUPLICATE, operations.completed[op], element, () -> {
                String text = operations.text((int) ids.element(element));
                StoryBuilder story = new StoryBuilder(operations)
                        .show(enqueued[element], Example.Kind.ADD, "")
                        .show(op, Example.Kind.DROP, "takes out " + text + " again");
                return story.build(
                        "element " + text + " came out " + out[element] + " times",
                        "It was enqueued " + tried[element] + " times at the most.");
            });
        }
    }
}
