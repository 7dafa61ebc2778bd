package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.FixedHistories.Case;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checker says what the oracle says of {@link FixedHistories}, in portions that take a moment each: quick enough to be
 * asked of every mutant of the checker.
 */
class FixedHistoriesTest {
    private static final int PORTION = 200;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void theCheckerSaysWhatTheOracleSays(int portion) {
        holds(FixedHistories.SHORT.subList(portion * PORTION, (portion + 1) * PORTION), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void itSaysSoOfLongerHistories(int portion) {
        holds(FixedHistories.LONGER.subList(portion * PORTION, (portion + 1) * PORTION), 1);
    }

    @Test
    void itSaysSoWhereManyInvocationsShareABit() {
        holds(FixedHistories.SHORT.subList(0, PORTION), Long.SIZE);
    }

    private static void holds(List<Case> cases, int step) {
        for (Case next : cases) {
            List<SmallOp> ops = next.ops();
            String complaint =
                    Comparison.complaint(step == 1 ? ops : SmallHistory.spread(ops, step), next.linearizable());
            assertThat(complaint).as(() -> SmallHistory.edn(ops)).isNull();
        }
    }

    /**
     * Where no outcome is unknown, hardly a history leaves a choice to search over: no time is needed, no memory. (One of
     * hundreds has an absent invocation that was read before its first append or after its purge, or a compact between trims.)
     */
    @Test
    void whatIsDeterminedIsDecidedWithoutASearch() {
        List<Case> determined = Stream.concat(FixedHistories.SHORT.stream(), FixedHistories.LONGER.stream())
                .filter(next -> next.sample().complete())
                .filter(next -> next.ops().stream().noneMatch(SmallOp::isIndeterminate))
                .toList();
        assertThat(determined).hasSizeGreaterThan(600);
        assertThat(undecidedWithoutASearch(determined)).isLessThanOrEqualTo(3);
    }

    /** The same with unknown outcomes: most of the time what others saw says what became of them. */
    @Test
    void unknownOutcomesSeldomNeedASearch() {
        List<Case> doubtful = Stream.concat(FixedHistories.SHORT.stream(), FixedHistories.LONGER.stream())
                .filter(next -> next.sample().complete())
                .filter(next -> next.ops().stream().anyMatch(SmallOp::isIndeterminate))
                .toList();
        assertThat(doubtful).hasSizeGreaterThan(1_000);
        assertThat(undecidedWithoutASearch(doubtful)).isLessThanOrEqualTo(224);
    }

    /** The same where the store says less than it might: what is found wrong without a search is wrong. */
    @Test
    void whatAStoreLeavesOutMakesNothingWrong() {
        List<Case> incomplete = FixedHistories.SHORT.stream()
                .filter(next -> !next.sample().complete())
                .toList();
        assertThat(incomplete).hasSizeGreaterThan(100);
        assertThat(undecidedWithoutASearch(incomplete)).isLessThanOrEqualTo(145);
    }

    /** How many histories are not decided without a search; those that are must be so rightly. */
    private static int undecidedWithoutASearch(List<Case> cases) {
        int undecided = 0;
        for (Case next : cases) {
            Validity valid = JournalChecker.check(next.history(), Budget.of(Duration.ofNanos(-1), 0))
                    .valid();
            assertThat(valid)
                    .as(() -> SmallHistory.edn(next.ops()))
                    .isIn(next.linearizable() ? Validity.TRUE : Validity.FALSE, Validity.UNKNOWN);
            undecided += valid == Validity.UNKNOWN ? 1 : 0;
        }
        return undecided;
    }

    /**
     * What a correct store did is never wrong, and no oracle needs to say so: many short histories, without unknown outcomes and
     * with some, in which a place that is chosen too boldly shows.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatACorrectStoreDidIsNeverWrong(int portion) {
        for (long seed = portion * 1_500L; seed < (portion + 1) * 1_500L; seed++) {
            int size = 9 + (int) (seed % 5);
            List<SmallOp> certain = RandomHistories.ofABusyStore(seed, 1 + (int) (seed % 3) / 2, 6, size, 0);
            assertThat(check(certain)).as(() -> SmallHistory.edn(certain)).isEqualTo(Validity.TRUE);
            List<SmallOp> doubtful = RandomHistories.ofABusyStore(~seed, 1 + (int) (seed % 3) / 2, 6, size, 12);
            assertThat(check(doubtful)).as(() -> SmallHistory.edn(doubtful)).isEqualTo(Validity.TRUE);
        }
    }

    /** Histories too long for the oracle: right as they are, and certainly wrong where a read comes back at the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLongHistoryOfACorrectStoreIsRightUntilAReadFromItsPastIsAdded(long seed) {
        Random random = new Random(seed);
        int invocations = 1 << random.nextInt(4);
        List<SmallOp> ops = RandomHistories.ofABusyStore(seed, invocations, 2 << random.nextInt(4), 600, 0);
        assertThat(check(ops)).as("seed %d", seed).isEqualTo(Validity.TRUE);
        List<SmallOp> old = new ArrayList<>(ops.stream()
                .filter(read -> ops.stream().anyMatch(later -> isOfALaterVersion(read, later)))
                .toList());
        Collections.shuffle(old, random);
        int end = ops.stream().mapToInt(SmallOp::invoked).max().orElseThrow() + ops.size();
        assertThat(old).hasSizeGreaterThan(2);
        for (SmallOp read : old.subList(0, 3)) {
            List<SmallOp> more = new ArrayList<>(ops);
            more.add(read.at(1_000, end, end + 1));
            assertThat(check(more)).as("seed %d, %s", seed, read).isEqualTo(Validity.FALSE);
        }
    }

    /** Whether an operation began after a read was over, and found another version of an invocation than that read. */
    private static boolean isOfALaterVersion(SmallOp read, SmallOp later) {
        return read.end() == End.OK
                && later.end() == End.OK
                && read.completed() < later.invoked()
                && read.result() instanceof Result.Views before
                && later.result() instanceof Result.Views after
                && before.views().stream()
                        .anyMatch(view -> after.views().stream().anyMatch(other -> isOfAnotherVersion(view, other)));
    }

    /** An absent invocation is left out: it may be absent again, once it is purged. */
    private static boolean isOfAnotherVersion(Result.View view, Result.View other) {
        return view.id() == other.id()
                && other.hasMetadata()
                && view.metadata() != null
                && !Objects.equals(view.metadata(), other.metadata());
    }

    private static Validity check(List<SmallOp> ops) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(ops, builder);
        return JournalChecker.check(builder.build(), Budget.of(Duration.ofSeconds(10), 1 << 28))
                .valid();
    }
}
