package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.RepeatableReadOracle;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checkers of lists and registers say of tiny histories what follows from the definitions of the levels, in both directions: of the
 * model that is asked for, of those that are said to be violated, and of those that are said to be satisfied.
 */
class ModelsOracleTest {
    private static final int HISTORIES = 450;

    /** What a consistency model is by definition. */
    private record Definition(String model, Level level, Level.Order order) {
        boolean allows(TinyHistory history) {
            return Oracle.allows(history, level, order);
        }
    }

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition("read-atomic", Level.READ_ATOMIC, Level.Order.NONE),
            new Definition("causal-cerone", Level.CAUSAL, Level.Order.NONE),
            new Definition("parallel-snapshot-isolation", Level.PARALLEL_SNAPSHOT_ISOLATION, Level.Order.NONE),
            new Definition("prefix", Level.PREFIX, Level.Order.NONE),
            new Definition("snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.NONE),
            new Definition("strong-session-snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.SESSION),
            new Definition("strong-snapshot-isolation", Level.SNAPSHOT_ISOLATION, Level.Order.REAL_TIME),
            new Definition("serializable", Level.SERIALIZABLE, Level.Order.NONE),
            new Definition("strong-session-serializable", Level.SERIALIZABLE, Level.Order.SESSION),
            new Definition("strict-serializable", Level.SERIALIZABLE, Level.Order.REAL_TIME));

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void eachModelHoldsWhereItsDefinitionDoes(DataType type) {
        agree(type, LongStream.range(0, HISTORIES));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void andWithPredicateReads(DataType type) {
        agree(seed -> RandomTinyHistory.withPredicateReads(type, seed), LongStream.range(0, HISTORIES / 2));
    }

    @Test
    void andWithConditionalWrites() {
        agree(RandomTinyHistory::withConditionalWrites, LongStream.range(0, HISTORIES));
    }

    /** {@code mvn -B -P quick -pl checker test -Dtest=ModelsOracleTest -Dskewer.excludedGroups= -Dskewer.histories=1000000} */
    @Test
    @Tag("slow")
    void andWithManyMoreConditionalWrites() {
        long from = Long.getLong("skewer.seed", 1_000_000);
        agree(
                RandomTinyHistory::withConditionalWrites,
                LongStream.range(from, from + Long.getLong("skewer.histories", 100_000)));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void repeatableReadIsAboutObjectsAlone(DataType type) {
        agreeOnRepeatableRead(type, LongStream.range(0, HISTORIES));
    }

    /** {@code mvn -B -P quick -pl checker test -Dtest=ModelsOracleTest -Dskewer.excludedGroups= -Dskewer.histories=1000000} */
    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    @Tag("slow")
    void andOfManyMoreHistories(DataType type) {
        long count = Long.getLong("skewer.histories", 100_000);
        long from = Long.getLong("skewer.seed", 1_000_000);
        agree(type, LongStream.range(from, from + count));
        agree(seed -> RandomTinyHistory.withPredicateReads(type, seed), LongStream.range(from, from + count));
        agreeOnRepeatableRead(type, LongStream.range(from, from + count));
    }

    /** By definition it is Adya's PL-2.99, and monotonic atomic view: see docs/isolation.md. */
    private static void agreeOnRepeatableRead(DataType type, LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = RandomTinyHistory.withPredicateReads(type, seed);
            Optional<Boolean> isAllowed = RepeatableReadOracle.allows(history);
            if (isAllowed.isPresent()) {
                boolean isView = Oracle.allows(history, Level.MONOTONIC_ATOMIC_VIEW, Level.Order.NONE);
                Verdict verdict = check(history, "repeatable-read");
                answers.merge(verdict.valid(), 1, Integer::sum);
                compare(verdict, "repeatable-read", isAllowed.get() && isView, history, seed);
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(30);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(30);
    }

    private static void agree(DataType type, LongStream seeds) {
        agree(seed -> RandomTinyHistory.of(type, seed), seeds);
    }

    private static void agree(LongFunction<TinyHistory> histories, LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = histories.apply(seed);
            for (Definition definition : DEFINITIONS) {
                Verdict verdict = check(history, definition.model);
                answers.merge(verdict.valid(), 1, Integer::sum);
                compare(verdict, definition.model, definition.allows(history), history, seed);
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(100);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(100);
    }

    private static void compare(Verdict verdict, String model, boolean isAllowed, TinyHistory history, long seed) {
        String message = "seed " + seed + ", " + model + "\n" + history.edn() + verdict;
        if (verdict.valid() != Validity.UNKNOWN) {
            assertThat(isAllowed).as(message).isEqualTo(verdict.valid() == Validity.TRUE);
        } else if (model.equals("repeatable-read") || ConsistencyModels.implies(model, "snapshot-isolation")) {
            assertThat(verdict.notes())
                    .as(message)
                    .anyMatch(note -> note.contains("more than once") || note.contains("conditional writes"));
        }
        if (verdict.valid() == Validity.FALSE) {
            assertThat(verdict.not()).as(message).isNotEmpty();
            assertThat(verdict.anomalies()).as(message).isNotEmpty();
        }
        for (String not : verdict.not()) {
            assertThat(isAllowed && ConsistencyModels.implies(model, not))
                    .as(message)
                    .isFalse();
        }
        for (String satisfied : verdict.satisfied()) {
            assertThat(!isAllowed && ConsistencyModels.implies(satisfied, model))
                    .as(message)
                    .isFalse();
        }
    }

    private static Verdict check(TinyHistory history, String consistencyModel) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history.columns(),
                            history.type() == DataType.LIST ? "list-append" : "rw-register",
                            consistencyModel,
                            true,
                            InitialValue.NIL,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }
}
