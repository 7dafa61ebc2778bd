package dev.skewer.checker.transaction;

import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.read;
import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories in which many values are written more than once. */
class RepeatedValuesTest {
    private static final int TRANSACTIONS = 600;
    private static final int PROCESSES = 8;
    private static final int KEYS = 60;
    private static final int VALUES = 6;

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void aCorrectStoreIsNotUnknown(DataType type) {
        for (int seed = 1; seed <= 3; seed++) {
            TinyHistory history = strictStore(type, new Random(seed));
            Verdict verdict = check(history, "strict-serializable", InitialValue.NIL);
            assertThat(verdict.valid()).as("seed %d: %s", seed, verdict).isEqualTo(Validity.TRUE);
        }
    }

    @Test
    void aReadOfWhatAllCandidatesWereOverwrittenOfIsTold() {
        Verdict verdict = check(
                inARow(List.of(
                        List.of(write(0, 1)),
                        List.of(write(0, 1)),
                        List.of(write(0, 2)),
                        List.of(read(0, List.of(1))))),
                "strict-serializable",
                InitialValue.NIL);
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.not()).containsExactly("strong-consistent-view");
        assertThat(Objects.requireNonNull(verdict.anomalies().get("G-single-realtime"))
                        .examples()
                        .get(0)
                        .contradiction())
                .contains("What T4 read from 0 it can have seen because")
                .contains("T1 wrote it")
                .contains("T2 wrote it")
                .endsWith(
                        "So whatever was read, and whichever way writes are put, no order of the transactions is left.");
    }

    @Test
    void whatRegistersHoldAtFirstIsACandidateToo() {
        InitialValue one = new InitialValue(Token.ofInt(1), false);
        List<List<MicroOp>> reads = List.of(List.of(read(0, List.of(1))), List.of(write(0, 2)), List.of(write(0, 1)));
        assertThat(check(inARow(reads), "strict-serializable", one).valid()).isEqualTo(Validity.TRUE);
        List<List<MicroOp>> lost = List.of(List.of(write(0, 2)), List.of(read(0, List.of(1))), List.of(write(0, 1)));
        assertThat(check(inARow(lost), "strict-serializable", one).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(inARow(lost), "serializable", one).valid()).isEqualTo(Validity.TRUE);
    }

    /** Transactions that take effect between their call and their return, one after the other. */
    private static TinyHistory strictStore(DataType type, Random random) {
        Map<Integer, List<Integer>> state = new HashMap<>();
        List<Transaction> done = new ArrayList<>();
        int[] invoked = new int[PROCESSES];
        List<List<MicroOp>> answers = new ArrayList<>();
        for (int p = 0; p < PROCESSES; p++) {
            answers.add(List.of());
        }
        boolean[] isCalled = new boolean[PROCESSES];
        int fresh = VALUES;
        int rank = 0;
        int called = 0;
        while (done.size() < TRANSACTIONS) {
            int p = random.nextInt(PROCESSES);
            if (!isCalled[p]) {
                if (called < TRANSACTIONS) {
                    isCalled[p] = true;
                    invoked[p] = rank++;
                    called++;
                }
            } else if (answers.get(p).isEmpty()) {
                List<MicroOp> answer = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int key = random.nextInt(KEYS) * random.nextInt(KEYS) / KEYS;
                    List<Integer> now = state.computeIfAbsent(key, unused -> new ArrayList<>());
                    if (random.nextBoolean()) {
                        answer.add(read(key, now));
                    } else {
                        // Of lists it is guessed who appended what, so less may be open.
                        boolean isRepeated = random.nextInt(100) < (type == DataType.LIST ? 5 : 50);
                        int value = isRepeated ? 1 + random.nextInt(VALUES) : ++fresh;
                        answer.add(write(key, value));
                        if (type == DataType.REGISTER) {
                            now.clear();
                        }
                        now.add(value);
                    }
                }
                answers.set(p, answer);
            } else {
                done.add(new Transaction(p, Outcome.OK, invoked[p], rank++, answers.get(p)));
                isCalled[p] = false;
                answers.set(p, List.of());
            }
        }
        done.sort((a, b) -> Integer.compare(a.invoked(), b.invoked()));
        return new TinyHistory(type, done);
    }

    private static TinyHistory inARow(List<List<MicroOp>> transactions) {
        List<Transaction> row = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            row.add(new Transaction(i, Outcome.OK, 2 * i, 2 * i + 1, transactions.get(i)));
        }
        return new TinyHistory(DataType.REGISTER, row);
    }

    private static Verdict check(TinyHistory history, String consistencyModel, InitialValue initial) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history.columns(),
                            history.type() == DataType.LIST ? "list-append" : "rw-register",
                            consistencyModel,
                            true,
                            initial,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }
}
