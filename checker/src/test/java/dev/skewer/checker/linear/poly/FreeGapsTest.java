package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeGapsTest {
    @Test
    void aGapIsFreeUntilSomethingCoversItAndSaysWhatDidSoFirst() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int gaps = 1 + random.nextInt(20);
            int[] by = new int[gaps];
            Arrays.fill(by, NONE);
            FreeGaps free = new FreeGaps(gaps);
            for (int cover = 0; cover < 8; cover++) {
                int from = random.nextInt(gaps);
                int to = from + random.nextInt(gaps - from + 1);
                free.cover(from, to, cover);
                for (int gap = from; gap < to; gap++) {
                    by[gap] = by[gap] == NONE ? cover : by[gap];
                }
                int next = gaps;
                for (int gap = gaps; gap >= 0; gap--) {
                    next = gap < gaps && by[gap] == NONE ? gap : next;
                    assertThat(free.firstFrom(gap)).as("seed %d", seed).isEqualTo(next);
                }
                for (int gap = 0; gap < gaps; gap++) {
                    assertThat(free.coveredBy(gap)).as("seed %d", seed).isEqualTo(by[gap]);
                }
            }
        }
    }
}
