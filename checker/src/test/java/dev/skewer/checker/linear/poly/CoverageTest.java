package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void eachGapBecomesFreeWithTheLastIntervalThatCoversItAndIsTakenOnce() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int gaps = 1 + random.nextInt(20);
            List<int[]> intervals = new ArrayList<>();
            int[] covered = new int[gaps];
            for (int count = random.nextInt(12); count > 0; count--) {
                int from = random.nextInt(gaps);
                int to = from + 1 + random.nextInt(gaps - from);
                intervals.add(new int[] {from, to});
                Arrays.setAll(covered, gap -> covered[gap] + (from <= gap && gap < to ? 1 : 0));
            }
            Collections.shuffle(intervals, random);
            Coverage coverage = new Coverage(covered, gaps);
            boolean[] taken = new boolean[gaps];
            while (true) {
                for (int look = 0; look < 5; look++) {
                    int from = random.nextInt(gaps);
                    int to = from + 1 + random.nextInt(gaps - from);
                    int expected = free(covered, taken, from, to);
                    assertThat(coverage.takeFree(from, to))
                            .as("seed %d: %s from %d to %d", seed, Arrays.toString(covered), from, to)
                            .isEqualTo(expected);
                    if (expected != NONE) {
                        taken[expected] = true;
                    }
                }
                if (intervals.isEmpty()) {
                    break;
                }
                int[] interval = intervals.remove(0);
                coverage.remove(interval[0], interval[1]);
                for (int gap = interval[0]; gap < interval[1]; gap++) {
                    covered[gap]--;
                }
            }
        }
    }

    private static int free(int[] covered, boolean[] taken, int from, int to) {
        for (int gap = from; gap < to; gap++) {
            if (covered[gap] == 0 && !taken[gap]) {
                return gap;
            }
        }
        return NONE;
    }
}
