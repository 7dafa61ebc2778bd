package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.Counter;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.Format;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as people record them: what they mean to the models, kind by kind. */
class RecordedValuesTest {
    /**
     * The verdict on calls of one process, one after the other.
     *
     * @param calls such as {@code write 1; read → 1}; a call that ends with a question mark never returned
     */
    private static Validity verdict(String model, @Nullable String initial, String calls) {
        List<String> lines = new ArrayList<>();
        int process = 0;
        for (String call : calls.split(";")) {
            boolean isOpen = call.endsWith("?");
            String[] halves = call.replace("?", "").strip().split(" → ");
            String f = halves[0].split(" ", 2)[0];
            lines.add(process + " invoke " + halves[0]);
            if (isOpen) {
                process++;
            } else {
                lines.add(process + " ok " + (halves.length > 1 ? f + " " + halves[1] : halves[0]));
            }
        }
        return verdict(model, initial, Loading.of(lines.toArray(String[]::new)), Format.EDN);
    }

    private static Validity verdict(String model, @Nullable String initial, OperationHistory history, Format format) {
        Object state = initial == null ? null : Literals.read(initial, format);
        return LinearizabilityChecker.check(
                        history,
                        ModelCatalog.named(model, state, NilRead.ANY),
                        Budget.of(Duration.ofSeconds(20), 64L << 20))
                .verdict()
                .valid();
    }

