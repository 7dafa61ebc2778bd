package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.read;
import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker of registers says of tiny histories what follows from the definitions of the levels, in both directions. */
class RegisterCheckTest {
    private static final int HISTORIES = 600;

    /** What a consistency model is by definition. */
    private record Definition(String model, Level level, Level.Order order) {}

    private static final Definition[] DEFINITIONS = {
        new Definition("read-atomic", Level.READ_ATOMIC, Level.Order.NONE),
        new Definition("causal-cerone", Level.CAUSAL, Level.Order.NONE),
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

    /** {@code mvn -B -P quick -pl checker test -Dtest=RegisterCheckTest -Dskewer.excludedGroups= -Dskewer.histories=1000000} */
    @Test
    @Tag("slow")
    void andOfManyMoreHistories() {
        long count = Long.getLong("skewer.histories", 100_000);
        long from = Long.getLong("skewer.seed", 2_000_000);
        agree(LongStream.range(from, from + count));
    }

    private static void agree(LongStream seeds) {
        Map<Validity, Integer> answers = new EnumMap<>(Validity.class);
        seeds.forEach(seed -> {
            TinyHistory history = RandomTinyHistory.of(DataType.REGISTER, seed);
            for (Definition definition : DEFINITIONS) {
                Verdict verdict = check(history, definition.model);
                boolean isAllowed = Oracle.allows(history, definition.level, definition.order);
                String message = "seed " + seed + ", " + definition.model + "\n" + history.edn() + verdict;
                answers.merge(verdict.valid(), 1, Integer::sum);
                if (verdict.valid() != Validity.UNKNOWN) {
                    assertThat(isAllowed).as(message).isEqualTo(verdict.valid() == Validity.TRUE);
                } else if (isAtLeastSnapshotIsolation(definition)) {
                    assertThat(verdict.notes()).as(message).anyMatch(note -> note.contains("written more than once"));
                }
                if (verdict.valid() == Validity.FALSE) {
                    assertThat(verdict.not()).as(message).isNotEmpty();
                }
                for (String not : verdict.not()) {
                    assertThat(isAllowed && ConsistencyModels.implies(definition.model, not))
                            .as(message)
                            .isFalse();
                }
            }
        });
        assertThat(answers.get(Validity.TRUE)).isGreaterThan(100);
        assertThat(answers.get(Validity.FALSE)).isGreaterThan(100);
    }

    private static boolean isAtLeastSnapshotIsolation(Definition definition) {
        return ConsistencyModels.implies(definition.model, "snapshot-isolation");
    }

    @Test
    void writesThatFitInNeitherOrderAreTold() {
        TinyHistory history = concurrent(List.of(
                List.of(write(0, 1)),
                List.of(write(0, 2)),
                List.of(read(0, List.of(1)), write(1, 1)),
                List.of(read(1, List.of(1)), read(0, List.of(2)), write(2, 1)),
                List.of(read(2, List.of(1)), read(0, List.of(1)))));
        Verdict verdict = check(history, "serializable");
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Example example =
                verdict.anomalies().values().iterator().next().examples().get(0);
        assertThat(example.contradiction())
                .contains("T1 and T2 both wrote 0, and nothing tells which came first.")
                .contains("If T1 wrote 0 first: ")
                .contains("If T2 wrote 0 first: ");
    }

    private static TinyHistory concurrent(List<List<MicroOp>> transactions) {
        int count = transactions.size();
        return new TinyHistory(
                DataType.REGISTER,
                IntStream.range(0, count)
                        .mapToObj(i -> new Transaction(i, Outcome.OK, i, count + i, transactions.get(i)))
                        .toList());
    }

    private static Verdict check(TinyHistory history, String consistencyModel) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history.columns(),
                            "rw-register",
                            consistencyModel,
                            true,
                            InitialValue.NIL,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }
}
