package dev.skewer.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left fails, and nothing in it can be spared. */
class DeltaDebuggingTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheElementsThatAreNeededTogether(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Integer> all = numbers(random.nextInt(20));
            Set<Integer> needed = new HashSet<>(all);
            needed.removeIf(each -> random.nextInt(4) > 0);
            assertThat(DeltaDebugging.minimize(all, part -> part.containsAll(needed)))
                    .as("seed %d, all %s, needed %s", seed, all, needed)
                    .containsExactlyElementsOf(
                            all.stream().filter(needed::contains).toList());
        }
    }

    /** Any set of failing parts, also such that more fails less: compared with the definition. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsLeftFailsAndDoesNotWithoutAnyOfItsElements(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int size = 1 + random.nextInt(8);
            List<Integer> all = numbers(size);
            Set<List<Integer>> failing = new HashSet<>(Set.of(all));
            for (int part = 0; part < 1 << size; part++) {
                int bits = part;
                if (random.nextInt(4) == 0) {
                    failing.add(
                            all.stream().filter(each -> (bits >> each & 1) == 1).toList());
                }
            }
            Predicate<List<Integer>> fails = failing::contains;
            List<Integer> left = DeltaDebugging.minimize(all, fails);
            assertThat(fails.test(left))
                    .as("seed %d: %s of %s", seed, left, failing)
                    .isTrue();
            for (Integer each : left) {
                var without = new ArrayList<>(left);
                without.remove(each);
                assertThat(fails.test(without))
                        .as("seed %d: %s of %s", seed, without, failing)
                        .isFalse();
            }
        }
    }

    @Test
    void oneAmongManyIsFoundWithFewTests() {
        int[] tests = {0};
        List<Integer> left = DeltaDebugging.minimize(numbers(1_024), part -> {
            tests[0]++;
            return part.contains(700);
        });
        assertThat(left).containsExactly(700);
        assertThat(tests[0]).isLessThanOrEqualTo(1 + 2 * 10);
    }
}
