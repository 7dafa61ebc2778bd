package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker of lists says of tiny histories what follows from the definitions of the levels, in both directions. */
class ListAppendOracleTest {
    private static final int HISTORIES = 1_500;

    /** What a consistency model is by definition. */
    private record Definition(String model, Level level, Level.Order order) {}

    private static final Definition[] DEFINITIONS = {
        new Definition("parallel-snapshot-isolation", Level.PARALLEL_SNAPSHOT_ISOLATION, Level.Order.NONE),
        new Definition("prefix", Level.PREFIX, Level.Order.NONE),
        new Definition("snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.NONE),
        new Definition("strong-session-snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.SESSION),
        new Definition("strong-snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.REAL_TIME),
        new Definition("serializable", Level.SERIALIZABLE, Level.Order.NONE),
        new Definition("strong-session-serializable", Level.SERIALIZABLE, Level.Order.SESSION),
        new Definition("strict-serializable", Level.SERIALIZABLE, Level.Order.REAL_TIME),
    };

    @Test
    void eachModelHoldsWhereItsDefinitionDoes() {
        agree(LongStream.range(0, HISTORIES));
    }

    /** {@code mvn -B -P quick -pl checker test -Dtest=ListAppendOracleTest -Dskewer.excludedGroups= -Dskewer.histories=1000000} */
    @Test
    @Tag("slow")
    void andOfManyMoreHistories() {
        long count = Long.getLong("skewer.histories", 100_000);
        long from = Long.getLong("skewer.seed", 1_000_000);
        agree(LongStream.range(from, from + count));
    }

    private static void agree(LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = RandomTinyHistory.of(DataType.LIST, seed);
            for (Definition definition : DEFINITIONS) {
                Verdict verdict = check(history, definition.model);
                boolean isAllowed = Oracle.allows(history, definition.level, definition.order);
                answers.merge(verdict.valid(), 1, Integer::sum);
                switch (verdict.valid()) {
                    case TRUE ->
                        assertThat(isAllowed)
                                .as(message(seed, definition, history))
                                .isTrue();
                    case FALSE ->
                        assertThat(isAllowed)
                                .as(message(seed, definition, history))
                                .isFalse();
                    case UNKNOWN ->
                        assertThat(verdict.notes())
                                .as(message(seed, definition, history))
                                .anyMatch(note ->
                                        note.contains("appended more than once") || note.contains("order of writers"));
                }
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(100);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(100);
    }

    private static String message(long seed, Definition definition, TinyHistory history) {
        return "seed " + seed + ", " + definition.model + "\n" + history.edn();
    }

    private static Verdict check(TinyHistory history, String consistencyModel) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history.columns(),
                            "list-append",
                            consistencyModel,
                            true,
                            InitialValue.NIL,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }
}
