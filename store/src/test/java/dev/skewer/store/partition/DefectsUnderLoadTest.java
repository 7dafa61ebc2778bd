package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What random clients see of each defect, and do not see of a sound store. */
class DefectsUnderLoadTest {
    private static final int ROUNDS = 20;
    private static final int ROUND_MILLIS = 250;

    @TempDir
    Path directory;

    static Stream<Defect> thoseThatNeedNothingElse() {
        return Stream.of(Defect.values()).filter(defect -> defect.trigger() == Defect.Trigger.NONE);
    }

    @ParameterizedTest
    @MethodSource("thoseThatNeedNothingElse")
    void eachDefectShowsItsAnomaly(Defect defect) throws Exception {
        // As many short rounds as it takes: where it shows at once, the test is fast.
        Map<String, Integer> found = new TreeMap<>();
        for (int round = 0; round < ROUNDS && !found.containsKey(defect.anomaly()); round++) {
            found = findings(ReadIsolation.SNAPSHOT, EnumSet.of(defect), 1, ROUND_MILLIS, round);
        }
        assertThat(found).containsKey(defect.anomaly());
    }

    static Stream<Defect> thoseThatNeedMore() {
        return Stream.of(Defect.values()).filter(defect -> defect.trigger() != Defect.Trigger.NONE);
    }

    @ParameterizedTest
    @MethodSource("thoseThatNeedMore")
    void whatNeedsACrashDoesNotShowWithout(Defect defect) throws Exception {
        assertThat(findings(ReadIsolation.SNAPSHOT, EnumSet.of(defect), 2, ROUND_MILLIS, 3))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPSHOT", "LOCKED"})
    void aSoundStoreShowsNothing(ReadIsolation isolation) throws Exception {
        assertThat(findings(isolation, Set.of(), 1, 1000, 1)).isEmpty();
        assertThat(findings(isolation, Set.of(), 3, 1000, 2)).isEmpty();
    }

    @Test
    void committedReadsAreSkewed() throws Exception {
        Map<String, Integer> found = Map.of();
        for (int round = 0; round < ROUNDS && !found.containsKey("read-skew"); round++) {
            found = findings(ReadIsolation.COMMITTED, Set.of(), 1, ROUND_MILLIS, round);
        }
        assertThat(found.keySet()).contains("read-skew").isSubsetOf("read-skew", "intermediate-read");
    }

    private Map<String, Integer> findings(
            ReadIsolation isolation, Set<Defect> defects, int partitions, long millis, long seed) throws Exception {
        Durability durability = defects.stream()
                .map(Defect::durability)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Durability.ASYNC);
        StoreOptions options = StoreOptions.builder()
                .defects(defects)
                .durability(durability)
                .partitions(partitions)
                .build();
        Path home = directory.resolve(isolation + "-" + partitions + "-" + seed);
        try (PartitionStore store = PartitionStore.open(home, options)) {
            RandomLoad load = new RandomLoad(store, isolation, seed);
            List<RandomLoad.Op> ops = load.run(millis);
            return Findings.of(ops, load.finalReads());
        }
    }
}
