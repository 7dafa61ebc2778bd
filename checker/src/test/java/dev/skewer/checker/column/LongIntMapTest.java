package dev.skewer.checker.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongIntMapTest {
    @Test
    void itHasTheLastValueOfEachKey() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LongIntMap map = new LongIntMap();
            Map<Long, Integer> expected = new HashMap<>();
            for (int i = 0; i < 3_000; i++) {
                long key = (long) random.nextInt(40) << (random.nextBoolean() ? 32 : 0) | random.nextInt(40);
                assertThat(map.get(key)).as("seed %d", seed).isEqualTo(expected.getOrDefault(key, LongIntMap.MISSING));
                int value = random.nextInt(1000);
                map.put(key, value);
                expected.put(key, value);
            }
            expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
        }
    }

    @Test
    void anEntryTakesTwentyFourToFortyEightBytes() {
        LongIntMap map = new LongIntMap();
        for (int keys = 1; keys <= 5_000; keys++) {
            map.put(7L * keys, keys);
            if (keys >= 64) {
                assertThat(map.bytes()).as("%d keys", keys).isBetween(24L * keys, 48L * keys);
            }
        }
    }
}
