package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.HistoryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key an operation is about and what it was called with, whichever of its two events says so. */
class KeysAndArgumentsTest {
    private static Verdict verdict(String model, Keyed keyed, String... lines) {
        return LinearizabilityChecker.check(
                        Loading.of(lines), ModelCatalog.named(model, null, NilRead.ANY), keyed, Budget.unlimited())
                .verdict();
    }

    private static Validity valid(String model, Keyed keyed, String... lines) {
        return verdict(model, keyed, lines).valid();
    }

    private static String[] concat(List<String> first, String... rest) {
        List<String> all = new java.util.ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    /** Right for two keys, wrong for one register. */
    private static final List<String> TWO_KEYS = List.of(
            "0 invoke write [:a 1]",
            "0 ok write [:a 1]",
            "1 invoke write [:b 2]",
            "1 ok write [:b 2]",
            "2 invoke read [:a nil]",
            "2 ok read [:a 1]");

    @Test
    void anOperationThatDidNotEndOkUnkeysNoHistory() {
        assertThat(valid("register", Keyed.AUTO, concat(TWO_KEYS))).isEqualTo(Validity.TRUE);
        for (String[] odd : new String[][] {
            {"7 invoke read", "7 fail read"},
            {"7 invoke read", "7 info read"},
            {"7 invoke read"},
            {"7 invoke write 4", "7 fail write 4"},
            {"7 invoke write", "7 fail write :no-connection"},
            {"7 invoke write 4", "7 info write 4"},
            {"7 invoke write [1 2 3]", "7 info write"},
            {"7 invoke write"},
        }) {
            assertThat(valid("register", Keyed.AUTO, concat(TWO_KEYS, odd))).isEqualTo(Validity.TRUE);
            String[] wrong = concat(TWO_KEYS, "3 invoke read [:b nil]", "3 ok read [:b 1]");
            assertThat(valid("register", Keyed.AUTO, concat(List.of(wrong), odd)))
                    .isEqualTo(Validity.FALSE);
        }
    }

    /** A history is checked while it is recorded: it may have no operation yet that is ok. */
    @Test
    void whereNoneIsOkTheOthersSayWhetherValuesAreTuples() {
        for (String[] history : new String[][] {
            {"0 invoke add [3 1]"},
            {"0 invoke add [3 1]", "1 invoke read [3 nil]", "0 info add [3 1]"},
            {"0 invoke add 1", "0 fail add 1", "1 invoke add [3 1]"},
        }) {
            Verdict verdict = verdict("counter", Keyed.AUTO, history);
            assertThat(verdict.anomalies()).isEmpty();
        }
        assertThatThrownBy(() -> verdict("counter", Keyed.AUTO, "0 invoke add 1", "1 invoke add [3 1]"))
                .isInstanceOf(HistoryException.class);
    }

    @Test
    void theOptionSaysWhetherPairsAreTuples() {
        assertThat(valid("register", Keyed.YES, concat(TWO_KEYS))).isEqualTo(Validity.TRUE);
        String[] pairs = {
            "0 invoke write [1 2]",
            "0 ok write [1 2]",
            "0 invoke write [2 2]",
            "0 ok write [2 2]",
            "1 invoke read",
            "1 ok read [1 2]"
        };
        assertThat(valid("register", Keyed.NO, pairs)).isEqualTo(Validity.FALSE);
        Verdict guessed = verdict("register", Keyed.AUTO, pairs);
        assertThat(guessed.valid()).isEqualTo(Validity.TRUE);
        assertThat(guessed.notes()).singleElement().asString().contains("--keyed no");
        assertThat(verdict("register", Keyed.YES, pairs).notes()).isEmpty();
        assertThat(verdict("register", Keyed.AUTO, concat(TWO_KEYS)).notes()).isEmpty();
        String[] set = {
            "0 invoke add [1 2]",
            "0 ok add [1 2]",
            "0 invoke contains [1 2]",
            "0 ok contains true",
            "1 invoke read",
            "1 ok read #{[1 2]}"
        };
        assertThat(valid("set", Keyed.NO, set)).isEqualTo(Validity.TRUE);
        assertThat(valid("set", Keyed.AUTO, set)).isEqualTo(Validity.TRUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set | add 1 | info add 1 | read nil | ok read [1 2] | FALSE",
                "set | add 1 | ok add 1 | read nil | ok read [1] | TRUE",
                "set | add [1 2] | ok add [1 2] | read nil | ok read [[1 2] [3 4]] | FALSE",
                "set | add [1 2] | ok add [1 2] | read nil | ok read [[1 2]] | TRUE",
                "cas-register | write [[:t 1] 5] | ok write [[:t 1] 5] | cas [[:t 2] [5 6]] | ok cas [[:t 2] [5 6]] | FALSE",
                "cas-register | write [1 5] | ok write [1 5] | cas [[1 5] [6 7]] | ok cas [[1 5] [6 7]] | TRUE",
                "set | add [:k 2] | ok add [:k 2] | read [:k nil] | ok read [:k #{2}] | TRUE",
                "fifo-queue | enqueue {:a 1} | ok enqueue {:a 1} | dequeue nil | ok dequeue {:a 1} | TRUE",
                "cas-register | write 1 | ok write 1 | cas [1 2] | ok cas [1 2] | TRUE",
                "cas-register | write [:k 1] | ok write [:k 1] | cas [:k [1 2]] | ok cas [:k [1 2]] | TRUE",
                "cas-register | write [:k 1] | ok write [:k 1] | cas [:j [1 2]] | ok cas [:j [1 2]] | FALSE",
                "multi-register | txn [[:w :x 1] [:w :y 2]] | ok txn [[:w :x 1] [:w :y 2]] | txn [[:r :x nil] [:r :y nil]]"
                        + " | ok txn [[:r :x 1] [:r :y 2]] | TRUE",
            })
    void pairsAreTuplesOnlyWhereTheyCanBe(
            String model, String first, String firstEnd, String second, String secondEnd, Validity expected) {
        assertThat(valid(
                        model,
                        Keyed.AUTO,
                        "0 invoke " + first,
                        "0 " + firstEnd,
                        "1 invoke " + second,
                        "1 " + secondEnd))
                .isEqualTo(expected);
    }

    @Test
    void anOkOperationOfAKeyedHistoryNamesItsKey() {
        assertComplaint(
                Keyed.YES,
                "test.edn:7: :write with 3 names no key; right would be [key value]",
                "3 invoke write 3",
                "3 ok write 3");
        assertComplaint(Keyed.YES, "test.edn:7: :read with nil names no key", "3 invoke read", "3 ok read nil");
        assertComplaint(
                Keyed.AUTO,
                "test.edn:7: 4 answers [:a nil]; right would be the same key: [:a …]",
                "3 invoke read [:a nil]",
                "3 ok read 4");
        assertComplaint(
                Keyed.AUTO,
                "test.edn:7: [:b 4] answers [:a nil]; right would be the same key",
                "3 invoke read [:a nil]",
                "3 ok read [:b 4]");
    }

    private static void assertComplaint(Keyed keyed, String message, String... lines) {
        assertThatThrownBy(() -> valid("register", keyed, concat(TWO_KEYS, lines)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "register,write,1,2",
        "cas-register,cas,[nil 1],[nil 2]",
        "kv,put,1,2",
        "kv,append,\"a\",\"b\"",
        "set,add,1,2",
        "set,remove,1,2",
        "fifo-queue,enqueue,1,2",
        "unordered-queue,enqueue,1,2",
        "stack,push,1,2",
        "priority-queue,insert,1,2",
        "counter,add,1,2",
        "bank,transfer,{:from 0 :to 1 :amount 0},{:from 0 :to 1 :amount 1}"
    })
    void anArgumentMayBeSaidOnceOrTwiceButNotDifferently(String model, String f, String one, String other) {
        Keyed no = Keyed.NO;
        String[] invoked = {"0 invoke " + f + " " + one, "0 ok " + f};
        String[] completed = {"0 invoke " + f, "0 ok " + f + " " + one};
        String[] both = {"0 invoke " + f + " " + one, "0 ok " + f + " " + one};
        for (String[] lines : new String[][] {invoked, completed, both}) {
            assertThat(valid(model, no, lines)).isEqualTo(Validity.TRUE);
        }
        assertThatThrownBy(() -> valid(model, no, "0 invoke " + f + " " + one, "0 ok " + f + " " + other))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("test.edn:1: :" + f + " is invoked with ")
                .hasMessageContaining("right would be the same value");
        // Who failed, or does not know, says nothing.
        assertThat(valid(model, no, "0 invoke " + f + " " + one, "0 info " + f + " " + other))
                .isEqualTo(Validity.TRUE);
        assertThat(valid(model, no, "0 invoke " + f + " " + one, "0 fail " + f + " " + other))
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void anArgumentOfTheCompletionCounts() {
        assertThat(valid("register", Keyed.NO, "0 invoke write", "0 ok write 17", "1 invoke read", "1 ok read 17"))
                .isEqualTo(Validity.TRUE);
        assertThat(valid("register", Keyed.NO, "0 invoke write", "0 ok write 17", "1 invoke read", "1 ok read 16"))
                .isEqualTo(Validity.FALSE);
        assertThat(valid(
                        "register",
                        Keyed.YES,
                        "0 invoke write",
                        "0 ok write [:a 17]",
                        "1 invoke write [:b nil]",
                        "1 ok write [:b 3]",
                        "1 invoke read [:a nil]",
                        "1 ok read [:a 17]",
                        "1 invoke read [:b nil]",
                        "1 ok read [:b 17]"))
                .isEqualTo(Validity.FALSE);
    }
}
