package dev.skewer.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.TestSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search, on tests that fail by chance as a model says, by a clock that the tests move. */
class ShrinkerTest {
    private static final Duration LIMIT = Duration.ofHours(10);

    private final TestSpec original = TestSpec.builder()
            .defects(List.of("half-snapshot", "greedy-compaction"))
            .faults(List.of("flush", "compact", "gc"))
            .concurrency(16)
            .keys(64)
            .rate(1_000)
            .opTimeout(Duration.ofSeconds(9))
            .durability("sync")
            .seed(7)
            .build();
    private final List<TestSpec> tried = new ArrayList<>();
    private long now;
    private boolean isWished;

    /**
     * A race that comes after so many operations on average, at random; never, where that is infinite. Each operation takes a millisecond.
     *
     * @param seed of the chance
     * @param mean by the test
     */
    private Trial race(long seed, ToDoubleFunction<TestSpec> mean) {
        Random random = new Random(seed);
        return (spec, limit) -> {
            tried.add(spec);
            double needed = -Math.log(1 - random.nextDouble()) * mean.applyAsDouble(spec);
            long bound = spec.ops() > 0 ? spec.ops() : 50_000;
            boolean isFound = spec.failFast() && needed <= bound;
            long ops = isFound ? (long) Math.ceil(needed) : bound;
            now += ops * 1_000_000;
            return new Trial.Outcome(isFound ? Trial.Ending.FAILED : Trial.Ending.PASSED, ops);
        };
    }

    private Reduction shrink(Trial quick, Trial exact, Duration limit) {
        return new Shrinker(quick, exact, limit, () -> now, () -> isWished, text -> {}).shrink(original);
    }

    private static double needs(boolean isThere, double mean) {
        return isThere ? mean : Double.POSITIVE_INFINITY;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leavesWhatTheFailureNeeds(long seed) {
        Trial race = race(
                seed,
                spec -> needs(
                        spec.defects().contains("half-snapshot")
                                && spec.faultNames().contains("compact")
                                && spec.concurrency() >= 3,
                        400));
        Reduction reduction = shrink(race, race, LIMIT);
        TestSpec smallest = reduction.smallest();
        assertThat(smallest.defects()).as("seed %d", seed).containsExactly("half-snapshot");
        assertThat(smallest.faultNames()).containsExactly("compact");
        assertThat(smallest.keys()).isEqualTo(1);
        assertThat(smallest.concurrency()).isEqualTo(4);
        assertThat(smallest.rate()).isZero();
        assertThat(smallest.opTimeout()).isEqualTo(TestSpec.DEFAULT_OP_TIMEOUT);
        assertThat(smallest.durability()).isEqualTo("async");
        assertThat(smallest.timeLimit()).isNull();
        assertThat(smallest.seed()).isEqualTo(7);
        assertThat(smallest.isolation()).isEqualTo(original.isolation());
        assertThat(reduction.isProved()).isTrue();
        assertThat(reduction.stopped()).isEmpty();
        // At least 9 of 10, by the model: more than ln 10 times the mean.
        assertThat(smallest.ops()).isBetween((long) (400 * Math.log(10)), 40_000L);
        assertThat(reduction.proof().tries()).isGreaterThanOrEqualTo(35);
    }

    @Test
    void fewerProcessesThatTakeManyTimesAsLongAreNotSmaller() {
        Trial race = race(1, spec -> 10_000.0 / spec.concurrency() / spec.concurrency());
        assertThat(shrink(race, race, LIMIT).smallest().concurrency()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void whatFailsTooRarelyIsGivenMoreTimeAndAfterThatUp() {
        Trial race = race(1, spec -> spec.ops() == 0 ? 1e6 : 1e7);
        Reduction reduction = shrink(race, race, LIMIT);
        assertThat(reduction.isProved()).isFalse();
        assertThat(reduction.atLeast()).isLessThan(0.5);
        assertThat(tried.get(tried.size() - 1).timeLimit())
                .isEqualTo(Objects.requireNonNull(original.timeLimit()).multipliedBy(16));
    }

    @Test
    void theBoundOfOperationsIsRaisedWhereTheCommandNeedsMore() {
        Reduction reduction = shrink(race(1, spec -> 400), race(2, spec -> 8_000), LIMIT);
        assertThat(reduction.isProved()).isTrue();
        assertThat(reduction.smallest().ops()).isGreaterThan((long) (8_000 * Math.log(10)));
    }

    @Test
    void aCommandThatNeverFailsProvesNothing() {
        Reduction reduction = shrink(race(1, spec -> 400), race(2, spec -> Double.POSITIVE_INFINITY), LIMIT);
        assertThat(reduction.isProved()).isFalse();
        assertThat(reduction.stopped()).isEmpty();
    }

    /** The same, with so many milliseconds before the first operation. */
    private Trial starting(long millis, Trial trial) {
        return (spec, limit) -> {
            now += millis * 1_000_000;
            return trial.run(spec, limit);
        };
    }

    @Test
    void timeIsKeptForTheProof() {
        // 35 runs of a second and some 100 operations take 39 seconds.
        Trial race = race(4, spec -> 100);
        Reduction reduction = shrink(starting(300, race), starting(1_000, race), Duration.ofSeconds(55));
        assertThat(reduction.isCut()).as("%s", reduction).isTrue();
        assertThat(reduction.isProved()).as("%s", reduction).isTrue();
        assertThat(reduction.changes()).isNotEmpty();
    }

    @Test
    void whenTheTimeIsUpTheBestIsToldWithWhatWasMeasured() {
        Reduction reduction = shrink(race(1, spec -> 400), race(2, spec -> 4_000), Duration.ofSeconds(30));
        assertThat(reduction.isProved()).isFalse();
        assertThat(reduction.stopped()).isEqualTo("the time limit of 30s was reached");
        assertThat(reduction.found().failures()).isPositive();
    }

    @Test
    void aWishToStopKeepsTheBest() {
        Trial race = race(1, spec -> 400);
        Trial interrupted = (spec, limit) -> {
            isWished = tried.size() > 25;
            return isWished ? new Trial.Outcome(Trial.Ending.STOPPED, 0) : race.run(spec, limit);
        };
        Reduction reduction = shrink(interrupted, race, LIMIT);
        assertThat(reduction.stopped()).isEqualTo("interrupted");
        assertThat(reduction.isProved()).isFalse();
        assertThat(reduction.found().failures()).isGreaterThanOrEqualTo(5);
        assertThat(reduction.smallest().faults()).hasSizeLessThan(3);
    }

    @Test
    void aTestThatCannotRunIsTriedOnce() {
        Trial impossible = (spec, limit) -> {
            tried.add(spec);
            return new Trial.Outcome(Trial.Ending.IMPOSSIBLE, 0);
        };
        Reduction reduction = shrink(impossible, impossible, LIMIT);
        assertThat(reduction.found().isPossible()).isFalse();
        assertThat(tried).hasSize(1);
    }
}
