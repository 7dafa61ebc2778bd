package dev.skewer.database.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.database.DataType;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.generator.Seed;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories have the level that they were asked for, and where it can be seen no stronger one: decided by definition. */
class LevelsTest {
    private static SmallHistory history(DataType type, Isolation level, int transactions, double unknown, long seed) {
        return SmallHistory.of(new HistorySpec(
                type,
                level,
                transactions,
                3,
                new HistorySpec.Keys(2, 32, KeyDistribution.UNIFORM),
                new HistorySpec.Shape(1, 3, 0.2, type == DataType.SET_ADD ? 0 : 0.4),
                unknown,
                unknown,
                new TreeMap<>(),
                Set.of(),
                new Seed(seed)));
    }

    static Stream<Arguments> typesAndLevels() {
        return Stream.of(DataType.values())
                .flatMap(type -> Stream.of(Isolation.values()).map(level -> Arguments.of(type, level)));
    }

    @ParameterizedTest
    @MethodSource("typesAndLevels")
    void everyHistoryHasItsLevel(DataType type, Isolation level) {
        for (long seed = 0; seed < 40; seed++) {
            for (double unknown : new double[] {0, 0.15}) {
                SmallHistory history = history(type, level, 6, unknown, seed);
                assertThat(Oracle.explains(level, history))
                        .as("%s %s seed %s unknown %s: %s", type, level, seed, unknown, history)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST_APPEND", "RW_REGISTER"})
    void atRepeatableReadThereArePhantoms(DataType type) {
        assertThat(LongStream.range(0, 3_000)
                        .mapToObj(seed -> history(type, Isolation.REPEATABLE_READ, 6, 0.05, seed))
                        .anyMatch(history -> !Oracle.explains(Isolation.SERIALIZABLE, history)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "READ_UNCOMMITTED, READ_COMMITTED",
        "READ_COMMITTED, REPEATABLE_READ",
        "READ_COMMITTED, READ_ATOMIC",
        "READ_ATOMIC, CAUSAL_CERONE",
        "CAUSAL_CERONE, PARALLEL_SNAPSHOT_ISOLATION",
        "CAUSAL_CERONE, PREFIX",
        "PREFIX, SNAPSHOT_ISOLATION",
        "PARALLEL_SNAPSHOT_ISOLATION, SNAPSHOT_ISOLATION",
        "SNAPSHOT_ISOLATION, STRONG_SESSION_SNAPSHOT_ISOLATION",
        "STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_SNAPSHOT_ISOLATION",
        "SNAPSHOT_ISOLATION, SERIALIZABLE",
        "STRONG_SNAPSHOT_ISOLATION, SERIALIZABLE",
        "SERIALIZABLE, STRONG_SESSION_SERIALIZABLE",
        "SERIALIZABLE, STRONG_SESSION_SNAPSHOT_ISOLATION",
        "STRONG_SESSION_SERIALIZABLE, STRICT_SERIALIZABLE"
    })
    void someHistoriesHaveNoStrongerLevel(Isolation level, Isolation stronger) {
        for (DataType type : DataType.values()) {
            assertThat(LongStream.range(0, 3_000)
                            .mapToObj(seed -> history(type, level, 6, 0.05, seed))
                            .anyMatch(history -> !Oracle.explains(stronger, history)))
                    .as("%s", type)
                    .isTrue();
        }
    }
}
