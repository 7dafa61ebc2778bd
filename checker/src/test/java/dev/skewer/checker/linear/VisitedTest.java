package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.search.Visited;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory of a search: what it refuses, what it takes, and what happens when there is no more of it. */
class VisitedTest {
    /** What is known of a configuration beside the calls of unknown outcome that it has spent. */
    private record Place(int frontier, int state, long open) {}

    @Test
    void aConfigurationIsRefusedIfOneLikeItHasSpentNoMore() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            var allowance = new Allowance(1 << 30);
            var visited = new Visited(allowance, 1, 2);
            Map<Place, List<long[]>> spendings = new HashMap<>();
            int added = 0;
            for (int i = 0; i < 20_000; i++) {
                Place place = new Place(random.nextInt(40), random.nextInt(3), random.nextInt(1 + seed));
                long[] spent = {0x11L << random.nextInt(4), random.nextInt(4)};
                List<long[]> known = spendings.computeIfAbsent(place, p -> new ArrayList<>());
                boolean isWorse =
                        known.stream().anyMatch(each -> (each[0] & ~spent[0]) == 0 && (each[1] & ~spent[1]) == 0);
                int entry = visited.add(place.frontier, place.state, new long[] {place.open}, spent, added - 1, i);
                assertThat(entry).as("seed %d, configuration %d", seed, i).isEqualTo(isWorse ? -1 : added);
                if (!isWorse) {
                    known.add(spent);
                    added++;
                }
            }
            assertThat(visited.size()).isEqualTo(added);
            visited.free();
            assertThat(allowance.held()).isZero();
        }
    }

    @Test
    void whatWasAddedCanBeReadAgainAfterGrowing() {
        var visited = new Visited(new Allowance(1 << 30), 1, 1);
        int entries = 200_000;
        for (int i = 0; i < entries; i++) {
            assertThat(visited.add(i, 2 * i, new long[] {3L * i}, new long[] {-1L - i}, i - 1, i ^ 5))
                    .isEqualTo(i);
        }
        for (int i = 0; i < entries; i++) {
            assertThat(visited.frontier(i)).isEqualTo(i);
            assertThat(visited.state(i)).isEqualTo(2 * i);
            assertThat(visited.open(i, 0)).isEqualTo(3L * i);
            assertThat(visited.spent(i, 0)).isEqualTo(-1L - i);
            assertThat(visited.from(i)).isEqualTo(i - 1);
            assertThat(visited.call(i)).isEqualTo(i ^ 5);
        }
    }

    @Test
    void withoutMemoryNothingIsAddedAndWhatIsKnownIsStillRefused() {
        for (long limit = 10_000; limit < 20_000_000; limit *= 3) {
            var allowance = new Allowance(limit);
            var visited = new Visited(allowance, 1, 0);
            int i = 0;
            while (visited.add(i, 0, new long[1], new long[0], -1, 0) != Visited.FULL) {
                i++;
            }
            assertThat(allowance.held()).isBetween(limit / 4, limit);
            assertThat(visited.size()).isEqualTo(i);
            for (int known = 0; known < i; known++) {
                assertThat(visited.add(known, 0, new long[1], new long[0], -1, 0))
                        .isEqualTo(Visited.DOMINATED);
            }
            allowance.limitTo(3 * limit);
            assertThat(visited.add(i, 0, new long[1], new long[0], -1, 0)).isEqualTo(i);
        }
    }

    /** Wherever memory ends, amid the buckets too, what was taken is what is given back. */
    @Test
    void withoutMemoryItHoldsWhatItCounts() {
        for (long limit = 1_000_000; limit < 2_800_000; limit += 60_000) {
            var allowance = new Allowance(limit, limit);
            var visited = new Visited(allowance, 1, 0);
            int i = 0;
            while (visited.add(i, 0, new long[1], new long[0], -1, 0) != Visited.FULL) {
                i++;
            }
            assertThat(allowance.held()).as("limit %d", limit).isBetween(limit / 2, limit);
            visited.free();
            assertThat(allowance.held()).as("limit %d", limit).isZero();
        }
    }

    @Test
    void aConfigurationMayBeLongerThanAPage() {
        var visited = new Visited(new Allowance(1 << 30), 3_000, 60_000);
        long[] open = new long[3_000];
        long[] spent = new long[60_000];
        for (int i = 0; i < 20; i++) {
            open[i] = 1;
            assertThat(visited.add(1, 1, open, spent, -1, 0)).isEqualTo(i);
        }
        spent[59_999] = 1;
        assertThat(visited.add(1, 1, open, spent, -1, 0)).isEqualTo(Visited.DOMINATED);
    }

    /** Hashes have 32 bits: of so many configurations some have the same. */
    @Test
    void configurationsWithTheSameHashAreToldApart() {
        Random random = new Random(1);
        var visited = new Visited(new Allowance(1 << 30), 1, 0);
        long[] open = {0};
        for (int i = 0; i < 400_000; i++) {
            open[0] = random.nextLong();
            assertThat(visited.add(1, 1, open, new long[0], -1, 0)).isEqualTo(i);
        }
    }

    @Test
    void theFarthestIsTheFirstOfThoseWithTheFarthestFrontierAndTheMostCallsBeyondIt() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            var visited = new Visited(new Allowance(1 << 30), 1, 0);
            int expected = 0;
            for (int i = 0; i < 20; i++) {
                int entry = visited.add(
                        random.nextInt(4), i, new long[] {random.nextInt(8) | 1L << 60}, new long[0], -1, 0);
                int known = Long.bitCount(visited.open(entry, 0)) + visited.frontier(entry);
                assertThat(visited.known(entry)).isEqualTo(known);
                boolean isFarther = visited.frontier(entry) > visited.frontier(expected)
                        || (visited.frontier(entry) == visited.frontier(expected) && known > visited.known(expected));
                expected = isFarther ? entry : expected;
            }
            assertThat(visited.farthest()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void eachWordOfAConfigurationCanBeReadAgain() {
        var visited = new Visited(new Allowance(1 << 30), 3, 2);
        int entry = visited.add(5, 6, new long[] {1, 2, 3}, new long[] {4, 5}, -1, 0);
        assertThat(IntStream.range(0, 3).mapToLong(word -> visited.open(entry, word)))
                .containsExactly(1L, 2L, 3L);
        assertThat(IntStream.range(0, 2).mapToLong(word -> visited.spent(entry, word)))
                .containsExactly(4L, 5L);
    }
}
