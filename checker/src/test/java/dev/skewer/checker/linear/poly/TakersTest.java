package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the sharing out of removals against the definition of a deadline and all ways to share. */
class TakersTest {
    @Test
    void thereIsATakerForEachDeadlineIfAndOnlyIfTheyCanBeSharedOut() {
        int possible = 0;
        int deadlines = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            Stays stays = random(random);
            int[] deadline = new int[stays.calls.size];
            Takers takers = new Takers(stays);
            for (int call = 0; call < deadline.length; call++) {
                deadline[call] = stays.isStuck(call) ? firstEmptyAfter(stays, call) : stays.time.size;
                for (int more = stays.isStuck(call) ? random.nextInt(3) : 0; more > 0; more--) {
                    int before = random.nextInt(4) == 0 ? NONE : random.nextInt(deadline.length);
                    takers.deadline(call, before);
                    deadline[call] = before == NONE ? deadline[call] : Math.min(deadline[call], stays.end[before]);
                }
                deadlines += deadline[call] < stays.time.size ? 1 : 0;
            }
            int[] taker = takers.share();
            boolean expected = canShare(stays, deadline, 0, new boolean[deadline.length]);
            assertThat(taker.length).as("seed %d", seed).isEqualTo(expected ? deadline.length : 0);
            for (int call = 0; call < taker.length; call++) {
                if (taker[call] != NONE) {
                    assertThat(stays.isStuck(call) && stays.isLostRemoval(taker[call]))
                            .isTrue();
                    assertThat(Arrays.stream(taker).filter(i -> i != NONE)).doesNotHaveDuplicates();
                    assertThat(stays.begin[taker[call]]).as("seed %d", seed).isLessThan(deadline[call]);
                } else if (stays.isStuck(call)) {
                    assertThat(deadline[call]).as("seed %d", seed).isEqualTo(stays.time.size);
                }
            }
            possible += expected ? 1 : 0;
        }
        System.out.printf("%d of 2000 can be shared out, %d deadlines%n", possible, deadlines);
        assertThat(possible).isBetween(500, 1_500);
    }

    @Test
    void whatCannotBeSharedOutIsExplainedByTheValuesAndTheirDeadlines() {
        // Two values go in, one removal is lost, then the container is empty; later another value goes in.
        Stays stays = stays(
                SmallCall.of(Stays.INSERT, 0, NONE),
                SmallCall.unknown(Stays.REMOVE, NONE, NONE),
                SmallCall.of(Stays.INSERT, 1, NONE),
                SmallCall.of(Stays.REMOVE, NONE, NONE),
                SmallCall.of(Stays.INSERT, 2, NONE),
                SmallCall.of(Stays.REMOVE, NONE, NONE));
        assertThat(new Takers(stays).share()).isEmpty();
        assertThat(new Takers(stays).tooFew().calls()).containsExactly(0, 2, 3);
    }

    @Test
    void aValueWhoseRemovalSetsADeadlineIsNamedWithBothItsCalls() {
        Stays stays = stays(
                SmallCall.of(Stays.INSERT, 0, NONE),
                SmallCall.of(Stays.INSERT, 1, NONE),
                SmallCall.of(Stays.REMOVE, 1, NONE),
                SmallCall.unknown(Stays.REMOVE, NONE, NONE));
        Takers takers = new Takers(stays);
        takers.deadline(0, 2);
        assertThat(takers.share()).isEmpty();
        assertThat(takers.tooFew().calls()).containsExactly(0, 1, 2);
    }

    @Test
    void theEarliestOfAllIsTheRemovalThatWasInvokedFirst() {
        Stays stays = stays(
                SmallCall.of(Stays.INSERT, 0, NONE),
                SmallCall.of(Stays.REMOVE, NONE, NONE),
                SmallCall.unknown(Stays.REMOVE, NONE, NONE),
                SmallCall.of(Stays.INSERT, 1, NONE),
                SmallCall.unknown(Stays.REMOVE, NONE, NONE));
        int[] taker = Takers.earliestForAll(stays);
        assertThat(taker[0]).isEqualTo(2);
        assertThat(taker[3]).isEqualTo(2);
    }

    /** The completion of the empty answer that ended first of those that began after a value was in. */
    private static int firstEmptyAfter(Stays stays, int stay) {
        return IntStream.range(0, stays.calls.size)
                .filter(stays::isEmptyAnswer)
                .filter(call -> stays.begin[call] > stays.end[stay])
                .map(call -> stays.end[call])
                .min()
                .orElse(stays.time.size);
    }

    /** Tries every way to give the values from one on, where they have a deadline, a removal each that began before it. */
    private static boolean canShare(Stays stays, int[] deadline, int call, boolean[] used) {
        if (call == deadline.length) {
            return true;
        }
        if (deadline[call] == stays.time.size) {
            return canShare(stays, deadline, call + 1, used);
        }
        for (int removal = 0; removal < used.length; removal++) {
            if (stays.isLostRemoval(removal) && !used[removal] && stays.begin[removal] < deadline[call]) {
                used[removal] = true;
                boolean shared = canShare(stays, deadline, call + 1, used);
                used[removal] = false;
                if (shared) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Stays random(Random random) {
        List<SmallCall> calls = new ArrayList<>();
        UnaryOperator<SmallCall> anywhere = RandomHistories.anywhere(random);
        for (int size = 1 + random.nextInt(10); calls.size() < size; ) {
            calls.add(anywhere.apply(
                    switch (random.nextInt(5)) {
                        case 0, 1 -> SmallCall.of(Stays.INSERT, calls.size(), NONE);
                        case 2 -> SmallCall.of(Stays.REMOVE, NONE, NONE);
                        default -> SmallCall.unknown(Stays.REMOVE, NONE, NONE);
                    }));
        }
        return new Stays(SmallCall.columns(calls, random, 1));
    }

    private static Stays stays(SmallCall... calls) {
        return new Stays(SmallCall.sequence(calls));
    }
}
