package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.journal.explain.Cast;
import dev.skewer.checker.journal.explain.Findings;
import dev.skewer.checker.journal.explain.Story;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.FindingBuffer;
import dev.skewer.history.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final List<Finding> ALL = List.of(Finding.values());

    private final List<String> told = new ArrayList<>();
    private final Findings findings = new Findings();

    private Supplier<Story> story(String name) {
        return () -> {
            told.add(name);
            return new Story(name, new Cast(new JournalHistory(new Symbols())), name, Story.Basis.SHOWN);
        };
    }

    private Anomaly anomaly(String name) {
        return Objects.requireNonNull(findings.anomalies().get(name));
    }

    @Test
    void theFirstInTimeIsAnExampleAndTheFirstOfTheSmallest() {
        assertThat(findings.isEmpty()).isTrue();
        findings.add(Finding.STALE_READ, 20, 7, false, story("second in time"));
        findings.add(Finding.STALE_READ, 30, 3, false, story("smallest"));
        findings.add(Finding.STALE_READ, 10, 9, false, story("first in time"));
        findings.add(Finding.STALE_READ, 10, 3, false, story("no earlier and no smaller"));
        assertThat(findings.isEmpty()).isFalse();
        assertThat(anomaly("stale-read").examples())
                .extracting(Example::contradiction)
                .containsExactly("first in time", "smallest");
        // A story that would not be kept is not told.
        assertThat(told).doesNotContain("no earlier and no smaller");
    }

    @Test
    void oneThatIsBothIsShownOnce() {
        findings.add(Finding.GAP, 5, 1, false, story("both"));
        findings.add(Finding.GAP, 6, 2, false, story("neither"));
        assertThat(anomaly("gap").examples()).extracting(Example::contradiction).containsExactly("both");
    }

    @Test
    void eachAnomalyIsCountedAndEachSortOfIt() {
        findings.add(Finding.SKEW_STATE, 1, 1, false, story("a"));
        findings.add(Finding.SKEW_LENGTH, 2, 1, false, story("b"));
        findings.add(Finding.SKEW_STATE, 3, 1, false, story("c"));
        findings.add(Finding.LOST_APPEND, 4, 1, false, story("d"));
        assertThat(findings.anomalies()).containsOnlyKeys("read-skew", "lost-append");
        assertThat(anomaly("read-skew").count()).isEqualTo(3);
        assertThat(anomaly("read-skew").kinds()).isEqualTo(Map.of("state", 2L, "other-number-of-rows", 1L));
        assertThat(anomaly("lost-append").count()).isEqualTo(1);
        assertThat(anomaly("lost-append").kinds()).isEmpty();
    }

    @Test
    void whatWasCollectedApartIsAsIfItHadBeenCollectedTogether() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Findings together = new Findings();
            Findings joined = new Findings();
            for (int part = 0; part < 4; part++) {
                Findings apart = new Findings();
                for (int i = random.nextInt(5); i > 0; i--) {
                    Finding finding = ALL.get(random.nextInt(6) * 6);
                    int rank = random.nextInt(10);
                    int size = random.nextInt(5);
                    boolean realTime = random.nextBoolean();
                    String name = part + "." + i;
                    together.add(finding, rank, size, realTime, story(name));
                    apart.add(finding, rank, size, realTime, story(name));
                }
                joined.addAll(apart);
            }
            assertThat(joined.anomalies()).as("seed %d", seed).isEqualTo(together.anomalies());
            assertThat(joined.excluded()).isEqualTo(together.excluded());
            assertThat(joined.isEmpty()).isEqualTo(together.isEmpty());
        }
    }

    @Test
    void whatIsNotDefiniteCanBeTakenBack() {
        FindingBuffer buffer = new FindingBuffer();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.anyDefinite()).isFalse();
        for (int i = 0; i < 100; i++) {
            buffer.add(ALL.get(i % ALL.size()), i, 2 * i - 1, i > 0 && i % 3 == 0);
        }
        assertThat(buffer.size()).isEqualTo(100);
        assertThat(buffer.isEmpty()).isFalse();
        assertThat(buffer.anyDefinite()).isTrue();
        buffer.keepDefinite();
        assertThat(buffer.size()).isEqualTo(33);
        for (int i = 0; i < 33; i++) {
            int k = 3 * i + 3;
            assertThat(buffer.finding(i)).isEqualTo(ALL.get(k % ALL.size()));
            assertThat(buffer.part(i)).isEqualTo(k);
            assertThat(buffer.witness(i)).isEqualTo(2 * k - 1);
            assertThat(buffer.isDefinite(i)).isTrue();
        }
        buffer.clear();
        assertThat(buffer.isEmpty()).isTrue();
        buffer.add(Finding.GAP, 1, 2, false);
        assertThat(buffer.anyDefinite()).isFalse();
        buffer.keepDefinite();
        assertThat(buffer.isEmpty()).isTrue();
    }
}
