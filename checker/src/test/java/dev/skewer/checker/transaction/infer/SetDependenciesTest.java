package dev.skewer.checker.transaction.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.SetReads;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependencies of sets, which go over nodes that stand for no transaction, are those between pairs of reads and adds. */
class SetDependenciesTest {
    /** So many adds that stretches of them are covered by branches of a tree. */
    private static final int TRANSACTIONS = 120;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.5})
    void nodesBetweenStandForAllPairs(double divergence) {
        for (long seed = 0; seed < 8; seed++) {
            TransactionHistory h = history(new Random(seed), divergence).columns();
            try (Workers workers = new Workers(1)) {
                Inference inference = new SetInference(h, new KeyGroups(h), workers, Budget.unlimited()).inference();
                TransactionGraph graph = TransactionGraph.of(inference.nodes(), inference.edges());
                for (int t = 0; t < h.size; t++) {
                    int from = t;
                    assertThat(ends(graph, t, EdgeType.WR, h.size))
                            .as("wr from %d, seed %d", t, seed)
                            .isEqualTo(pairs(h, other -> depends(h, from, other, EdgeType.WR)));
                    assertThat(ends(graph, t, EdgeType.RW, h.size))
                            .as("rw from %d, seed %d", t, seed)
                            .isEqualTo(pairs(h, other -> depends(h, from, other, EdgeType.RW)));
                }
                assertThat(graph.edges()).isLessThan(divergence == 0 ? 20 * h.microOps : h.microOps * h.microOps);
            }
        }
    }

    /** Transactions one after the other that read a set and add to it, in whatever order and number; some reads miss a few elements. */
    private static TinyHistory history(Random random, double divergence) {
        List<Transaction> transactions = new ArrayList<>();
        TreeSet<Integer> state = new TreeSet<>();
        int element = 0;
        for (int i = 0; i < TRANSACTIONS; i++) {
            List<MicroOp> microOps = new ArrayList<>();
            TreeSet<Integer> now = new TreeSet<>(state);
            // Some see an old state, as at snapshot isolation.
            now.removeIf(each -> each > state.size() - random.nextInt(3) * 10);
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                if (random.nextBoolean()) {
                    microOps.add(MicroOp.write(0, ++element));
                    now.add(element);
                } else {
                    now.removeIf(each -> random.nextDouble() < divergence / 10);
                    microOps.add(MicroOp.read(0, List.copyOf(now)));
                }
            }
            microOps.stream().filter(m -> !m.reads()).forEach(m -> state.add(m.written()));
            transactions.add(new Transaction(0, Outcome.OK, 2 * i, 2 * i + 1, microOps));
        }
        return new TinyHistory(DataType.SET, transactions);
    }

    /** The transactions at the ends of the edges of a type that leave one. */
    private static Set<Integer> ends(TransactionGraph graph, int from, EdgeType type, int transactions) {
        TreeSet<Integer> ends = new TreeSet<>();
        TreeSet<Integer> seen = new TreeSet<>();
        ArrayDeque<Integer> left = new ArrayDeque<>();
        left.add(from);
        while (!left.isEmpty()) {
            int node = left.remove();
            for (int at = graph.first(node); at < graph.first(node + 1); at++) {
                boolean counts = node == from ? graph.type(at) == type.code() : graph.type(at) == EdgeList.PASS;
                if (counts && graph.target(at) < transactions) {
                    ends.add(graph.target(at));
                } else if (counts && seen.add(graph.target(at))) {
                    left.add(graph.target(at));
                }
            }
        }
        return ends;
    }

    private static Set<Integer> pairs(TransactionHistory h, IntPredicate depends) {
        TreeSet<Integer> all = new TreeSet<>();
        IntStream.range(0, h.size).filter(depends).forEach(all::add);
        return all;
    }

    private static boolean depends(TransactionHistory h, int from, int to, EdgeType type) {
        int reader = type == EdgeType.RW ? from : to;
        int adder = type == EdgeType.RW ? to : from;
        for (int read = h.firstMicroOp[reader]; from != to && read < h.endMicroOp[reader]; read++) {
            for (int add = h.firstMicroOp[adder]; h.reads(read) && add < h.endMicroOp[adder]; add++) {
                if (!h.reads(add)
                        && (type == EdgeType.WR ? SetReads.has(h, read, add) : SetReads.lacks(h, read, add))) {
                    return true;
                }
            }
        }
        return false;
    }
}
