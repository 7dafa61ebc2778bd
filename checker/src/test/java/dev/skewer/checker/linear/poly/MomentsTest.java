package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private record Moment(int call, int gap, int turn) {}

    @Test
    void callsComeByGapThenByTurnThenAsTheyWereAdded() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Moments moments = new Moments();
            List<Moment> expected = new ArrayList<>();
            for (int call = random.nextInt(60); call >= 0; call--) {
                Moment moment = new Moment(call, random.nextInt(5) - 1, random.nextInt(3));
                moments.add(moment.call, moment.gap, moment.turn);
                expected.add(moment);
            }
            expected.sort(Comparator.comparingInt(Moment::gap).thenComparingInt(Moment::turn));
            assertThat(moments.order())
                    .as("seed %d", seed)
                    .containsExactly(expected.stream().mapToInt(Moment::call).toArray());
        }
    }
}
