package dev.skewer.database.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.database.DataType;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.generator.Seed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an injected anomaly is, by definition: the levels that it breaks, and those that it leaves whole. */
class AnomalyScriptsTest {
    private static SmallHistory history(AnomalyScript script, DataType type, long seed) {
        return SmallHistory.of(new HistorySpec(
                type,
                Isolation.STRICT_SERIALIZABLE,
                script.transactions().size() + 1,
                script.lanes() + 1,
                HistorySpec.Keys.STANDARD,
                HistorySpec.Shape.STANDARD,
                0,
                0,
                new TreeMap<>(Map.of(script.name(), 1.0)),
                Set.of(),
                new Seed(seed)));
    }

    @ParameterizedTest
    @CsvSource({
        "G0, READ_UNCOMMITTED, ",
        "G1a, READ_COMMITTED, READ_UNCOMMITTED",
        "G1b, READ_COMMITTED, READ_UNCOMMITTED",
        "G1c, READ_COMMITTED, READ_UNCOMMITTED",
        "G-single, READ_ATOMIC, READ_COMMITTED",
        "G-nonadjacent, PREFIX SNAPSHOT_ISOLATION, PARALLEL_SNAPSHOT_ISOLATION",
        "G2-item, REPEATABLE_READ SERIALIZABLE, STRONG_SNAPSHOT_ISOLATION",
        "G2, SERIALIZABLE, REPEATABLE_READ STRONG_SNAPSHOT_ISOLATION",
        "write-skew, REPEATABLE_READ SERIALIZABLE, STRONG_SNAPSHOT_ISOLATION",
        "lost-update, PARALLEL_SNAPSHOT_ISOLATION SNAPSHOT_ISOLATION, CAUSAL_CERONE PREFIX",
        "long-fork, PREFIX SNAPSHOT_ISOLATION, PARALLEL_SNAPSHOT_ISOLATION",
        "dirty-update, READ_COMMITTED, READ_UNCOMMITTED",
        "duplicate-elements, READ_UNCOMMITTED, ",
        "incompatible-order, READ_UNCOMMITTED, ",
        "internal, READ_ATOMIC, READ_UNCOMMITTED",
        "garbage-read, READ_UNCOMMITTED, ",
        "future-read, READ_COMMITTED, READ_UNCOMMITTED",
        "G0-process, STRONG_SESSION_SNAPSHOT_ISOLATION, SERIALIZABLE",
        "G1c-process, STRONG_SESSION_SNAPSHOT_ISOLATION, SERIALIZABLE",
        "G-single-process, STRONG_SESSION_SNAPSHOT_ISOLATION, SERIALIZABLE",
        "G-nonadjacent-process, STRONG_SESSION_SNAPSHOT_ISOLATION, SERIALIZABLE",
        "G2-item-process, STRONG_SESSION_SERIALIZABLE, SERIALIZABLE STRONG_SESSION_SNAPSHOT_ISOLATION",
        "G0-realtime, STRONG_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE",
        "G1c-realtime, STRONG_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE",
        "G-single-realtime, STRONG_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE",
        "G-nonadjacent-realtime, STRONG_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE",
        "G2-item-realtime, STRICT_SERIALIZABLE, STRONG_SESSION_SERIALIZABLE STRONG_SNAPSHOT_ISOLATION"
    })
    void anomaliesBreakWhatTheirNamesSayAndNoMore(String name, String broken, String kept) {
        AnomalyScript script = AnomalyScripts.named(name).orElseThrow();
        for (DataType type : script.types()) {
            for (long seed = 0; seed < 4; seed++) {
                SmallHistory history = history(script, type, seed);
                for (Isolation level : levels(broken)) {
                    assertThat(Oracle.explains(level, history))
                            .as("%s breaks %s: %s", name, level, history)
                            .isFalse();
                }
                for (Isolation level : levels(kept)) {
                    assertThat(Oracle.explains(level, history))
                            .as("%s keeps %s: %s", name, level, history)
                            .isTrue();
                }
            }
        }
    }

    private static List<Isolation> levels(String names) {
        return names == null
                ? List.of()
                : Stream.of(names.split(" ")).map(Isolation::valueOf).toList();
    }

    /** Otherwise a stage would never end. */
    @Test
    void inEachStageSomethingBeginsAndSomethingEnds() {
        for (AnomalyScript script : AnomalyScripts.all()) {
            for (int stage = 1; stage <= script.stages(); stage++) {
                int here = stage;
                assertThat(script.transactions()).as(script.name()).anyMatch(each -> each.from() == here);
                assertThat(script.transactions()).as(script.name()).anyMatch(each -> each.to() == here);
            }
        }
    }
}
