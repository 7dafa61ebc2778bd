package dev.skewer.checker.linear.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerCodesTest {
    @Test
    void eachIntegerHasItsCode() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            IntegerCodes codes = new IntegerCodes();
            Map<Integer, Integer> expected = new HashMap<>();
            int bits = 1 + random.nextInt(31);
            for (int i = 0; i < 5_000; i++) {
                int key = (int) (random.nextInt() & ((1L << bits) - 1));
                assertThat(codes.get(key))
                        .as("seed %d", seed)
                        .isEqualTo(expected.getOrDefault(key, IntegerCodes.MISSING));
                if (!expected.containsKey(key)) {
                    codes.put(key, expected.size());
                    expected.put(key, expected.size());
                }
            }
            expected.forEach((key, code) -> assertThat(codes.get(key)).isEqualTo(code));
            assertThat(codes.get(Integer.MAX_VALUE))
                    .isEqualTo(expected.getOrDefault(Integer.MAX_VALUE, IntegerCodes.MISSING));
        }
    }
}
