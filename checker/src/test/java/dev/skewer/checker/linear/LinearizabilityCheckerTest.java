package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Parts;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.Search;
import dev.skewer.history.HistoryException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each model allows and forbids, and what a verdict tells. */
class LinearizabilityCheckerTest {
    @Test
    void aReadMayReturnNothingThatWasOverwrittenBefore() {
        Verdict verdict = verdict(
                "register",
                null,
                "0 invoke write 1",
                "0 ok write 1",
                "0 invoke write 2",
                "0 ok write 2",
                "1 invoke read",
                "1 ok read 1");
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Example example = anomaly(verdict).examples().get(0);
        assertThat(example.steps()).extracting(Example.Step::text).contains("read → 1");
        assertThat(example.contradiction()).contains("no order that agrees with real time");
    }

    @Test
    void anOperationOfUnknownOutcomeMayHaveHappenedOrNot() {
        for (String seen : List.of("1", "2")) {
            assertValid(
                    "register",
                    "0 invoke write 1",
                    "0 ok write 1",
                    "1 invoke write 2",
                    "1 info write 77",
                    "2 invoke read",
                    "2 ok read " + seen);
        }
    }

    @Test
    void aFailedOperationDidNotHappen() {
        assertInvalid("register", "0 invoke write 1", "0 fail write 1", "0 invoke read", "0 ok read 1");
    }

