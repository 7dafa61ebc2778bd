package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.read;
import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of registers. */
class RegisterCheckTest {
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
