package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastAboveTest {
    @Test
    void itFindsTheCallThatCompletedFirstOfAllAboveAPosition() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int positions = 1 + random.nextInt(40);
            int calls = random.nextInt(30);
            int[] end = RandomHistories.shuffledIds(random, calls).stream()
                    .mapToInt(i -> i)
                    .toArray();
            int[] at = new int[calls];
            LeastAbove tree = new LeastAbove(positions, end);
            for (int added = 0; ; added++) {
                for (int position = 0; position < positions; position++) {
                    assertThat(tree.above(position))
                            .as("seed %d, %d calls, above %d", seed, added, position)
                            .isEqualTo(naive(position, at, end, added));
                }
                if (added == calls) {
                    break;
                }
                at[added] = random.nextInt(positions);
                tree.add(at[added], added);
            }
        }
    }

    private static int naive(int position, int[] at, int[] end, int added) {
        return IntStream.range(0, added)
                .filter(call -> at[call] > position)
                .reduce((a, b) -> end[a] < end[b] ? a : b)
                .orElse(NONE);
    }
}
