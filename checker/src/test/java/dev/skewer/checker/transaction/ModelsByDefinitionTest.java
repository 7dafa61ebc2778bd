package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.AdyaOracle;
import dev.skewer.checker.transaction.oracle.AdyaOracle.Phenomenon;
import dev.skewer.checker.transaction.oracle.DirtyOracle;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.MomentsOracle;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.SessionOracle;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The models of Adya's that look at the order within transactions or at those that only read, those of sessions, and update atomicity:
 * what the checkers say of tiny histories follows from the definitions, in both directions, of the model that is asked for, of those that are
 * said to be violated, and of those that are said to be satisfied.
 */
class ModelsByDefinitionTest {
    private static final int HISTORIES = 400;
    /** More micro-ops than these have too many interleavings. */
    private static final int MOST_MICRO_OPS = 9;

    private record Definition(String model, Predicate<TinyHistory> allows) {}

    private static final List<Definition> DEFINITIONS = Stream.concat(
                    Stream.of(SessionGuarantee.values())
                            .map(guarantee ->
                                    new Definition(guarantee.model(), h -> SessionOracle.allows(h, guarantee))),
                    Stream.of(
                            new Definition("monotonic-view", adya(Phenomenon.G_MONOTONIC, Level.Order.NONE)),
                            new Definition("consistent-view", adya(Phenomenon.G_SINGLE, Level.Order.NONE)),
                            new Definition("forward-consistent-view", adya(Phenomenon.G_SINGLE, Level.Order.NONE)),
                            new Definition(
                                    "strong-session-consistent-view", adya(Phenomenon.G_SINGLE, Level.Order.SESSION)),
                            new Definition("strong-consistent-view", adya(Phenomenon.G_SINGLE, Level.Order.REAL_TIME)),
                            new Definition("update-serializable", adya(Phenomenon.G_UPDATE, Level.Order.NONE)),
                            new Definition("monotonic-snapshot-read", MomentsOracle::allows),
                            new Definition("read-uncommitted", DirtyOracle::allows),
                            new Definition(
                                    "update-atomic", h -> Oracle.allows(h, Level.UPDATE_ATOMIC, Level.Order.NONE))))
            .toList();

    private static Predicate<TinyHistory> adya(Phenomenon phenomenon, Level.Order order) {
        return history -> AdyaOracle.allows(history, phenomenon, order);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void eachModelHoldsWhereItsDefinitionDoes(DataType type) {
        Map<String, Map<Validity, Integer>> answers = agree(type, LongStream.range(0, HISTORIES));
        assertThat(count(answers, Validity.TRUE)).isGreaterThan(50);
        assertThat(count(answers, Validity.FALSE)).isGreaterThan(5);
    }

    /** {@code mvn -B -P quick -pl checker test -Dtest=ModelsByDefinitionTest -Dskewer.excludedGroups= -Dskewer.histories=100000} */
    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    @Tag("slow")
    void andOfManyMoreHistories(DataType type) {
        long count = Long.getLong("skewer.histories", 20_000);
        long from = Long.getLong("skewer.seed", 1_000_000);
        assertThat(agree(type, LongStream.range(from, from + count)))
                .hasSameSizeAs(DEFINITIONS)
                .allSatisfy((model, counts) -> assertThat(counts).as(model).containsKey(Validity.TRUE));
    }

    private static int count(Map<String, Map<Validity, Integer>> answers, Validity validity) {
        return answers.values().stream()
                .mapToInt(counts -> counts.getOrDefault(validity, 0))
                .sum();
    }

    /** Asks of each history for one of the models, and compares what is said of all. */
    private static Map<String, Map<Validity, Integer>> agree(DataType type, LongStream seeds) {
        Map<String, Map<Validity, Integer>> answers = new TreeMap<>();
        seeds.forEach(seed -> {
            TinyHistory history = RandomTinyHistory.of(type, seed);
            if (!isPlain(history)) {
                return;
            }
            String asked = DEFINITIONS.get((int) (seed % DEFINITIONS.size())).model;
            Verdict verdict = check(history, asked);
            answers.computeIfAbsent(asked, unused -> new EnumMap<>(Validity.class))
                    .merge(verdict.valid(), 1, Integer::sum);
            String message = "seed " + seed + ", asked for " + asked + "\n" + history.edn() + verdict;
            if (verdict.valid() == Validity.UNKNOWN) {
                assertThat(verdict.notes()).as(message).isNotEmpty();
            } else if (verdict.valid() == Validity.FALSE) {
                assertThat(verdict.not()).as(message).isNotEmpty();
                assertThat(verdict.anomalies()).as(message).isNotEmpty();
            }
            for (Definition definition : DEFINITIONS) {
                boolean isAllowed = definition.allows.test(history);
                if (definition.model.equals(asked) && verdict.valid() != Validity.UNKNOWN) {
                    assertThat(isAllowed).as(message).isEqualTo(verdict.valid() == Validity.TRUE);
                }
                compare(verdict, definition.model, isAllowed, definition.model + ", " + message);
            }
        });
        return answers;
    }

    /** Whether each value is written to an object once, reads agree with what their own transactions did, and there are few micro-ops. */
    private static boolean isPlain(TinyHistory history) {
        Set<List<Integer>> written = new HashSet<>();
        int count = 0;
        for (Transaction t : history.transactions()) {
            for (MicroOp m : t.microOps()) {
                count++;
                if (!m.reads() && !written.add(List.of(m.key(), m.written()))) {
                    return false;
                }
            }
        }
        return count <= MOST_MICRO_OPS && history.columns().internal.count() == 0;
    }

    private static void compare(Verdict verdict, String model, boolean isAllowed, String message) {
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
