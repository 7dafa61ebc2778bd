package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.TransitionTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransitionTableTest {
    private static final long BYTES_PER_SLOT = 12;

    @Test
    void itRemembersTheLastValueOfEachKey() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            var table = new TransitionTable(new Allowance(1 << 30));
            Map<Long, Integer> expected = new HashMap<>();
            for (int i = 0; i < 3_000; i++) {
                long key = (long) random.nextInt(100) << 32 | random.nextInt(50);
                assertThat(table.get(key)).as("seed %d", seed).isEqualTo(expected.getOrDefault(key, 0));
                int value = 1 + random.nextInt(9);
                table.put(key, value);
                expected.put(key, value);
            }
            expected.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
        }
    }

    @Test
    void itHoldsTwiceToFourTimesAsManySlotsAsKeys() {
        var allowance = new Allowance(1 << 30);
        var table = new TransitionTable(allowance);
        int grown = 0;
        for (int keys = 1; keys <= 10_000; keys++) {
            table.put(keys, 1);
            // What a table has at first is not counted.
            long slots = 64 + allowance.held() / BYTES_PER_SLOT;
            assertThat(slots).as("%d keys", keys).isBetween(Math.max(64L, 2L * keys), Math.max(64L, 4L * keys));
            grown = keys;
        }
        assertThat(grown).isEqualTo(10_000);
    }

    @Test
    void withoutMemoryItForgetsRatherThanGrows() {
        for (long limit : new long[] {0, 1_100, 1_800, 20_000}) {
            var allowance = new Allowance(limit, limit);
            var table = new TransitionTable(allowance);
            Map<Long, Integer> put = new HashMap<>();
            for (long key = 0; key < 20_000; key++) {
                int value = (int) key % 7 + 1;
                table.put(key, value);
                put.put(key, value);
                assertThat(table.get(key)).isEqualTo(value);
                assertThat(allowance.held()).isBetween(0L, limit);
                long any = key / 2;
                assertThat(table.get(any)).isIn(0, put.get(any));
            }
            // The first growth takes 128 slots: what it got of that before it was refused is given back.
            if (limit < 128 * BYTES_PER_SLOT) {
                assertThat(allowance.held()).as("limit %d", limit).isZero();
            }
        }
    }
}
