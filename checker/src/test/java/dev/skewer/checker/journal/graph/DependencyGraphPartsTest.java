package dev.skewer.checker.journal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.oracle.RandomHistories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A graph does not tell how its invocations came into it: one by one, from another graph, or out and in again. */
class DependencyGraphPartsTest {
    private static final int HISTORIES = 100;

    private JournalHistory h = RandomHistories.history(1);
    private InvocationParts groups = new InvocationParts(h);

    /** A graph of those invocations that have an order of their own, or what is wrong with it. */
    private DependencyGraph graph(IntPredicate invocations) {
        DependencyGraph graph = new DependencyGraph(h);
        add(graph, invocations);
        return graph;
    }

    private void add(DependencyGraph graph, IntPredicate invocations) {
        InvocationCheck check = new InvocationCheck(h, groups);
        IntStream.range(0, h.invocationCount()).filter(invocations).forEach(i -> {
            if (check.checkBriefly(i, Budget.unlimited()) != Validity.UNKNOWN) {
                graph.add(check.scope, check.placement);
            }
        });
    }

    /** What a graph says of its operations, of those that it finds wrong as well. */
    private List<String> contents(DependencyGraph graph, IntPredicate invocations, IntPredicate operations) {
        List<String> contents = new ArrayList<>();
        IntStream.range(0, h.invocationCount()).filter(invocations).forEach(i -> {
            for (int a = 0; a < h.ops; a++) {
                for (int b = 0; b < h.ops; b++) {
                    if (graph.orders(i, a, b)) {
                        contents.add(i + ": " + a + " before " + b);
                    }
                }
            }
        });
        for (boolean isChecked : new boolean[] {false, true}) {
            IntStream.range(0, h.ops)
                    .filter(operations)
                    .forEach(op ->
                            contents.add(isChecked + " " + op + ": " + graph.earliest[op] + ", " + graph.latest[op]));
            graph.check(new Reports());
        }
        return contents;
    }

    private static final class Reports implements DependencyGraph.Report {
        private final List<String> all = new ArrayList<>();

        @Override
        public void cycle(int[] cycle) {
            all.add("cycle " + Arrays.toString(cycle));
        }

        @Override
        public void lateness(int[] path) {
            all.add("lateness " + Arrays.toString(path));
        }
    }

    private static List<String> reports(DependencyGraph graph) {
        Reports reports = new Reports();
        graph.check(reports);
        return reports.all;
    }

    private static List<String> cycles(DependencyGraph graph) {
        return reports(graph).stream()
                .filter(report -> report.startsWith("cycle"))
                .toList();
    }

    /** The invocations that an operation concerns; none if it failed, or asked and got no answer. */
    private BitSet invocations(int op) {
        BitSet invocations = new BitSet();
        for (int i = 0; i < h.invocationCount(); i++) {
            boolean isThere = Arrays.stream(groups.part, groups.start[i], groups.start[i + 1])
                    .anyMatch(p -> h.partOp[p] == op);
            invocations.set(i, isThere);
        }
        return invocations;
    }

    @Test
    void aGraphTakesInvocationsFromAnotherAndGivesThemBack() {
        int reported = 0;
        int vanished = 0;
        for (long seed = 1; seed < HISTORIES; seed++) {
            if (seed % 10 == 0) {
                continue;
            }
            Random random = new Random(seed);
            h = RandomHistories.history(seed);
            groups = new InvocationParts(h);
            int split = random.nextInt(h.invocationCount() + 1);
            BitSet some = new BitSet();
            IntStream.range(0, h.invocationCount())
                    .filter(i -> random.nextBoolean())
                    .forEach(some::set);

            DependencyGraph whole = graph(i -> true);
            DependencyGraph joined = graph(i -> i < split);
            joined.addAll(graph(i -> i >= split));
            assertThat(contents(joined, i -> true, op -> true))
                    .as("seed %d", seed)
                    .isEqualTo(contents(whole, i -> true, op -> true));
            boolean isRight = reports(whole).isEmpty();
            assertThat(reports(joined)).as("seed %d", seed).isEqualTo(reports(whole));
            reported += isRight ? 0 : 1;
            // What is found wrong is told once, in each graph.
            DependencyGraph without = graph(i -> !some.get(i));
            reports(without);
            for (int op = 0; op < h.ops; op++) {
                assertThat(joined.isTentative(op)).as("seed %d", seed).isEqualTo(whole.isTentative(op));
            }

            // Out of a graph that nothing was asked of yet.
            DependencyGraph fresh = graph(i -> true);
            fresh.remove(some, groups);
            assertThat(cycles(fresh)).as("seed %d", seed).isEqualTo(cycles(without));
            vanished += cycles(whole).equals(cycles(without)) ? 0 : 1;

            joined.remove(some, groups);
            IntPredicate isApart = op -> !invocations(op).intersects(some);
            IntPredicate isWithin = op -> {
                BitSet rest = invocations(op);
                rest.andNot(some);
                return rest.isEmpty() && !invocations(op).isEmpty();
            };
            for (DependencyGraph left : List.of(joined, fresh)) {
                assertThat(contents(left, i -> true, isApart))
                        .as("seed %d", seed)
                        .isEqualTo(contents(without, i -> true, isApart));
            }
            for (int op = 0; op < h.ops; op++) {
                assertThat(joined.isTentative(op))
                        .as("seed %d, operation %d", seed, op)
                        .isEqualTo(without.isTentative(op)
                                || whole.isTentative(op)
                                || invocations(op).intersects(some));
                if (isWithin.test(op)) {
                    assertThat(joined.earliest[op]).as("seed %d", seed).isEqualTo(h.invokeRank[op]);
                    assertThat(joined.latest[op]).as("seed %d", seed).isEqualTo(h.completeRank[op]);
                }
            }

            add(joined, some::get);
            assertThat(reports(joined).isEmpty()).isEqualTo(isRight);
            assertThat(contents(joined, i -> true, op -> true))
                    .as("seed %d", seed)
                    .isEqualTo(contents(whole, i -> true, op -> true));
        }
        assertThat(reported).isPositive();
        assertThat(vanished).isPositive();
    }
}
