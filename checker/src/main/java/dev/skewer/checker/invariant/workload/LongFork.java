package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.NameIds;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Long fork, as {@code jepsen.tests.long-fork} looks for it: transactions that write one key each, once, and others that read a
 * group of keys. Under snapshot isolation the snapshots of any two reads are one before the other, so that what one of them
 * sees written the other does too, or the other way round: of the same group, the sets of keys that reads saw written form a
 * chain under inclusion. Two reads of which each sees a write that the other does not are a long fork (Sovran, Power, Aguilera
 * and Li, <em>Transactional storage for geo-replicated systems</em>, SOSP 2011), which parallel snapshot isolation allows.
 *
 * <p><b>How.</b> The distinct states of a group in order of how many keys they show; it is a chain if each state contains the
 * one before it. {@code O(n log n)} for n distinct states, where Jepsen compares each two reads.
 *
 * <p><b>What it assumes.</b> Each key is written once. Where one is written more often, presence is still monotonic, and a fork
 * is a fork; but without a fork the verdict is unknown then.
 */
public final class LongFork implements Invariant {
    private static final String NAME = "long-fork";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "Registers written once each, and transactions that read a group of them.",
            "free of long forks",
            "A write is one [:w k v]; a read is a list of [:r k nil], answered with what each register held, nil if it was not"
                    + " written yet. Any :f will do. Of two reads of the same keys, one may show more than the other, but not"
                    + " each something that the other lacks. With --group-size each read must be of so many keys. This is"
                    + " Jepsen's check jepsen.tests.long-fork; the same anomaly across invocations is found by the model journal.",
            """
            {:process 0 :type :invoke :f :txn :value [[:w 0 1]]}
            {:process 0 :type :ok :f :txn :value [[:w 0 1]]}
            {:process 1 :type :invoke :f :txn :value [[:r 0 nil] [:r 1 nil]]}
            {:process 1 :type :ok :f :txn :value [[:r 0 1] [:r 1 nil]]}""",
            List.of(WorkloadOptions.GROUP_SIZE),
            List.of(NAME),
            "reads that saw some of their keys written and others not",
            List.of(
                    "True: of the reads of each group, one shows all that the other does and perhaps more, whichever two are"
                            + " taken. False: two reads each show a write that the other does not, which no order of"
                            + " snapshots explains.",
                    "It assumes that each key is written once, and never with nil; if one is written more often and there is"
                            + " no fork, the verdict is unknown. Neither processes nor real time matter.",
                    "It cannot see forks between reads of different sets of keys, nor any other anomaly, such as a value that"
                            + " nothing wrote."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no transaction that read several keys returned, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        OptionalLong groupSize = WorkloadOptions.integer(options, WorkloadOptions.GROUP_SIZE, 1);
        return (partition, findings, budget) -> new Groups(partition, findings, budget, groupSize).examine();
    }

    /** Which keys of a group a read saw written, by their place in it, and the first read that saw just these. */
    private record State(BitSet written, int op) {
        /** The least place that is written here and not there. */
        int beyond(State other) {
            BitSet more = (BitSet) written.clone();
            more.andNot(other.written);
            return more.nextSetBit(0);
        }
    }

    private static final class Groups {
        private static final int LOOKS = (1 << 12) - 1;

        private final RecordedOperations operations;
        private final Partition partition;
        private final Findings findings;
        private final Budget budget;
        private final OptionalLong groupSize;
        private final NameIds keys;
        private final int read;
        private final int readInFull;
        private final int write;
        private final int writeInFull;
        /** By the keys that reads take, ascending: what they saw written, and the first read that did. */
        private final Map<List<Integer>, Map<BitSet, Integer>> groups = new LinkedHashMap<>();
        /** By key, the operation that writes it. */
        private final Map<Integer, Integer> writers = new HashMap<>();
        /** By key, the number of the value that reads saw. */
        private final Map<Integer, Integer> seen = new HashMap<>();

        Groups(Partition partition, Findings findings, Budget budget, OptionalLong groupSize) {
            this.partition = partition;
            this.findings = findings;
            this.budget = budget;
            this.groupSize = groupSize;
            operations = partition.operations();
            keys = new NameIds(operations);
            read = operations.symbol("r");
            readInFull = operations.symbol("read");
            write = operations.symbol("w");
            writeInFull = operations.symbol("write");
        }

        void examine() {
            int looked = 0;
            for (int op : partition.ops()) {
                if ((looked++ & LOOKS) == LOOKS) {
                    budget.require();
                }
                take(op);
            }
            groups.forEach(this::examine);
        }

        private void take(int op) {
            int value = partition.isOk(op) ? partition.output()[op] : partition.argument(op);
            if (operations.isNil(value)) {
                return;
            }
            if (!operations.isSequence(value)) {
                throw wrong(op);
            }
            int end = operations.tape.skip(value);
            int reads = 0;
            int writes = 0;
            for (int at = value + 1; at < end; at = operations.tape.skip(at)) {
                if (!operations.isSequence(at) || at + 1 >= operations.tape.skip(at)) {
                    throw wrong(op);
                }
                int name = operations.nameAt(at + 1);
                reads += name >= 0 && (name == read || name == readInFull) ? 1 : 0;
                writes += name >= 0 && (name == write || name == writeInFull) ? 1 : 0;
            }
            if (writes == 1 && reads == 0 && operations.tape.skip(value + 1) == end) {
                takeWrite(op, value + 1);
            } else if (reads > 0 && writes == 0 && reads == count(value)) {
                if (partition.isOk(op)) {
                    takeRead(op, value, reads);
                }
            } else if (end > value + 1) {
                throw wrong(op);
            }
        }

