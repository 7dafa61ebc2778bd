package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.RepeatableReadOracle;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checkers of lists, registers and sets say of tiny histories what follows from the definitions of the levels, in both directions: of the
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

    /** The strongest, if it holds, and the weakest, if it does not, say all. */
    private static final List<Definition> MOST_TELLING_FIRST = Stream.concat(
                    Stream.of(DEFINITIONS.get(DEFINITIONS.size() - 1)), DEFINITIONS.stream())
            .distinct()
            .toList();

    @ParameterizedTest
    @EnumSource(DataType.class)
    void eachModelHoldsWhereItsDefinitionDoes(DataType type) {
        agree(seed -> RandomTinyHistory.of(type, seed), LongStream.range(0, HISTORIES));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void andWhereValuesAreWrittenMoreThanOnce(DataType type) {
        agree(seed -> RandomTinyHistory.withRepeatedValues(type, seed), LongStream.range(0, HISTORIES));
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
    @EnumSource(DataType.class)
    @Tag("slow")
    void andOfManyMoreHistories(DataType type) {
        long count = Long.getLong("skewer.histories", 100_000);
        long from = Long.getLong("skewer.seed", 1_000_000);
        agree(seed -> RandomTinyHistory.of(type, seed), LongStream.range(from, from + count));
        agree(seed -> RandomTinyHistory.withRepeatedValues(type, seed), LongStream.range(from, from + count));
        if (type != DataType.SET) {
            agree(seed -> RandomTinyHistory.withPredicateReads(type, seed), LongStream.range(from, from + count));
            agreeOnRepeatableRead(type, LongStream.range(from, from + count));
        }
    }

    /** By definition it is Adya's PL-2.99, and monotonic atomic view: see docs/isolation.md. */
    private static void agreeOnRepeatableRead(DataType type, LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = RandomTinyHistory.withPredicateReads(type, seed);
            Optional<Boolean> isAllowed = RepeatableReadOracle.allows(history);
            if (isAllowed.isPresent()) {
                boolean isView = Oracle.allows(history, Level.MONOTONIC_ATOMIC_VIEW, Level.Order.NONE);
                Verdict verdict = check(history.columns(), "repeatable-read");
                answers.merge(verdict.valid(), 1, Integer::sum);
                compare(verdict, "repeatable-read", isAllowed.get() && isView, history, seed);
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(30);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(30);
    }

    /** By model, whether a history is of it by definition. What follows from the definition of another one is not tried out. */
    private static Map<String, Boolean> allowed(TinyHistory history) {
        Map<String, Boolean> allowed = new LinkedHashMap<>();
        for (Definition definition : MOST_TELLING_FIRST) {
            String model = definition.model;
            boolean isImplied = allowed.entrySet().stream()
                    .anyMatch(known -> known.getValue() && ConsistencyModels.implies(known.getKey(), model));
            boolean isExcluded = allowed.entrySet().stream()
                    .anyMatch(known -> !known.getValue() && ConsistencyModels.implies(model, known.getKey()));
            allowed.put(model, isImplied || (!isExcluded && definition.allows(history)));
        }
        return allowed;
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void whatFollowsFromADefinitionIsSoByItsOwn(DataType type) {
        for (long seed = 0; seed < HISTORIES / 5; seed++) {
            TinyHistory history = RandomTinyHistory.of(type, seed);
            allowed(history)
                    .forEach((model, isAllowed) -> DEFINITIONS.stream()
                            .filter(definition -> definition.model.equals(model))
                            .forEach(definition -> assertThat(definition.allows(history))
                                    .as(() -> model + "\n" + history.edn())
                                    .isEqualTo(isAllowed)));
        }
    }

    private static void agree(LongFunction<TinyHistory> histories, LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = histories.apply(seed);
            TransactionHistory columns = history.columns();
            Map<String, Boolean> allowed = allowed(history);
            for (Definition definition : DEFINITIONS) {
                Verdict verdict = check(columns, definition.model);
                answers.merge(verdict.valid(), 1, Integer::sum);
                compare(verdict, definition.model, allowed.getOrDefault(definition.model, false), history, seed);
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(100);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(100);
    }

    private static void compare(Verdict verdict, String model, boolean isAllowed, TinyHistory history, long seed) {
        Supplier<String> message = () -> "seed " + seed + ", " + model + "\n" + history.edn() + verdict;
        if (verdict.valid() != Validity.UNKNOWN) {
            assertThat(isAllowed).as(message).isEqualTo(verdict.valid() == Validity.TRUE);
        } else if (model.equals("repeatable-read") || ConsistencyModels.implies(model, "snapshot-isolation")) {
            boolean isConditional = verdict.notes().stream().anyMatch(note -> note.contains("conditional writes"));
            assertThat(history.type() != DataType.REGISTER || model.equals("repeatable-read") || isConditional)
                    .as(message)
                    .isTrue();
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

    private static String model(DataType type) {
        return switch (type) {
            case LIST -> "list-append";
            case REGISTER -> "rw-register";
            case SET -> "set-add";
        };
    }

    private static Verdict check(TransactionHistory history, String consistencyModel) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history,
                            model(history.type),
                            consistencyModel,
                            true,
                            InitialValue.NIL,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }
}