    @Test
    void aReadOfNilSaysNothingUnlessItIsToBeExact() {
        String[] lines = {"0 invoke write 1", "0 ok write 1", "0 invoke read", "0 ok read nil"};
        assertThat(verdict("register", null, NilRead.ANY, lines).valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict("register", null, NilRead.EXACT, lines).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void keysInTuplesAreCheckedOneByOne() {
        Verdict verdict = verdict(
                "cas-register",
                null,
                "0 invoke write [:x 1]",
                "0 ok write [:x 1]",
                "0 invoke cas [:y [nil 3]]",
                "0 ok cas [:y [nil 3]]",
                "1 invoke read [:x nil]",
                "1 ok read [:x 3]",
                "1 invoke read [:y nil]",
                "1 ok read [:y 3]");
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(anomaly(verdict).count()).isEqualTo(1);
        assertThat(anomaly(verdict).examples().get(0).title()).startsWith(":x: ");
    }

    @Test
    void aPairIsNoTupleWhereTheCallTakesAPair() {
        assertValid("cas-register", "0 invoke write 1", "0 ok write 1", "0 invoke cas [1 2]", "0 ok cas [1 2]");
        assertInvalid("cas-register", "0 invoke cas [1 2]", "0 ok cas [1 2]");
    }

    @Test
    void onlyOneHoldsAMutex() {
        assertInvalid("mutex", "0 invoke acquire", "0 ok acquire", "1 invoke acquire", "1 ok acquire");
        assertValid("mutex", "0 invoke acquire", "0 ok acquire", "0 invoke release", "0 ok release");
        assertInvalid("mutex", "0 invoke release", "0 ok release");
    }

    @Test
    void theOwnerMayAcquireAReentrantMutexAgain() {
        assertValid("reentrant-mutex", "0 invoke acquire", "0 ok acquire", "0 invoke acquire", "0 ok acquire");
        assertInvalid("reentrant-mutex", "0 invoke acquire", "0 ok acquire", "1 invoke acquire", "1 ok acquire");
        assertInvalid("reentrant-mutex", "0 invoke acquire", "0 ok acquire", "1 invoke release", "1 ok release");
    }

    @Test
    void aSemaphoreHasSoManyPermits() {
        String[] lines = {"0 invoke acquire", "0 ok acquire", "1 invoke acquire", "1 ok acquire"};
        assertThat(verdict("semaphore", 2L, lines).valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict("semaphore", 1L, lines).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void queuesStacksAndPriorityQueuesDifferInWhatComesOut() {
        assertThat(outcomes("fifo-queue", "enqueue", "dequeue")).containsExactly(true, false, false);
        assertThat(outcomes("stack", "push", "pop")).containsExactly(false, false, true);
        assertThat(outcomes("priority-queue", "insert", "extract-min")).containsExactly(false, true, false);
        assertThat(outcomes("unordered-queue", "enqueue", "dequeue")).containsExactly(true, true, true);
    }

    /** Puts in 2, 1 and 3, and says for each whether it may come out first; twice, so that no shortcut is taken. */
    private static List<Boolean> outcomes(String model, String put, String take) {
        return List.of(2, 1, 3).stream()
                .map(out -> {
                    String[] plain = {
                        "0 invoke " + put + " 2",
                        "0 ok " + put + " 2",
                        "0 invoke " + put + " 1",
                        "0 ok " + put + " 1",
                        "0 invoke " + put + " 3",
                        "0 ok " + put + " 3",
                        "0 invoke " + take,
                        "0 ok " + take + " " + out
                    };
                    boolean valid = verdict(model, null, plain).valid() == Validity.TRUE;
                    assertThat(searched(model, plain)).as("%s %d", model, out).isEqualTo(valid);
                    return valid;
                })
                .toList();
    }

    /** The verdict of the search alone. */
    private static boolean searched(String model, String... lines) {
        OperationHistory history = Loading.of(lines);
        Model<?> found = ModelCatalog.named(model, null, NilRead.ANY);
        Parts parts = new Parts(history, found);
        int[] ops = parts.split().get(0).ops;
        List<Operation> operations =
                Arrays.stream(ops).mapToObj(parts::operation).toList();
        int n = ops.length;
        Calls calls = new Calls(history.invokedOf(ops), history.completedOf(ops), new int[n], new int[n], new int[n]);
        return new Search(calls, StateMachine.of(found, operations, new Allowance(1 << 20)), Budget.unlimited()).run()
                == Search.Result.LINEARIZABLE;
    }

    @Test
    void aSetKnowsItsElements() {
        assertValid("set", "0 invoke add 1", "0 ok add 1", "0 invoke read", "0 ok read #{1}");
        assertInvalid("set", "0 invoke add 1", "0 ok add 1", "0 invoke read", "0 ok read []");
        assertInvalid("set", "0 invoke add 1", "0 ok add 1", "0 invoke contains 1", "0 ok contains false");
        assertValid(
                "set",
                "0 invoke add 1",
                "0 ok add 1",
                "0 invoke remove 1",
                "0 ok remove 1",
                "0 invoke read",
                "0 ok read []");
    }

    @Test
    void aReadOfASetListsEachElementOnce() {
        String[] lines = {
            "0 invoke add 1",
            "0 ok add 1",
            "0 invoke add 2",
            "0 ok add 2",
            "0 invoke remove 3",
            "0 ok remove 3",
            "0 invoke read",
            "0 ok read [1 1]"
        };
        assertInvalid("set", lines);
        assertThat(searched("set", lines)).isFalse();
    }

    @Test
    void theElementsOfASetThatNobodyReadsAsAWholeAreCheckedOneByOne() {
        OperationHistory history = Loading.of(
                "0 invoke add 1",
                "1 invoke read",
                "0 ok add 1",
                "1 info read",
                "0 invoke add 2",
                "0 ok add 2",
                "0 invoke contains 1",
                "0 ok contains true",
                "0 invoke contains 2",
                "0 ok contains false");
        Verdict verdict = LinearizabilityChecker.check(
                        history, ModelCatalog.named("set", null, NilRead.ANY), Budget.unlimited())
                .verdict();
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(anomaly(verdict).examples().get(0).title()).startsWith("2: ");
        assertThat(new Parts(history, ModelCatalog.named("set", null, NilRead.ANY)).split())
                .hasSize(2);
    }

    @Test
    void manyWhoPutInAndTakeOutOneElementAtOnceAreDecided() {
        int clients = 60;
        String[] lines = new String[2 * clients + 2];
        for (int i = 0; i < clients; i++) {
            String call = (i % 2 == 0 ? "add" : "remove") + " 1";
            lines[i] = i + " invoke " + call;
            lines[clients + i] = i + " ok " + call;
        }
        lines[2 * clients] = "0 invoke contains 1";
        for (String found : List.of("true", "false")) {
            lines[2 * clients + 1] = "0 ok contains " + found;
            assertValid("set", lines);
        }
    }

    @Test
    void moneyThatComesFromNowhereIsFoundAtOnce() {
        String[] lines = new String[402];
        for (int i = 0; i < 200; i++) {
            String call = "transfer {:from " + i % 7 + " :to " + (i + 1 + i % 5) % 7 + " :amount " + (1 + i % 9) + "}";
            lines[i] = i + " invoke " + call;
            lines[200 + i] = i + " ok " + call;
        }
        lines[400] = "0 invoke read";
        lines[401] = "0 ok read {0 100 1 100 2 100 3 100 4 100 5 100 6 101}";
        Verdict verdict = verdict("bank", Literals.read("{0 100 1 100 2 100 3 100 4 100 5 100 6 100}"), lines);
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(anomaly(verdict).examples().get(0).steps()).hasSize(1);
        assertThat(anomaly(verdict).examples().get(0).contradiction()).contains("do not add up to what it saw");
    }

    @Test
    void aCounterCounts() {
        assertValid(
                "counter",
                "0 invoke add 2",
                "1 invoke add 3",
                "2 invoke read",
                "2 ok read 3",
                "0 ok add 2",
                "1 ok add 3");
        assertInvalid("counter", "0 invoke add 2", "0 ok add 2", "2 invoke read", "2 ok read 3");
    }

    @Test
    void aTransactionOverSeveralRegistersTakesEffectAtOnce() {
        assertThat(verdict(
                                "multi-register",
                                Literals.read("{:x 0 :y 0}"),
                                "0 invoke txn [[:write :x 1] [:write :y 1]]",
                                "0 ok txn [[:write :x 1] [:write :y 1]]",
                                "1 invoke txn [[:read :x nil] [:read :y nil]]",
                                "1 ok txn [[:read :x 1] [:read :y 0]]")
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void moneyMovesAndIsNeverOwed() {
        String transfer = "transfer {:from 0 :to 1 :amount 5}";
        assertThat(verdict(
                                "bank",
                                Literals.read("{0 10}"),
                                "0 invoke " + transfer,
                                "0 ok " + transfer,
                                "0 invoke read",
                                "0 ok read {0 5 1 5}")
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(verdict("bank", Literals.read("{0 3}"), "0 invoke " + transfer, "0 ok " + transfer)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertInvalid("bank", "0 invoke read", "0 ok read {0 5 1 5}", "0 invoke read", "0 ok read {0 6 1 5}");
    }

    @Test
    void whatIsNotOfTheModelIsAComplaint() {
        assertThatThrownBy(() -> verdict("register", null, "0 invoke push 1", "0 ok push 1"))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn")
                .hasMessageContaining(":read or :write v");
        assertThatThrownBy(() -> verdict("register", null, "0 invoke cas [1 2]", "0 ok cas [1 2]"))
                .isInstanceOf(HistoryException.class);
    }

    @Test
    void pastItsBudgetTheVerdictIsUnknownAndSaysHowFarItGot() {
        String[] lines = new String[400];
        for (int i = 0; i < 200; i++) {
            lines[i] = i + " invoke " + (i % 2 == 0 ? "add " + (1 << (i / 2 % 20)) : "read");
            lines[200 + i] = i + " ok " + (i % 2 == 0 ? "add " + (1 << (i / 2 % 20)) : "read " + (i * 7919));
        }
        OperationHistory history = Loading.of(lines);
        Verdict verdict = LinearizabilityChecker.check(
                        history,
                        ModelCatalog.named("counter", null, NilRead.ANY),
                        Budget.of(Duration.ofMillis(50), 1 << 20))
                .verdict();
        assertThat(verdict.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.notes()).singleElement().asString().contains("not decided within the budget");
    }

    private static Anomaly anomaly(Verdict verdict) {
        return Objects.requireNonNull(verdict.anomalies().get(Analysis.NONLINEARIZABLE));
    }

    private static void assertValid(String model, String... lines) {
        assertThat(verdict(model, null, lines).valid()).isEqualTo(Validity.TRUE);
    }

    private static void assertInvalid(String model, String... lines) {
        assertThat(verdict(model, null, lines).valid()).isEqualTo(Validity.FALSE);
    }

    private static Verdict verdict(String model, @Nullable Object initial, String... lines) {
        return verdict(model, initial, NilRead.ANY, lines);
    }

    private static Verdict verdict(String model, @Nullable Object initial, NilRead nilRead, String... lines) {
        return LinearizabilityChecker.check(
                        Loading.of(lines), ModelCatalog.named(model, initial, nilRead), Budget.unlimited())
                .verdict();
    }
}