        private int count(int value) {
            int count = 0;
            int end = operations.tape.skip(value);
            for (int at = value + 1; at < end; at = operations.tape.skip(at)) {
                count++;
            }
            return count;
        }

        private RuntimeException wrong(int op) {
            return operations.complaint(
                    op, "a transaction of the long-fork workload is either one [:w k v] or a list of [:r k v]");
        }

        /** Where the element of a micro-operation begins, from 0; it must have so many. */
        private int element(int op, int microOp, int number) {
            int at = microOp + 1;
            int end = operations.tape.skip(microOp);
            for (int i = 0; i < number && at < end; i++) {
                at = operations.tape.skip(at);
            }
            if (at >= end) {
                throw wrong(op);
            }
            return at;
        }

        private int key(int op, int microOp) {
            int key = keys.at(element(op, microOp, 1));
            if (key < 0) {
                throw operations.complaint(op, "a key cannot be nil");
            }
            return key;
        }

        private void takeWrite(int op, int microOp) {
            if (partition.isFailed(op)) {
                return;
            }
            int key = key(op, microOp);
            if (operations.isNil(element(op, microOp, 2))) {
                throw operations.complaint(
                        op, "writes nil, which is what an unwritten key reads; right would be a value");
            }
            if (writers.putIfAbsent(key, op) != null) {
                findings.undecided("key " + keys.text(key)
                        + " is written more than once, but this check knows only keys that are written once");
            }
        }

        private void takeRead(int op, int value, int count) {
            if (groupSize.isPresent() && groupSize.getAsLong() != count) {
                throw operations.complaint(
                        op,
                        "reads " + count + " keys; right would be " + groupSize.getAsLong() + ", as --group-size says");
            }
            int[][] pairs = new int[count][];
            int i = 0;
            int end = operations.tape.skip(value);
            for (int at = value + 1; at < end; at = operations.tape.skip(at)) {
                int key = key(op, at);
                int there = operations.tape.skip(element(op, at, 1));
                int number = there < operations.tape.skip(at) ? operations.valueAt(there) : -1;
                pairs[i++] = new int[] {key, number};
            }
            Arrays.sort(pairs, Comparator.comparingInt(pair -> pair[0]));
            List<Integer> ids = new ArrayList<>(count);
            BitSet written = new BitSet(count);
            for (int place = 0; place < count; place++) {
                int key = pairs[place][0];
                ids.add(key);
                if (place > 0 && key == pairs[place - 1][0]) {
                    throw operations.complaint(op, "reads key " + keys.text(key) + " twice; right would be once");
                }
                if (pairs[place][1] >= 0) {
                    written.set(place);
                    saw(key, pairs[place][1]);
                }
            }
            if (count > 1) {
                findings.judged();
            }
            if (!written.isEmpty() && written.cardinality() < count) {
                findings.addOpportunities(1);
            }
            groups.computeIfAbsent(ids, unused -> new HashMap<>()).putIfAbsent(written, op);
        }

        private void saw(int key, int value) {
            Integer before = seen.putIfAbsent(key, value);
            if (before != null && before != value) {
                findings.undecided("reads show two values of key " + keys.text(key)
                        + ", but this check knows only keys that are written once");
            }
        }

        private void examine(List<Integer> group, Map<BitSet, Integer> firsts) {
            budget.require();
            List<State> states = new ArrayList<>();
            firsts.forEach((written, op) -> states.add(new State(written, op)));
            states.sort(Comparator.<State>comparingInt(state -> state.written().cardinality())
                    .thenComparingInt(State::op));
            for (int i = 1; i < states.size(); i++) {
                State one = states.get(i - 1);
                State other = states.get(i);
                int mine = one.beyond(other);
                if (mine >= 0) {
                    int theirs = other.beyond(one);
                    findings.exclude("snapshot-isolation");
                    findings.add(
                            NAME,
                            "",
                            Math.max(operations.completed[one.op()], operations.completed[other.op()]),
                            group.size(),
                            () -> story(one.op(), other.op(), group.get(mine), group.get(theirs)));
                }
            }
        }

        private Example story(int one, int other, int mine, int theirs) {
            StoryBuilder story = new StoryBuilder(operations)
                    .show(one, Example.Kind.READ, "sees " + keys.text(mine) + ", not " + keys.text(theirs))
                    .show(other, Example.Kind.READ, "sees " + keys.text(theirs) + ", not " + keys.text(mine));
            Integer writesMine = writers.get(mine);
            Integer writesTheirs = writers.get(theirs);
            if (writesMine != null && writesTheirs != null) {
                story.show(writesMine, Example.Kind.ADD, "writes " + keys.text(mine))
                        .show(writesTheirs, Example.Kind.ADD, "writes " + keys.text(theirs));
                edges(story, writesMine, one, writesTheirs, mine, theirs);
                edges(story, writesTheirs, other, writesMine, theirs, mine);
            }
            return story.build(
                    "two reads disagree which of " + keys.text(mine) + " and " + keys.text(theirs)
                            + " was written first",
                    story.name(one) + " sees the write of " + keys.text(mine) + " and not yet that of "
                            + keys.text(theirs) + ", and " + story.name(other)
                            + " the other way round: there is no order of the two writes in which both are snapshots.");
        }

        private void edges(StoryBuilder story, int writer, int reader, int next, int key, int nextKey) {
            story.edge(
                            writer,
                            reader,
                            EdgeType.WR,
                            story.name(reader) + " saw what " + story.name(writer) + " wrote to " + keys.text(key))
                    .edge(
                            reader,
                            next,
                            EdgeType.RW,
                            story.name(reader) + " did not see what " + story.name(next) + " wrote to "
                                    + keys.text(nextKey));
        }
    }
}
