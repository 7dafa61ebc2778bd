package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.checker.journal.oracle.RandomHistories.Sort;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Random histories that are the same in each run, and what the oracle says of them, which is worked out once. */
public final class FixedHistories {
    /** Up to 17 operations each, of any sort. */
    static final List<Case> SHORT = cases(2_000, RandomHistories::any);

    /** 15 to 45 operations each. */
    static final List<Case> LONGER = cases(400, RandomHistories::longer);

    private FixedHistories() {}

    /** One in four of all of them, and those whose store reports less than it might. */
    public static List<Case> some() {
        return IntStream.range(0, SHORT.size() + LONGER.size())
                .filter(i -> i % 4 == 0 || !at(i).sample().complete())
                .mapToObj(FixedHistories::at)
                .toList();
    }

    private static Case at(int i) {
        return i < SHORT.size() ? SHORT.get(i) : LONGER.get(i - SHORT.size());
    }

    /** Histories of a correct store with 100 operations each, of which one in ten or five has an unknown outcome. */
    public static List<Case> doubtful() {
        return LongStream.range(0, 120)
                .mapToObj(seed -> new Sample(
                        Sort.VALID, "", true, RandomHistories.ofABusyStore(seed, 1 + (int) seed % 4, 8, 100, 10)))
                .map(sample -> new Case(sample, true))
                .toList();
    }

    /** Histories of a correct store of which a search has to guess most. */
    public static List<Case> tangled(int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(seed -> new Sample(Sort.VALID, "", false, RandomHistories.tangled(seed)))
                .map(sample -> new Case(sample, true))
                .toList();
    }

    /** A history of a correct store with 3,000 operations on two invocations. */
    public static Case ofManyOperations() {
        return new Case(new Sample(Sort.VALID, "", true, RandomHistories.ofABusyStore(1, 2, 8, 3_000, 0)), true);
    }

    private static List<Case> cases(int count, LongFunction<Sample> source) {
        return LongStream.range(0, count)
                .mapToObj(source)
                .map(sample -> new Case(sample, Oracle.linearizable(sample.ops())))
                .toList();
    }

    /** A history and what the oracle says of it. */
    public static final class Case {
        private final Sample sample;
        private final boolean linearizable;

        private Case(Sample sample, boolean linearizable) {
            this.sample = sample;
            this.linearizable = linearizable;
        }

        /** The history as the checker takes it; its operations are numbered by invocation. */
        public JournalHistory history() {
            JournalHistoryBuilder builder = new JournalHistoryBuilder();
            SmallHistory.feed(ops(), builder);
            return builder.build();
        }

        /** Whether some order explains it. */
        public boolean linearizable() {
            return linearizable;
        }

        /** How many operations there are. */
        public int size() {
            return ops().size();
        }

        /** Whether an operation is a read that did not return: it says nothing and stands in no order. */
        public boolean isUnanswered(int op) {
            return ops().get(op).call().isRead() && ops().get(op).end() != End.OK;
        }

        /** The numbers of the operations in an order that explains it; empty if there is none. */
        public int[] witness() {
            List<SmallOp> witness = Oracle.explain(ops());
            return witness == null
                    ? new int[0]
                    : witness.stream().mapToInt(ops()::indexOf).toArray();
        }

        /** Whether an order of some operations explains all of them, by the definition. */
        public boolean isExplainedBy(int[] order) {
            BitSet there = new BitSet();
            State state = State.EMPTY;
            for (int i = 0; i < order.length; i++) {
                SmallOp op = ops().get(order[i]);
                if (there.get(order[i]) || op.end() == End.FAIL) {
                    return false;
                }
                there.set(order[i]);
                for (int j = 0; j < i; j++) {
                    if (op.precedes(ops().get(order[j]))) {
                        return false;
                    }
                }
                Outcome outcome = JournalModel.apply(state, op.call());
                if (outcome == null || (op.result() != null && !op.result().agreesWith(outcome.result()))) {
                    return false;
                }
                state = outcome.state();
            }
            for (int i = 0; i < ops().size(); i++) {
                if (ops().get(i).end() == End.OK && !there.get(i)) {
                    return false;
                }
            }
            return true;
        }

        /**
         * The versions of an invocation on the way through an order that explains the history.
         *
         * @return before the first operation and after each, whether there was an invocation (0), is (1) or was (2); and its
         *     epoch, length and first index
         */
        public List<List<Integer>> versions(int[] order, int id) {
            List<List<Integer>> versions = new ArrayList<>();
            State state = State.EMPTY;
            versions.add(version(state, id));
            for (int op : order) {
                state = Objects.requireNonNull(
                                JournalModel.apply(state, ops().get(op).call()))
                        .state();
                versions.add(version(state, id));
            }
            return versions;
        }

        private static List<Integer> version(State state, int id) {
            Invocation live = state.live(id);
            return live == null
                    ? List.of(state.isPurged(id) ? 2 : 0, 0, 0, 0)
                    : List.of(1, live.epoch(), live.length(), live.first());
        }

        @Override
        public String toString() {
            return SmallHistory.edn(ops());
        }

        Sample sample() {
            return sample;
        }

        List<SmallOp> ops() {
            return sample.ops();
        }
    }
}
