package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinTreeTest {
    @Test
    void itFindsTheFirstValueOfARangeThatIsBelowABound() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(20);
            int[] values = new int[size];
            Arrays.fill(values, Integer.MAX_VALUE);
            MinTree tree = new MinTree(size);
            for (int change = 0; change < 30; change++) {
                int index = random.nextInt(size);
                if (random.nextInt(3) == 0) {
                    values[index] = Integer.MAX_VALUE;
                    tree.clear(index);
                } else {
                    values[index] = random.nextInt(10) - 5;
                    tree.set(index, values[index]);
                }
                assertThat(IntStream.range(0, size).map(tree::get))
                        .as("seed %d", seed)
                        .containsExactly(box(values));
                int from = random.nextInt(size);
                int to = from + 1 + random.nextInt(size - from);
                int bound = random.nextInt(12) - 6;
                int expected = IntStream.range(from, to)
                        .filter(i -> values[i] < bound)
                        .findFirst()
                        .orElse(NONE);
                assertThat(tree.firstBelow(from, to, bound))
                        .as(
                                "seed %d: first below %d of %s from %d to %d",
                                seed, bound, Arrays.toString(values), from, to)
                        .isEqualTo(expected);
            }
        }
    }

    private static Integer[] box(int[] values) {
        return Arrays.stream(values).boxed().toArray(Integer[]::new);
    }
}
