package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A correct store passes, and is never accused: histories too long for the oracle, of every sort of store that there is
 * nothing wrong with. Every other one says as little as it may of compacts and of journals read alone. Other histories
 * are drawn from another first seed, which is printed.
 *
 * <p>The long run: {@code mvn -pl checker test -Dtest=CorrectStoreTest -Dskewer.excludedGroups= -Dskewer.histories=10000
 * -Dskewer.seed=7}.
 */
class CorrectStoreTest {
    private static final long SEED = Long.getLong("skewer.seed", 77_000);

    @Test
    @Tag("thorough")
    void itPassesWithADozenInvocations() {
        assertThat(undecided("a dozen invocations", 100, 5, RandomHistories::ofACorrectStore))
                .isLessThanOrEqualTo(2);
    }

    @Test
    @Tag("thorough")
    void itPassesWithoutUnknownOutcomesHoweverManyProcessesShareAnInvocation() {
        assertThat(undecided("few invocations", 100, 60, seed -> {
                    Random random = new Random(seed);
                    int processes = 2 << random.nextInt(6);
                    return RandomHistories.ofABusyStore(
                            seed, 1 + random.nextInt(4), processes, 300 + random.nextInt(1200), 0);
                }))
                .isZero();
    }

    /** Stores that are not ours have no epochs to report; up to so many processes on an invocation, what reads show is enough. */
    @Test
    void itPassesIfItReportsNoEpochs() {
        assertThat(undecided("no epochs", 60, 60, seed -> {
                    Random random = new Random(seed);
                    int invocations = 1 + random.nextInt(4);
                    int processes = 2 + random.nextInt(3 * invocations);
                    return RandomHistories.withoutEpochs(
                            RandomHistories.ofABusyStore(seed, invocations, processes, 50 + random.nextInt(450), 0),
                            seed);
                }))
                .isZero();
    }

    @Test
    void itIsNotAccusedHoweverManyOutcomesAreUnknown() {
        assertThat(undecided("many unknown outcomes", 40, 2, seed -> {
                    Random random = new Random(seed);
                    return RandomHistories.ofABusyStore(seed, 4, 16, 300 + random.nextInt(1200), 10);
                }))
                .isLessThanOrEqualTo(8);
    }

    /** What was under way when the recording ended may have happened or not. */
    @Test
    void itPassesWhereverItsHistoryIsCutOff() {
        assertThat(undecided("many invocations, cut off", 100, 60, seed -> {
                    Random random = new Random(seed);
                    int ops = 300 + random.nextInt(1200);
                    List<SmallOp> whole =
                            RandomHistories.ofABusyStore(seed, 1 + random.nextInt(200), 2 << random.nextInt(6), ops, 0);
                    return SmallHistory.prefix(whole, 1 + random.nextInt(2 * ops));
                }))
                .isZero();
    }

    @Test
    @Tag("slow")
    void itPassesWithinTheDefaultBudget() {
        int histories = Integer.getInteger("skewer.histories", 1000);
        int undecided = undecided("within the default budget", histories, 60, seed -> {
            Random random = new Random(seed);
            return RandomHistories.ofABusyStore(seed, 4, 16, 300 + random.nextInt(1200), 10);
        });
        assertThat(undecided).isLessThanOrEqualTo(1 + histories / 1000);
    }

    @Test
    @Tag("slow")
    void itIsNotAccusedInLongHistories() {
        undecided("long histories", Integer.getInteger("skewer.histories", 1000) / 10, 10, seed -> {
            Random random = new Random(seed);
            return RandomHistories.ofABusyStore(seed, 4, 16, 1500 + random.nextInt(3500), 10);
        });
    }

    /** How many histories were not decided; fails if one was found wrong. */
    private static int undecided(String what, int histories, int seconds, LongFunction<List<SmallOp>> source) {
        List<Long> open = new ArrayList<>();
        for (long seed = SEED; seed < SEED + histories; seed++) {
            JournalHistoryBuilder builder = new JournalHistoryBuilder();
            SmallHistory.feed(source.apply(seed), builder);
            Verdict verdict = JournalChecker.check(builder.build(), Budget.of(Duration.ofSeconds(seconds), 128 << 20));
            assertThat(verdict.valid())
                    .as("seed %d of %s: %s", seed, what, verdict)
                    .isNotEqualTo(Validity.FALSE);
            if (verdict.valid() == Validity.UNKNOWN) {
                open.add(seed);
            }
        }
        System.out.printf("%s: %d histories from seed %d, %d undecided %s%n", what, histories, SEED, open.size(), open);
        return open.size();
    }
}
