package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.FixedHistories;
import dev.skewer.checker.journal.oracle.FixedHistories.Case;
import dev.skewer.checker.journal.search.JournalSearch;
import dev.skewer.checker.journal.search.OrderReplay;
import dev.skewer.checker.journal.search.RestartedSearch;
import dev.skewer.checker.journal.search.SearchSpace;
import dev.skewer.checker.journal.search.SearchStrategy;
import dev.skewer.checker.journal.search.SearchStrategy.Thrift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search decides everything by itself, also what the checker does not need it for. */
class JournalSearchTest {
    private static final long MANY_STEPS = 20_000;

    private static int[] invocations(JournalHistory history) {
        return IntStream.range(0, history.invocationCount()).toArray();
    }

    @Test
    void itSaysWhatTheOracleSays() {
        for (Case next : FixedHistories.some()) {
            JournalHistory history = next.history();
            RestartedSearch search = new RestartedSearch(
                    history, new InvocationParts(history), invocations(history), Budget.unlimited());
            assertThat(search.run(MANY_STEPS))
                    .as(next::toString)
                    .isEqualTo(next.linearizable() ? Validity.TRUE : Validity.FALSE);
            assertThat(search.steps()).isPositive();
            if (next.linearizable()) {
                assertThat(next.isExplainedBy(search.order()))
                        .as(next::toString)
                        .isTrue();
            } else {
                assertThat(search.stuckAt()).isBetween(-1, history.ops - 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, 16376",
        "NONE, 1, 16434",
        "NONE, 2, 16317",
        "NONE, 3, 16318",
        "UNTRACED, 0, 16284",
        "UNTRACED, 1, 16364",
        "ALL, 0, 16082",
        "ALL, 2, 16128"
    })
    void whateverAnAttemptPrefersOrLeavesOutItIsRightAndTakesFewSteps(Thrift thrift, long seed, long most) {
        int missed = 0;
        long steps = 0;
        int found = 0;
        for (Case next : FixedHistories.some()) {
            JournalHistory history = next.history();
            SearchSpace space = new SearchSpace(history, new InvocationParts(history), invocations(history));
            JournalSearch search = new JournalSearch(
                    space, new SearchStrategy(thrift, seed, new BitSet()), Budget.unlimited(), MANY_STEPS);
            Validity result = search.run();
            steps += search.steps();
            if (result == Validity.TRUE) {
                assertThat(next.isExplainedBy(search.order()))
                        .as(next::toString)
                        .isTrue();
                found++;
            } else {
                assertThat(result).as(next::toString).isEqualTo(Validity.FALSE);
                missed += next.linearizable() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(200);
        // Only what leaves something out may overlook an order, and seldom does.
        assertThat(missed).isLessThanOrEqualTo(thrift == Thrift.ALL ? 4 : 0);
        // Whatever is offered in vain, or remembered for nothing, would make it more.
        assertThat(steps).isLessThanOrEqualTo(most);
    }

    @Test
    void amongManyUnknownOutcomesItFindsAnOrderInFewSteps() {
        long steps = 0;
        for (Case next : FixedHistories.doubtful()) {
            JournalHistory history = next.history();
            RestartedSearch search = new RestartedSearch(
                    history, new InvocationParts(history), invocations(history), Budget.unlimited());
            assertThat(search.run(MANY_STEPS)).as(next::toString).isEqualTo(Validity.TRUE);
            assertThat(next.isExplainedBy(search.order())).as(next::toString).isTrue();
            steps += search.steps();
        }
        assertThat(steps).isLessThanOrEqualTo(30_122);
    }

    /** What is passed over on the way back from a dead end, or taken for a dead end, must not be what was needed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatACorrectStoreDidIsNeverRuledOut(int portion) {
        int found = 0;
        for (Case next : FixedHistories.tangled(portion * 500, (portion + 1) * 500)) {
            JournalHistory history = next.history();
            SearchSpace space = new SearchSpace(history, new InvocationParts(history), invocations(history));
            JournalSearch search = new JournalSearch(
                    space, SearchStrategy.EXHAUSTIVE, Budget.of(Duration.ofMinutes(1), 64 << 20), MANY_STEPS);
            Validity result = search.run();
            assertThat(result).as(next::toString).isNotEqualTo(Validity.FALSE);
            found += result == Validity.TRUE ? 1 : 0;
        }
        assertThat(found).isGreaterThan(460);
    }

    @Test
    void withoutMemoryOrTimeOrStepsItGivesUp() {
        JournalHistory history = FixedHistories.ofManyOperations().history();
        Budget plenty = Budget.of(Duration.ofMinutes(1), 8 << 20);
        assertThat(attempt(history, plenty, MANY_STEPS)).isEqualTo(Validity.TRUE);
        // An int at least for each part and each event.
        Budget small = Budget.of(Duration.ofMinutes(1), 12L * history.ops);
        assertThat(attempt(history, small, MANY_STEPS)).isEqualTo(Validity.UNKNOWN);
        Budget late = Budget.of(Duration.ofNanos(-1), 8 << 20);
        assertThat(attempt(history, late, MANY_STEPS)).isEqualTo(Validity.UNKNOWN);
        assertThat(attempt(history, plenty, 1)).isEqualTo(Validity.UNKNOWN);
    }

    private static Validity attempt(JournalHistory history, Budget budget, long steps) {
        SearchSpace space = new SearchSpace(history, new InvocationParts(history), invocations(history));
        return new JournalSearch(space, new SearchStrategy(Thrift.NONE, 0, new BitSet()), budget, steps).run();
    }

    @Test
    void anOrderIsReplayedByTheModel() {
        Random random = new Random(7);
        int right = 0;
        int wrong = 0;
        for (Case next : FixedHistories.some()) {
            JournalHistory history = next.history();
            int[] witness = next.witness();
            assertThat(OrderReplay.explains(history, witness)).isEqualTo(next.isExplainedBy(witness));
            for (int i = 0; i < 6; i++) {
                int[] order = Arrays.stream(altered(next.size(), witness, random))
                        .filter(op -> !next.isUnanswered(op))
                        .toArray();
                boolean explains = next.isExplainedBy(order);
                assertThat(OrderReplay.explains(history, order))
                        .as(() -> Arrays.toString(order) + " of " + next)
                        .isEqualTo(explains);
                right += explains ? 1 : 0;
                wrong += explains ? 0 : 1;
            }
        }
        assertThat(right).isGreaterThan(100);
        assertThat(wrong).isGreaterThan(1_000);
    }

    private static int[] altered(int ops, int[] witness, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.of(
                        witness.length > 0 ? witness : IntStream.range(0, ops).toArray())
                .boxed()
                .toList());
        if (order.isEmpty()) {
            return new int[0];
        }
        int at = random.nextInt(order.size());
        switch (random.nextInt(4)) {
            case 0 -> order.remove(at);
            case 1 -> order.add(random.nextInt(order.size() + 1), random.nextInt(ops));
            case 2 -> order.add(random.nextInt(order.size()), order.remove(at));
            default -> {
                int other = Math.min(order.size() - 1, at + 1);
                order.set(at, order.set(other, order.get(at)));
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
