package dev.skewer.workloads.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChanceTest {
    /** Pinned: seeds in old reports must go on meaning what they meant. */
    @Test
    void aSeedMeansTheSameForEver() {
        // The first number is SplitMix64's published one for seed 1234567.
        assertThat(new Seed(1_234_567).dice().nextLong()).isEqualTo(6_457_827_717_110_365_317L);
        assertThat(new Seed(42).split(7).value()).isEqualTo(3039441986299714336L);
        assertThat(new Seed(42).split("faults").value()).isEqualTo(1656613545426246829L);
    }

    @Test
    void splitsDiffer() {
        Set<Long> values = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            values.add(seed);
            for (long branch = -50; branch < 50; branch++) {
                values.add(new Seed(seed).split(branch).value());
                values.add(new Seed(seed).split(branch).split(branch).value());
            }
        }
        assertThat(values).hasSize(100 + 2 * 100 * 100);
    }

    @Property
    void numbersStayInTheirBounds(@ForAll long seed, @ForAll @IntRange(min = 1) int bound) {
        Dice dice = new Seed(seed).dice();
        assertThat(dice.below(bound)).isBetween(0, bound - 1);
        assertThat(dice.between(-5, 5)).isBetween(-5, 5);
        assertThat(dice.fraction()).isGreaterThanOrEqualTo(0).isLessThan(1);
        assertThatThrownBy(() -> dice.below(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void smallBoundsAreEven() {
        Dice dice = new Seed(5).dice();
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            counts[dice.below(6)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_500, 10_500);
        }
    }

    @Property(tries = 20)
    void zipfFollowsItsLaw(@ForAll long seed, @ForAll @IntRange(min = 2, max = 100) int n) {
        Zipf zipf = new Zipf(n, 1);
        Dice dice = new Seed(seed).dice();
        int[] counts = new int[n];
        for (int i = 0; i < 20_000; i++) {
            counts[zipf.draw(dice)]++;
        }
        double harmonic = 0;
        for (int rank = 1; rank <= n; rank++) {
            harmonic += 1.0 / rank;
        }
        assertThat(counts[0] / 20_000.0).isCloseTo(1 / harmonic, within(0.02));
        assertThat(counts[1] / 20_000.0).isCloseTo(1 / harmonic / 2, within(0.02));
    }

    @Test
    void zipfOfOneKeyIsThatKey() {
        assertThat(new Zipf(1, 1).draw(new Seed(1).dice())).isZero();
    }
}
