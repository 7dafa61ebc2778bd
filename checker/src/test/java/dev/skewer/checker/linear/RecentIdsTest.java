package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    /** As its owners use it, with what does not fit in a map. */
    @Test
    void eachThingKeepsItsIdWhereverItsGroupIs() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            RecentIds recent = new RecentIds();
            Map<Integer, Integer> latestOf = new HashMap<>();
            Map<Integer, Integer> others = new HashMap<>();
            int size = 0;
            for (int i = 0; i < 3_000; i++) {
                // A thing's number says its latest part; NONE has a group, too.
                int thing = random.nextInt(1 + i);
                int latest = thing / 3 - 1;
                Integer known = latestOf.put(thing, latest) == null ? null : thing;
                Integer found = others.get(thing);
                int slot = recent.group(latest);
                int end = slot + RecentIds.GROUP;
                while (found == null && slot < end && recent.get(slot) != RecentIds.FREE) {
                    found = recent.get(slot) == thing ? thing : null;
                    slot++;
                }
                assertThat(found).as("seed %d", seed).isEqualTo(known);
                if (found == null && slot < end) {
                    recent.put(slot, thing);
                    size++;
                } else if (found == null) {
                    others.put(thing, thing);
                }
            }
            assertThat(size).as("seed %d", seed).isGreaterThan(others.size());
        }
    }
}
