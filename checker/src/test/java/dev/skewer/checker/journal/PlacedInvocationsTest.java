package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.RandomHistories;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** It makes no difference to the verdict on how many threads invocations are placed. */
class PlacedInvocationsTest {
    @Property(tries = 300)
    void theNumberOfThreadsIsInNoVerdict(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 2, max = 40) int threads) {
        JournalHistory history = RandomHistories.history(seed);
        InvocationParts groups = new InvocationParts(history);
        Verdict one = JournalCheck.check(history, groups, 1, Budget.unlimited());
        assertThat(JournalCheck.check(history, groups, threads, Budget.unlimited()))
                .isEqualTo(one);
    }

    @Property(tries = 300)
    void theSharesAreAllInvocationsEachOnce(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 1, max = 40) int shares) {
        InvocationParts groups = new InvocationParts(RandomHistories.history(seed));
        assertThat(groups.share(0, shares)).isZero();
        assertThat(groups.share(shares, shares)).isEqualTo(groups.start.length - 1);
        for (int i = 0; i < shares; i++) {
            assertThat(groups.share(i, shares)).isLessThanOrEqualTo(groups.share(i + 1, shares));
        }
    }

    @Test
    void theThreadsAreGoneAfterwards() {
        JournalHistory history = RandomHistories.history(10);
        PlacedInvocations.all(history, new InvocationParts(history), 4, Budget.unlimited());
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(Workers.THREAD_NAME);
    }
}
