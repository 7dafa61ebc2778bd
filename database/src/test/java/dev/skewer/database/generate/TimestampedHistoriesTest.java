package dev.skewer.database.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.database.DataType;
import dev.skewer.database.Defect;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.generator.Seed;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The database keeps to the timestamps that it tells, and where it does not, they alone show it. */
class TimestampedHistoriesTest {
    private static final List<DataType> TYPES = List.of(DataType.LIST_APPEND, DataType.RW_REGISTER);

    static Stream<Arguments> levels() {
        return Stream.of(Isolation.values())
                .filter(Isolation::hasTimestamps)
                .flatMap(level -> TYPES.stream().map(type -> Arguments.of(type, level)));
    }

    private static Verdict verdict(DataType type, Isolation level, Set<Defect> defects, String timestamps, double info)
            throws IOException {
        CheckSession session = Checkers.named(type.label())
                .orElseThrow()
                .open(CheckOptions.none()
                        .withText(CheckOption.CONSISTENCY_MODEL, level.label())
                        .withText(CheckOption.TIMESTAMPS, timestamps));
        HistoryGenerator.generateWithTimestamps(
                new HistorySpec(
                        type,
                        level,
                        1_000,
                        8,
                        HistorySpec.Keys.STANDARD,
                        HistorySpec.Shape.STANDARD,
                        0.05,
                        info,
                        new TreeMap<>(),
                        defects,
                        new Seed(11)),
                session);
        return session.verdict(Budget.unlimited());
    }

    @ParameterizedTest
    @MethodSource("levels")
    void timestampsProveTheLevel(DataType type, Isolation level) throws IOException {
        Verdict verdict = verdict(type, level, Set.of(), "yes", 0);
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.notes()).anyMatch(note -> note.contains("explains each read"));
        assertThat(verdict.satisfied()).containsExactly(level.label());
    }

    @ParameterizedTest
    @MethodSource("levels")
    void transactionsOfUnknownOutcomeContradictNone(DataType type, Isolation level) throws IOException {
        assertThat(verdict(type, level, Set.of(), "yes", 0.1).valid()).isEqualTo(Validity.TRUE);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void timestampsAheadOfTheirSnapshotsAreSeenByThemAlone(DataType type, Isolation level) throws IOException {
        Set<Defect> defect = EnumSet.of(Defect.TIMESTAMP_AHEAD);
        if (Defect.TIMESTAMP_AHEAD.levels().contains(level)) {
            assertThat(verdict(type, level, defect, "no", 0).valid()).isEqualTo(Validity.TRUE);
            Verdict verdict = verdict(type, level, defect, "yes", 0);
            assertThat(verdict.anomalies()).containsOnlyKeys("timestamp-read");
            assertThat(verdict.notes())
                    .anyMatch(note -> note.contains("without them the history satisfies " + level.label()));
        }
    }
}
