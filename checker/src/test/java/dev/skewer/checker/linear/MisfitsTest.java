package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.search.Exploration;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.history.HistoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations that do not fit their model, whatever became of them: a verdict, or one line that says where, and never
 * anything else.
 */
class MisfitsTest {
    private static final List<String> ODD = List.of(
            "nil",
            "true",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "-1000000000000000000000000000000000000N",
            "1.5",
            "-0.0",
            "1e300",
            "##NaN",
            "##Inf",
            "1/2",
            "2.5M",
            "\\a",
            "sym",
            ":k",
            ":exhausted",
            "\"\"",
            "\"2\"",
            "\"\\u0000\\n\"",
            "[]",
            "()",
            "#{}",
            "{}",
            "[nil]",
            "[1]",
            "[1 2]",
            "[nil nil]",
            "[1 2 3]",
            "[[1 2] 3]",
            "[1 [2 3]]",
            "[[1 2] [3 4]]",
            "#{nil}",
            "#{1 2}",
            "#{[1 2]}",
            "{nil nil}",
            "{0 nil}",
            "{nil 0}",
            "{0 1.5}",
            "{0 10, 1 -10}",
            "{0 9223372036854775807, 1 9223372036854775807}",
            "{\"a\" 1, :a 2}",
            "{:from 0 :to 1}",
            "{:from 0 :to 1 :amount nil}",
            "{:from 0 :to 1 :amount 1.0}",
            "{:from 0 :to nil :amount 1}",
            "{:from 0 :to 0 :amount -9223372036854775808}",
            "{:from [1] :to {} :amount 18446744073709551616}",
            "{\"from\" 0 \"to\" 1 \"amount\" 1}",
            "[[:append 5 1] [:r 5 nil]]",
            "[[:r 5 nil]]",
            "[[:r nil 5]]",
            "[[:w 5 nil] [:r 5 7]]",
            "[[:w 5]]",
            "[[\"write\" \"x\" [1 2]]]",
            "[[nil nil nil]]",
            "[nil [:r 1 1]]",
            "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
            "{:a {:b {:c [#{} {} ()]}}}");

    /** All models, and their operations; and one that none of them has. */
    private static final List<String> FUNCTIONS = List.of(
            "read",
            "write",
            "cas",
            "txn",
            "acquire",
            "release",
            "enqueue",
            "dequeue",
            "push",
            "pop",
            "insert",
            "extract-min",
            "add",
            "remove",
            "contains",
            "get",
            "put",
            "append",
            "delete",
            "transfer",
            "drain");