    @Nested
    class Numbers {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    // Beyond 64 bits and back.
                    "counter | | add 9223372036854775807; add 2; read → 9223372036854775809 | TRUE",
                    "counter | | add 9223372036854775807; add 2; read → -9223372036854775807 | FALSE",
                    "counter | | add -9223372036854775808; add -1; read → -9223372036854775809 | TRUE",
                    "counter | | add -9223372036854775808; add -1; read → 9223372036854775807 | FALSE",
                    "counter | | add 18446744073709551616; read → 18446744073709551616N | TRUE",
                    "counter | | add 18446744073709551616; read → 0 | FALSE",
                    "counter | | add 18446744073709551616; add -18446744073709551616N; read → 0 | TRUE",
                    "counter | | add 4611686018427387904; add 4611686018427387904; read → 9223372036854775808 | TRUE",
                    "counter | | add 4611686018427387904?; read → 4611686018427387904; read → 0 | FALSE",
                    // Far from zero, with small steps.
                    "counter | 9223372036854775806 | add 1; read → 9223372036854775807; add 1; read → 9223372036854775808 | TRUE",
                    "counter | 9223372036854775806 | add 1; add 1; read → -9223372036854775808 | FALSE",
                    "counter | 1000000000000000000000 | add -1; read → 999999999999999999999 | TRUE",
                    "counter | 1000000000000000000000 | add -1; read → 999 | FALSE",
                    // 60 bits are one token, 64 two, more their text.
                    "register | | write 1152921504606846975; read → 1152921504606846975 | TRUE",
                    "register | | write 1152921504606846976; read → 1152921504606846976N | TRUE",
                    "register | | write 98765432109876543210; read → 98765432109876543210N | TRUE",
                    "register | | write 98765432109876543210; read → 98765432109876543211 | FALSE",
                    "register | 98765432109876543210 | read → 98765432109876543210 | TRUE",
                    "cas-register | 98765432109876543210 | cas [98765432109876543210 1]; read → 1 | TRUE",
                    // One and one point zero are two values in EDN, zero and minus zero one.
                    "register | | write 1; read → 1.0 | FALSE",
                    "register | | write 0.0; read → -0.0 | TRUE",
                    "register | | write 1.5; read → 1.50 | TRUE",
                    "register | | write \"1\"; read → 1 | FALSE",
                    "register | | write ##NaN; read → ##NaN | TRUE",
                    // By value, not by text.
                    "priority-queue | | insert 18446744073709551616; insert 9; extract-min → 9 | TRUE",
                    "priority-queue | | insert 18446744073709551616; insert 9; extract-min → 18446744073709551616 | FALSE",
                    "priority-queue | | insert -18446744073709551616; insert -9223372036854775808; extract-min → -18446744073709551616 | TRUE",
                    "priority-queue | | insert 10; insert 9; insert 10; extract-min → 9; extract-min → 10; extract-min → 10; extract-min → nil | TRUE",
                    "semaphore | 18446744073709551616 | acquire; acquire; release; release | TRUE",
                    "semaphore | 18446744073709551616 | acquire; release; release | FALSE",
                    "semaphore | 0 | acquire | FALSE",
                    "set | | add 18446744073709551616; contains 18446744073709551616N → true; read → #{18446744073709551616} | TRUE",
                    "bank | {0 18446744073709551616} | transfer {:from 0 :to 1 :amount 18446744073709551616}; read → {0 0 1 18446744073709551616} | TRUE",
                    "bank | {0 18446744073709551615} | transfer {:from 0 :to 1 :amount 18446744073709551616} | FALSE",
                    "bank | | read → {0 9223372036854775807 1 9223372036854775807}; transfer {:from 1 :to 0 :amount 9223372036854775807}; read → {0 18446744073709551614} | TRUE",
                    "bank | | read → {0 9223372036854775807 1 9223372036854775807}; transfer {:from 1 :to 0 :amount 1}; read → {0 -9223372036854775808 1 9223372036854775806} | FALSE",
                })
        void areExact(String model, @Nullable String initial, String calls, Validity expected) {
            assertThat(verdict(model, initial, calls)).isEqualTo(expected);
        }

        /** The amounts fit into 64 bits, and what they add up to does not. */
        @Test
        void ofManyAdditionsAreExactToo() {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                lines.add(i + " invoke add 4611686018427387904");
            }
            for (int i = 0; i < 40; i++) {
                lines.add(i + " ok add 4611686018427387904");
            }
            lines.add("40 invoke read");
            String[] right = with(lines, "40 ok read 184467440737095516160");
            assertThat(verdict("counter", null, Loading.of(right), Format.EDN)).isEqualTo(Validity.TRUE);
            String[] wrong = with(lines, "40 ok read 184467440737095516161");
            assertThat(verdict("counter", null, Loading.of(wrong), Format.EDN)).isEqualTo(Validity.FALSE);
        }

        private String[] with(List<String> lines, String last) {
            List<String> all = new ArrayList<>(lines);
            all.add(last);
            return all.toArray(String[]::new);
        }

        /** Java's classes of integers are one. */
        @Test
        void beginAnywhere() {
            OperationHistory history = Loading.of("0 invoke add 1", "0 ok add 1", "0 invoke read", "0 ok read 6");
            for (Number initial : List.of(5, 5L, (short) 5, BigInteger.valueOf(5))) {
                assertThat(LinearizabilityChecker.check(history, new Counter(initial), Budget.unlimited())
                                .verdict()
                                .valid())
                        .isEqualTo(Validity.TRUE);
            }
        }

        /** An integer of a million digits costs what its text costs. */
        @Test
        void mayBeLongerThanAnyoneComputesWith() {
            String digits = "7".repeat(1_000_000);
            assertThat(verdict("register", null, "write " + digits + "; read → " + digits))
                    .isEqualTo(Validity.TRUE);
            assertThat(verdict("register", null, "write " + digits + "; read → " + digits + "8"))
                    .isEqualTo(Validity.FALSE);
        }
    }

    @Nested
    class Money {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{0 10, 1 10} | transfer {:from 0 :to 1 :amount -10}; read → {0 20 1 0} | TRUE",
                    "{0 10, 1 10} | transfer {:from 0 :to 1 :amount -11} | FALSE",
                    "{0 10, 1 10} | transfer {:from 0 :to 1 :amount -11}? | TRUE",
                    "{0 0, 1 10} | transfer {:from 0 :to 1 :amount -10}; transfer {:from 0 :to 1 :amount 10}; read → {1 10} | TRUE",
                    "{0 10} | transfer {:from 0 :to 0 :amount 10}; read → {0 10} | TRUE",
                    "{0 10} | transfer {:from 0 :to 0 :amount 11} | FALSE",
                    "{0 10} | transfer {:from 0 :to 0 :amount -10}; read → {0 10} | TRUE",
                    "{0 10} | transfer {:from 0 :to 0 :amount -11} | FALSE",
                    "{0 10} | transfer {:from 0 :to 0 :amount 11}?; read → {0 10} | TRUE",
                    "{0 10} | transfer {:from 0 :to 0 :amount 4}; read → {0 14} | FALSE",
                    "{0 10} | transfer {:from 7 :to 7 :amount 0} | TRUE",
                    "{0 10} | transfer {:from 7 :to 0 :amount 0}; read → {0 10 7 0} | TRUE",
                    "{0 10} | transfer {:from 0 :to 7 :amount 3 :memo \"rent\"}; read → {0 7 7 3} | TRUE",
                    "| read → {0 10 1 10}; transfer {:from 0 :to 1 :amount -15} | FALSE",
                    "| read → {0 10 1 10}; transfer {:from 1 :to 1 :amount 15} | FALSE",
                    "| read → {0 10 1 -10} | FALSE",
                    // What was moved before anything was seen.
                    "| transfer {:from 0 :to 1 :amount -5}; read → {0 15 1 5}; transfer {:from 1 :to 0 :amount 6} | FALSE",
                })
        void movesBothWaysAndIsNeverOwed(@Nullable String initial, String calls, Validity expected) {
            assertThat(verdict("bank", initial, calls)).isEqualTo(expected);
        }

        /** Compares with balances kept by hand, for transfers of any sign from any account to any, one after the other. */
        @Test
        void isWhereAnAccountantSays() {
            int possible = 0;
            for (int seed = 0; seed < 2_000; seed++) {
                Random random = new Random(seed);
                long[] held = {random.nextInt(9), random.nextInt(9), random.nextInt(9)};
                String initial = balances(held);
                List<String> calls = new ArrayList<>();
                boolean isPossible = true;
                for (int i = 0; i < 4; i++) {
                    int from = random.nextInt(3);
                    int to = random.nextInt(3);
                    int amount = random.nextInt(9) - 4;
                    calls.add("transfer {:from " + from + " :to " + to + " :amount " + amount + "}");
                    int payer = amount < 0 ? to : from;
                    isPossible &= held[payer] >= Math.abs(amount);
                    held[from] -= amount;
                    held[to] += amount;
                }
                calls.add("read → " + balances(held));
                assertThat(verdict("bank", initial, String.join(";", calls)))
                        .as("seed %d, from %s: %s", seed, initial, calls)
                        .isEqualTo(isPossible ? Validity.TRUE : Validity.FALSE);
                possible += isPossible ? 1 : 0;
            }
            assertThat(possible).isBetween(200, 1_800);
        }

        private String balances(long[] held) {
            return "{0 " + held[0] + ", 1 " + held[1] + ", 2 " + held[2] + "}";
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "| read → {:a 10 :b 0}; transfer {:from \"a\" :to \"b\" :amount 4}; read → {\"a\" 6 \"b\" 4} | TRUE",
                    "| read → {:a 10 :b 0}; transfer {:from \"a\" :to \"b\" :amount 4}; read → {\"a\" 6 \"b\" 5} | FALSE",
                    "{:a 10} | transfer {\"from\" \"a\", \"to\" \":b\", \"amount\" 4}; read → {a 6, b 4} | TRUE",
                    "{0 10} | transfer {:from \"0\" :to \"1\" :amount 4}; read → {0 6 1 4} | TRUE",
                    "{\"0\" 10} | transfer {:from 0 :to -1 :amount 4}; read → {0 6 \"-1\" 4} | TRUE",
                    // No number looks so.
                    "{7 10} | transfer {:from \"07\" :to 1 :amount 4} | FALSE",
                    "{[:eu 1] 10} | transfer {:from [:eu 1] :to [:us 1] :amount 4}; read → {[:eu 1] 6 [:us 1] 4} | TRUE",
                    "{98765432109876543210 5} | transfer {:from \"98765432109876543210\" :to 1 :amount 5} | TRUE",
                })
        void ofAccountsAreTheSameHoweverWritten(@Nullable String initial, String calls, Validity expected) {
            assertThat(verdict("bank", initial, calls)).isEqualTo(expected);
        }

        /** Two accounts whose long names differ in the end. */
        @Test
        void areComparedAsAWhole() {
            String name = "x".repeat(500);
            String calls = "transfer {:from [\"" + name + "1\"] :to 0 :amount 1}";
            assertThat(verdict("bank", "{[\"" + name + "1\"] 1}", calls)).isEqualTo(Validity.TRUE);
            assertThat(verdict("bank", "{[\"" + name + "2\"] 1}", calls)).isEqualTo(Validity.FALSE);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{:x 0} | txn [[:r \"x\" 0] [:w \"x\" 1]]; txn [[:r \"x\" 1]] | TRUE",
                    "{:x 0} | txn [[:r \"x\" 5]] | FALSE",
                    "{\"7\" 0} | txn [[:r 7 0]] | TRUE",
                    // In one history they are what they are.
                    "| txn [[:w \"x\" 1] [:w :x 2]]; txn [[:r \"x\" 1] [:r :x 2]] | TRUE",
                    "| txn [[:w \"x\" 1]]; txn [[:r :x 1]] | FALSE",
                })
        void ofRegistersAreFoundInTheInitialState(@Nullable String initial, String calls, Validity expected) {
            assertThat(verdict("multi-register", initial, calls)).isEqualTo(expected);
        }

        /** One process, in JSON; values as JSON has them. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "bank | | read {\"a\":10,\"b c\":0}, transfer {\"from\":\"a\",\"to\":\"b c\",\"amount\":4}, read {\"a\":6,\"b c\":4} | TRUE",
                    "bank | | read {\"a\":10,\"b\":0}, transfer {\"from\":\"a\",\"to\":\"b\",\"amount\":4}, read {\"a\":6,\"b\":3} | FALSE",
                    "bank | | read {\"0\":10,\"1\":0}, transfer {\"from\":0,\"to\":1,\"amount\":4}, read {\"0\":6,\"1\":4} | TRUE",
                    "bank | | read {\"0\":10,\"1\":0}, transfer {\"from\":\"0\",\"to\":\"1\",\"amount\":4}, read {\"0\":6,\"1\":4} | TRUE",
                    "bank | {\"a\" 10} | transfer {\"from\":\"a\",\"to\":\"b\",\"amount\":4}, read {\"a\":6,\"b\":4} | TRUE",
                    "bank | {:a 10} | transfer {\"from\":\"a\",\"to\":\"b\",\"amount\":4}, read {\"a\":6,\"b\":4} | TRUE",
                    "multi-register | {:x 0} | txn [[\"r\",\"x\",0],[\"w\",\"x\",1]], txn [[\"read\",\"x\",1]] | TRUE",
                    "multi-register | {\"x\" 0} | txn [[\"r\",\"x\",1]] | FALSE",
                    "register | {:x 0} | read {\"x\":0} | TRUE",
                    "register | {\"x\" 0} | read {\"x\":0} | TRUE",
                    "register | {\"x\" 0} | read {\"x\":1} | FALSE",
                    "register | :free | read \"free\" | TRUE",
                    "register | [1 (2 #{3})] | read [1,[2,[3]]] | TRUE",
                    "register | \"1\" | read 1 | FALSE",
                    "cas-register | {\"v\" {\"a b\" 1}} | cas [{\"v\":{\"a b\":1}},{\"v\":2}], read {\"v\":2} | TRUE",
                    "set | | add {\"x\":[1]}, read [{\"x\":[1]}] | TRUE",
                    "set | | add {\"x\":1}, contains {\"y\":1} → true | FALSE",
                    "kv | {\"x\" 1} | get {\"x\":1} | TRUE",
                    "fifo-queue | | enqueue {\"id\":1}, dequeue {\"id\":1} | TRUE",
                })
        void ofJsonAreThoseOfTheInitialState(String model, @Nullable String initial, String calls, Validity expected) {
            StringBuilder json = new StringBuilder();
            for (String call : calls.split(", (?=[a-z])")) {
                String[] word = call.split(" ", 2);
                String[] halves = word[1].split(" → ");
                boolean isAsked = !List.of("read", "get", "dequeue").contains(word[0]);
                json.append(event("invoke", word[0], isAsked ? halves[0] : "null"));
                json.append(event("ok", word[0], halves[halves.length - 1]));
            }
            OperationHistory history = Loading.text(json.toString(), Format.JSONL);
            assertThat(verdict(model, initial, history, Format.JSONL)).isEqualTo(expected);
        }

        private String event(String type, String f, String value) {
            return "{\"process\":0,\"type\":\"" + type + "\",\"f\":\"" + f + "\",\"value\":" + value + "}\n";
        }
    }

    @Nested
    class Collections {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "cas-register | [0 0] | cas [[0 0] [1 7]]; read → [1 7] | TRUE",
                    "cas-register | [0 0] | cas [[0 0] [1 7]]; cas [[1 7] [2 3]]; cas [[2 3] [3 3]] | TRUE",
                    "cas-register | [0 0] | cas [[0 0] [1 7]]; cas [[0 0] [2 3]] | FALSE",
                    "cas-register | [0 0] | write [5 5]; cas [[5 5] [6 6]] | TRUE",
                    "cas-register | [0 0] | cas [[0 0] 5] | TRUE",
                    "cas-register | [0 0] | cas [[0 0] nil] | TRUE",
                    "kv | [0 0] | cas [[0 0] [1 7]]; get → [1 7] | TRUE",
                    "register | [0 0] | write [1 2]; write [2 1]; read → [2 1] | TRUE",
                    // Keys, where the register holds no pairs.
                    "cas-register | 0 | cas [[:t 1] [0 7]]; cas [[:t 2] [0 8]] | TRUE",
                    "cas-register | [0 0] | cas [:x [[0 0] [1 7]]]; cas [:y [[0 0] [1 8]]] | TRUE",
                    "register | | write #{1 2}; read → #{2 1} | TRUE",
                    "register | | write {:a 1 :b 2}; read → {:b 2, :a 1} | TRUE",
                    "register | | write [1 2 3]; read → (1 2 3) | TRUE",
                    "register | | write [1 2 3]; read → #{1 2 3} | FALSE",
                    "set | | add 1; add 2; read → #{1 2} | TRUE",
                    "set | | add 1; add 2; read → [2 1] | TRUE",
                    "set | | add 1; add 2; read → (1 2) | TRUE",
                    "set | | add 1; read → [1 1] | FALSE",
                    "set | | add 1; add 2; read → [1 1] | FALSE",
                    "set | | add 1; add 2; remove 2; read → [1 1] | FALSE",
                    "set | | add [1 2 3]; read → #{[1 2 3]} | TRUE",
                    "set | | add #{1}; contains #{1} → true; remove #{1}; read → [] | TRUE",
                    "fifo-queue | | enqueue [1]; enqueue {}; dequeue → [1]; dequeue → {} | TRUE",
                })
        void areComparedByValue(String model, @Nullable String initial, String calls, Validity expected) {
            assertThat(verdict(model, initial, calls)).isEqualTo(expected);
        }
    }

    @Nested
    class QueuesAndLocks {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "fifo-queue | dequeue → nil; enqueue 1; dequeue → 1; dequeue → nil | TRUE",
                    "fifo-queue | enqueue 1; dequeue → nil | FALSE",
                    "fifo-queue | enqueue 1?; dequeue → nil; dequeue → 1; dequeue → nil | TRUE",
                    "fifo-queue | enqueue 1?; dequeue → 1; dequeue → 1 | FALSE",
                    "unordered-queue | enqueue 1; dequeue?; dequeue → nil | TRUE",
                    "unordered-queue | enqueue 1; dequeue → 1; dequeue → 1 | FALSE",
                    "stack | push 1; push 2?; pop → 1; pop → 2 | TRUE",
                    "mutex | acquire; acquire | FALSE",
                    "mutex | acquire?; acquire | TRUE",
                    "mutex | acquire; release?; acquire | TRUE",
                    "mutex | acquire → {:lease 7587, :rev 3}; release → true; acquire → {:lease 7588, :rev 5} | TRUE",
                    "mutex | acquire → {:lease 7587, :rev 3}; acquire → {:lease 7588, :rev 5} | FALSE",
                    "reentrant-mutex | acquire → {:fence 1}; acquire → {:fence 1}; release → {:fence 1}; release → nil | TRUE",
                    "reentrant-mutex | acquire → {:fence 1}; release → {:fence 2}; release → true | FALSE",
                    "reentrant-mutex | acquire \"c1\"; acquire \"c2\" | FALSE",
                    "reentrant-mutex | acquire \"c1\"; release \"c1\"; acquire \"c2\" | TRUE",
                })
        void answerWhatTheyFind(String model, String calls, Validity expected) {
            assertThat(verdict(model, null, calls)).isEqualTo(expected);
        }

        /** As Jepsen records a dequeue from an empty queue, in one way or the other. */
        @Test
        void mayFailForNothingIsThere() {
            for (String value : List.of("nil", ":exhausted", "\"empty\"", "[:queue :empty]")) {
                for (String model : List.of("fifo-queue", "unordered-queue")) {
                    OperationHistory history = Loading.of(
                            "0 invoke enqueue 1",
                            "0 ok enqueue 1",
                            "1 invoke dequeue",
                            "1 fail dequeue " + value,
                            "2 invoke dequeue",
                            "2 ok dequeue 1");
                    assertThat(verdict(model, null, history, Format.EDN)).isEqualTo(Validity.TRUE);
                }
            }
        }
    }
}
