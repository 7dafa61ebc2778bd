package dev.skewer.checker.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadConfigurationsTest {
    private record Configuration(long low, long high, long used, long more) {
        boolean standsFor(Configuration other) {
            return low == other.low && high == other.high && (used & ~other.used) == 0 && (more & ~other.more) == 0;
        }
    }

    /** As a list of them says it, which is looked through from the front. */
    @Test
    void oneThatHadUsedNoMoreStandsForAnother() {
        Random random = new Random(5);
        DeadConfigurations dead = new DeadConfigurations(2);
        List<Configuration> known = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < 3_000; i++) {
            Configuration next = new Configuration(
                    random.nextBoolean() ? random.nextInt(50) : random.nextInt(20) * 0x9E3779B97F4A7C15L,
                    random.nextInt(20),
                    random.nextInt(64),
                    random.nextInt(4));
            int number = dead.find(next.low(), next.high(), new long[] {next.used(), next.more()});
            if (number == DeadConfigurations.NOT_ADDED) {
                assertThat(known).noneMatch(each -> each.standsFor(next));
                continue;
            }
            if (number < 0) {
                assertThat(~number).isEqualTo(known.size());
                assertThat(known).noneMatch(each -> each.standsFor(next));
                known.add(next);
                dead.blame(~number, i);
                assertThat(dead.blame(~number)).isEqualTo(i);
            } else {
                assertThat(known.get(number).standsFor(next)).isTrue();
                found++;
            }
        }
        assertThat(found).isBetween(100, 2_900);
        assertThat(dead.bytes()).isBetween(40L * known.size(), 200L * known.size());
    }

    @Test
    void withoutSuchOperationsEachStandsForItself() {
        DeadConfigurations dead = new DeadConfigurations(0);
        long[] none = {};
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(dead.find(i, -i, none)).isEqualTo(round == 0 ? ~i : i);
            }
        }
    }
}
