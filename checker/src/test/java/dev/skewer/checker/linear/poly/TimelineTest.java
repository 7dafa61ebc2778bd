package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void eventsKeepTheOrderOfTheirRanksAndAreNumberedWithoutGaps() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            // Wide gaps between ranks are sorted, narrow ones counted.
            Calls calls = random(random, 1 + random.nextInt(1 << random.nextInt(8)));
            TreeMap<Integer, Integer> byRank = new TreeMap<>();
            for (int call = 0; call < calls.size; call++) {
                byRank.put(calls.invoked[call], call);
                if (!calls.isUnknown(call)) {
                    byRank.put(calls.completed[call], ~call);
                }
            }
            Timeline timeline = new Timeline(calls);
            assertThat(timeline.size).as("seed %d", seed).isEqualTo(byRank.size());
            assertThat(timeline.event)
                    .as("seed %d", seed)
                    .containsExactly(
                            byRank.values().stream().mapToInt(event -> event).toArray());
            for (int call = 0; call < calls.size; call++) {
                assertThat(timeline.event[timeline.begin[call]]).isEqualTo(call);
                if (calls.isUnknown(call)) {
                    assertThat(timeline.end[call]).isEqualTo(timeline.size);
                } else {
                    assertThat(timeline.event[timeline.end[call]]).isEqualTo(~call);
                }
            }
        }
    }

    private static Calls random(Random random, int gap) {
        List<SmallCall> calls = new ArrayList<>();
        for (int size = random.nextInt(8); calls.size() < size; ) {
            SmallCall call = random.nextInt(4) == 0 ? SmallCall.unknown(0, NONE, NONE) : SmallCall.of(0, NONE, NONE);
            calls.add(RandomHistories.anywhere(random).apply(call));
        }
        return SmallCall.columns(calls, random, gap);
    }
}