    static List<String> models() {
        return ModelCatalog.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void anOddValueIsAVerdictOrOneLine(String name) {
        Model<?> model = ModelCatalog.named(name, null, NilRead.EXACT);
        int verdicts = 0;
        for (String f : FUNCTIONS) {
            // What the model does not have is refused whatever its value is.
            for (String odd : has(name, f) ? ODD : ODD.subList(0, 3)) {
                String asked = "0 invoke " + f + " " + odd;
                verdicts += passes(model, "", asked) ? 1 : 0;
                for (String type : List.of("ok", "fail", "info")) {
                    verdicts += passes(model, "", asked, "0 " + type + " " + f + " " + odd) ? 1 : 0;
                    verdicts += passes(model, "", asked, "0 " + type + " " + f) ? 1 : 0;
                }
                verdicts += passes(model, "", "0 invoke " + f, "0 ok " + f + " " + odd) ? 1 : 0;
                verdicts += passes(model, "", "0 invoke " + f + " [1 " + odd + "]", "0 ok " + f + " [1 " + odd + "]")
                        ? 1
                        : 0;
            }
        }
        assertThat(verdicts).as(name).isPositive();
    }

    /** Whatever comes together: three operations, each of any sort, by processes that overlap. */
    @ParameterizedTest
    @MethodSource("models")
    void oddValuesTogetherAreAVerdictOrOneLine(String name) {
        together(name, 0, 300);
    }

    @ParameterizedTest
    @MethodSource("models")
    @Tag("slow")
    void oddValuesTogetherAreAVerdictOrOneLineManyTimes(String name) {
        together(name, Long.getLong("skewer.seed", 1_000_000), Integer.getInteger("skewer.histories", 100_000));
    }

    private static void together(String name, long from, int count) {
        List<String> own = FUNCTIONS.stream().filter(f -> has(name, f)).toList();
        assertThat(own).isNotEmpty();
        for (long seed = from; seed < from + count; seed++) {
            Random random = new Random(seed);
            NilRead nilRead = random.nextBoolean() ? NilRead.ANY : NilRead.EXACT;
            List<String> lines = new ArrayList<>();
            for (int process = 0; process < 3; process++) {
                String f = own.get(random.nextInt(own.size()));
                String input = ODD.get(random.nextInt(ODD.size()));
                int at = random.nextInt(lines.size() + 1);
                lines.add(at, process + " invoke " + f + " " + input);
                String type = List.of("ok", "ok", "fail", "info", "never").get(random.nextInt(5));
                String output = random.nextBoolean() ? input : ODD.get(random.nextInt(ODD.size()));
                if (!type.equals("never")) {
                    at += 1 + random.nextInt(lines.size() - at);
                    lines.add(at, process + " " + type + " " + f + " " + output);
                }
            }
            passes(ModelCatalog.named(name, null, nilRead), "seed " + seed, lines.toArray(String[]::new));
        }
    }

    private static boolean has(String model, String f) {
        return ModelCatalog.named(model, null, NilRead.ANY).signatures().stream()
                .anyMatch(each -> each.f().equals(f));
    }

    /** Checks a history and looks at all that can be known of it; says whether there was a verdict. */
    private static boolean passes(Model<?> model, String seed, String... lines) {
        OperationHistory history;
        try {
            history = Loading.of(lines);
        } catch (HistoryException e) {
            // It is not EDN, or no history.
            return false;
        }
        Budget budget = Budget.of(Duration.ofSeconds(5), 1 << 22);
        try {
            Analysis analysis = LinearizabilityChecker.check(history, model, budget);
            analysis.verdict();
            for (PartResult part : analysis.parts()) {
                Exploration found = analysis.explore(part, budget);
                found.orders().forEach(analysis::states);
                analysis.operations(part).forEach(op -> analysis.operation(op).text());
                if (part.valid() == Validity.FALSE) {
                    analysis.explanation(part);
                    analysis.certificate(part);
                }
            }
            return true;
        } catch (HistoryException e) {
            assertThat(e.getMessage())
                    .as(model.name() + " " + seed + "\n" + String.join("\n", lines))
                    .startsWith("test.edn:")
                    .doesNotContain("\n");
            assertThat(e.getCause()).isNull();
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(model.name() + " " + seed + "\n" + String.join("\n", lines), e);
        }
    }

    /** An operation that the model cannot take: in each outcome but the failure of one without argument, which says nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register | cas [1 2] | :read or :write v",
                "cas-register | cas [1 2 3] | :cas [from to]",
                "cas-register | cas 7 | :cas [from to]",
                "multi-register | txn [[:append 5 1] [:r 5 nil]] | :txn [[:read k v] [:write k v] …]",
                "multi-register | txn [[:w 5]] | :txn [[:read k v] [:write k v] …]",
                "multi-register | txn [[:r nil 1]] | :txn [[:read k v] [:write k v] …]",
                "multi-register | txn {:r 1} | :txn [[:read k v] [:write k v] …]",
                "mutex | lock | :acquire or :release",
                "counter | add 1.0 | :add n",
                "counter | add \"1\" | :add n",
                "priority-queue | insert 2.5 | :insert n",
                "priority-queue | insert [1 \"job\"] | :insert n",
                "kv | cas {:from 1 :to 2} | :cas [from to]",
                "bank | transfer {:from 0 :to 1 :amount 0.5} | :transfer {:from a :to b :amount n}",
                "bank | transfer {:from 0 :amount 5} | :transfer {:from a :to b :amount n}",
                "bank | transfer [0 1 5] | :transfer {:from a :to b :amount n}",
            })
    void anOperationOfAnotherModelIsAnErrorWhateverBecameOfIt(String name, String call, String right) {
        Model<?> model = ModelCatalog.named(name, null, NilRead.ANY);
        for (String end : new String[] {"ok", "fail", "info", ""}) {
            String[] lines = end.isEmpty()
                    ? new String[] {"0 invoke " + call}
                    : new String[] {"0 invoke " + call, "0 " + end + " " + call};
            assertThatThrownBy(() -> LinearizabilityChecker.check(Loading.of(lines), model, Budget.unlimited()))
                    .as(end)
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith("test.edn:1: :")
                    .hasMessageContaining(" does not fit the model; right would be " + right.strip());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enqueue | fifo-queue",
                "enqueue | unordered-queue",
                "push | stack",
                "insert | priority-queue",
                "add | set",
                "contains | set",
                "add | counter",
                "append | kv",
                "cas | cas-register",
                "txn | multi-register",
                "transfer | bank",
            })
    void anArgumentMayBeMissingOnlyWhereTheOperationFailed(String f, String name) {
        Model<?> model = ModelCatalog.named(name, null, NilRead.ANY);
        assertThat(LinearizabilityChecker.check(Loading.of("0 invoke " + f, "0 fail " + f), model, Budget.unlimited())
                        .verdict()
                        .valid())
                .isNotEqualTo(Validity.FALSE);
        // Where the completion says the argument too, one that has not come may have had any.
        for (String end : model.repeatsArgument(f) ? List.of("ok") : List.of("ok", "info")) {
            assertThatThrownBy(() -> LinearizabilityChecker.check(
                            Loading.of("0 invoke " + f, "0 " + end + " " + f), model, Budget.unlimited()))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith("test.edn:1: :" + f + " with nil");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counter | read | 1.0",
                "counter | read | nil",
                "counter | read | [1]",
                "set | read | 1",
                "set | read | nil",
                "set | read | {1 true}",
                "set | contains 5 | 1",
                "set | contains 5 | nil",
                "set | contains 5 | \"true\"",
                "priority-queue | extract-min | \"2\"",
                "priority-queue | extract-min | 2.0",
                "bank | read | {0 10 1 nil}",
                "bank | read | {0 0.5}",
                "bank | read | [10 10]",
                "bank | read | nil",
                "bank | read | {0 5 \"0\" 5}",
                "bank | read | {:a 5 \"a\" 5}",
                "multi-register | txn [[:r 1 nil] [:w 2 3]] | [[:r 1 5]]",
                "multi-register | txn [[:r 1 nil] [:w 2 3]] | [[:r 1 5] [:w 2 4]]",
                "multi-register | txn [[:r 1 nil] [:w 2 3]] | [[:r 3 5] [:w 2 3]]",
                "multi-register | txn [[:r 1 nil] [:w 2 3]] | [[:w 1 5] [:w 2 3]]",
                "multi-register | txn [[:r 1 nil] [:w 2 3]] | :done",
            })
    void anAnswerThatTheModelCannotGiveIsAnError(String name, String call, String answer) {
        String f = call.split(" ", 2)[0];
        assertThatThrownBy(() -> LinearizabilityChecker.check(
                        Loading.of("0 invoke " + call, "0 ok " + f + " " + answer),
                        ModelCatalog.named(name, null, NilRead.ANY),
                        Budget.unlimited()))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("test.edn:1: :" + f)
                .hasMessageContaining(" → " + answer + " does not fit the model; right would be :" + f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counter | 1.5",
                "counter | [1]",
                "counter | \"1\"",
                "semaphore | -1",
                "semaphore | :many",
                "semaphore | 1/2",
                "multi-register | [[:x 0]]",
                "multi-register | 7",
                "multi-register | {nil 7}",
                "multi-register | {:x 1 \"x\" 2}",
                "bank | 100",
                "bank | [100 100]",
                "bank | {0 nil}",
                "bank | {nil 0}",
                "bank | {0 1.5}",
                "bank | {0 -1}",
                "bank | {:a 1 \"a\" 1}",
                "bank | {7 1 \"7\" 1}",
                "set | #{1}",
                "fifo-queue | [1]",
                "unordered-queue | [1]",
                "stack | [1]",
                "priority-queue | [1]",
                "mutex | 1",
                "reentrant-mutex | :free",
            })
    void anInitialStateThatTheModelCannotHaveIsAnError(String name, String initial) {
        assertThatThrownBy(() -> ModelCatalog.named(name, Literals.read(initial), NilRead.ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("[^\n]*(right would be|always begins free or empty)[^\n]*");
    }

    /** A model as users write them, who take for granted what their operations look like. */
    private record Careless(String mistake) implements Model<Long> {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public @Nullable Long step(Long state, Operation op) {
            if (op.f().equals("add")) {
                return state + (Long) op.argument();
            }
            if (mistake.equals("step") && op.f().equals("odd")) {
                throw new IllegalStateException("not thought of\nin the least");
            }
            return !op.known() || state.equals(op.output()) ? state : null;
        }

        @Override
        public boolean isReadOnly(Operation op) {
            return throwing("isReadOnly", op);
        }

        @Override
        public @Nullable Object part(Operation op) {
            return throwing("part", op) ? 1 : null;
        }

        @Override
        public @Nullable Object element(Operation op) {
            return throwing("element", op) ? 1 : null;
        }

        @Override
        public String refusal(Long state, Operation op) {
            return throwing("refusal", op) ? "" : "no";
        }

        private boolean throwing(String method, Operation op) {
            if (mistake.equals(method) && op.f().equals("odd")) {
                throw new NullPointerException(method);
            }
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"step", "isReadOnly", "part", "element", "refusal"})
    void anExceptionOfAModelNamesTheOperation(String mistake) {
        assertThatThrownBy(() -> LinearizabilityChecker.check(
                                Loading.of("0 invoke add 1", "0 ok add 1", "1 invoke odd", "1 ok odd 2"),
                                new Careless(mistake),
                                Budget.unlimited())
                        .verdict())
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("test.edn:3: the model careless fails on odd → 2: java.lang.")
                .hasRootCauseInstanceOf(
                        mistake.equals("step") ? IllegalStateException.class : NullPointerException.class);
    }

    @Test
    void aModelThatComplainsOfAnOperationIsTakenAtItsWord() {
        Model<Long> model = new Careless("");
        assertThatThrownBy(() -> LinearizabilityChecker.check(
                        Loading.of("0 invoke add 1", "0 ok add 1", "1 invoke add", "1 ok add"),
                        model,
                        Budget.unlimited()))
                .isInstanceOf(HistoryException.class)
                .hasMessage("test.edn:3: :add with nil → nil does not fit the model; right would be a value");
    }
}
