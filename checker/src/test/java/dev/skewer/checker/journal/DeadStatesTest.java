package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.search.DeadStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadStatesTest {
    private record Hash(long low, long high) {}

    @Test
    void aStateKeepsItsNumberAndAllThatItsFailureDependedOn() {
        Random random = new Random(3);
        DeadStates dead = new DeadStates();
        List<Hash> hashes = new ArrayList<>();
        List<Long> blames = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            // Halves alike, and slots that clash.
            long low = random.nextBoolean() ? random.nextLong() : random.nextInt(20);
            Hash hash = new Hash(low, random.nextInt(200));
            int known = hashes.indexOf(hash);
            int number = dead.find(hash.low(), hash.high());
            assertThat(number).isEqualTo(known < 0 ? ~hashes.size() : known);
            if (known < 0) {
                known = hashes.size();
                hashes.add(hash);
                blames.add(0L);
                assertThat(dead.blame(known)).isZero();
            }
            long more = 1L << random.nextInt(64);
            dead.addBlame(known, more);
            blames.set(known, blames.get(known) | more);
        }
        for (int i = 0; i < blames.size(); i++) {
            assertThat(dead.find(hashes.get(i).low(), hashes.get(i).high())).isEqualTo(i);
            assertThat(dead.blame(i)).isEqualTo(blames.get(i));
        }
    }

    @Test
    void aStateTakesThirtyTwoToEightyBytes() {
        DeadStates dead = new DeadStates();
        for (int i = 1; i <= 5_000; i++) {
            assertThat(dead.find(i * 0x9E3779B97F4A7C15L, i)).isEqualTo(~(i - 1));
            if (i > 64) {
                assertThat(dead.bytes()).as("%d states", i).isBetween(32L * i, 80L * i);
            }
        }
    }
}
