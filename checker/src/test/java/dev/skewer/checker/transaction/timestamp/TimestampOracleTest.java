package dev.skewer.checker.transaction.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sweep finds something exactly where the definition does, and what it proves is so. */
class TimestampOracleTest {
    @ParameterizedTest
    @EnumSource
    void whatContradictsTheTimestampsDoesSoByDefinition(TimestampPromise promise) {
        agree(promise, LongStream.range(0, 300));
    }

    /** {@code mvn -B -P quick -pl checker test -Dtest=TimestampOracleTest -Dskewer.excludedGroups= -Dskewer.histories=200000} */
    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void andInManyMoreHistories(TimestampPromise promise) {
        agree(
                promise,
                LongStream.range(0, Long.getLong("skewer.histories", 20_000)).map(seed -> seed + 1_000_000));
    }

    private static void agree(TimestampPromise promise, LongStream seeds) {
        int[] answers = new int[4];
        seeds.forEach(seed -> {
            for (DataType type : List.of(DataType.LIST, DataType.REGISTER)) {
                compare(StampedHistory.of(type, promise.isSerializable(), seed), promise, answers);
            }
        });
        assertThat(Arrays.stream(answers).boxed().toList())
                .as("right, wrong, unsure, proved")
                .allMatch(count -> count > 20);
    }

    private static void compare(StampedHistory history, TimestampPromise promise, int[] answers) {
        TimestampSweep sweep = sweep(history, promise);
        boolean isAllowed = TimestampOracle.allows(history, promise);
        String message = promise + "\n" + history.edn();
        if (!sweep.findings().isEmpty()) {
            answers[1]++;
            assertThat(isAllowed).as(message).isFalse();
        } else if (TimestampOracle.hasUntimedWriter(history)) {
            answers[2]++;
        } else {
            answers[0]++;
            assertThat(isAllowed).as(message).isTrue();
        }
        if (sweep.isProof()) {
            answers[3]++;
            Level level = promise.isSerializable() ? Level.SERIALIZABLE : Level.SNAPSHOT_ISOLATION;
            Level.Order order = switch (promise.order) {
                case NONE -> Level.Order.NONE;
                case PROCESS -> Level.Order.SESSION;
                case REALTIME -> Level.Order.REAL_TIME;
            };
            assertThat(Oracle.allows(history.history(), level, order))
                    .as(message)
                    .isTrue();
        }
    }

    private static TimestampSweep sweep(StampedHistory history, TimestampPromise promise) {
        TransactionHistory columns = history.columns();
        try (var workers = new Workers(1)) {
            return TimestampSweep.of(
                    columns, new KeyGroups(columns), promise, InitialValue.NIL, workers, Budget.unlimited());
        }
    }
}
