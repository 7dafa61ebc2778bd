package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command makes of operations and initial states that a model has, or has not. */
class ModelInputsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Shell.Done check(String history, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve("h.edn"), history);
        String[] args = new String[options.length + 2];
        args[0] = "check";
        System.arraycopy(options, 0, args, 1, options.length);
        args[args.length - 1] = file.getFileName().toString();
        return new Shell(directory).run(args);
    }

    private static void assertOneLine(Shell.Done done, String... parts) {
        assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.USER_ERROR);
        assertThat(done.out()).isEmpty();
        assertThat(done.err().lines().toList()).hasSize(1);
        assertThat(done.err()).contains(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "fail", "info"})
    void anOperationOfAnotherModelIsOneLine(String type) throws Exception {
        String call = ":f :txn :value [[:append 3 7] [:r 3 nil]]}\n";
        String history = "{:process 0 :type :invoke " + call + "{:process 0 :type :" + type + " " + call;
        assertOneLine(
                check(history, "--model", "multi-register"), "h.edn:1: :txn with [[:append 3 7]", "right would be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bank | {0 nil}",
                "bank | {0 -5}",
                "bank | 100",
                "counter | 0.5",
                "semaphore | -1",
                "multi-register | [:x 0]",
                "set | #{1}",
                "register | 1 2",
                "register | {:a",
            })
    void anInitialStateThatTheModelCannotHaveIsOneLine(String model, String initial) throws Exception {
        assertOneLine(check("", "--model", model, "--initial", initial), "check: --initial " + initial);
    }

    @Test
    void anInitialStateIsReadAsTheHistoryHasItsValues() throws Exception {
        String json = """
                {"process":0,"type":"invoke","f":"read","value":null}
                {"process":0,"type":"ok","f":"read","value":{"on":7,"off":"no"}}
                """;
        for (String initial : List.of("{:on 7 :off :no}", "{\"on\" 7 \"off\" \"no\"}")) {
            assertThat(check(json, "--model", "register", "--initial", initial).code())
                    .isZero();
        }
        assertThat(check(json, "--model", "register", "--initial", "{:on 8 :off :no}")
                        .code())
                .isEqualTo(1);
    }

    static List<String> models() {
        return ModelCatalog.names();
    }

    /** Everything that is shown of a history copes with values that nobody thought of. */
    @ParameterizedTest
    @MethodSource("models")
    void oddValuesCanBeLookedAt(String model) throws Exception {
        List<Signature> signatures =
                ModelCatalog.named(model, null, NilRead.ANY).signatures();
        List<String> odd = List.of(
                "nil",
                "true",
                "-1",
                "18446744073709551616",
                "[[:r \"</b>\" nil] [:w {} 2]]",
                "\"\\u001b[2J\"",
                "{:from \"a\" :to \"\\n\" :amount -3}",
                "{\"</script>\" 4 \"a\" 18446744073709551616}",
                "#{[1 2]}",
                "[[1 2] [3 4]]",
                "##NaN");
        int shown = 0;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            StringBuilder history = new StringBuilder();
            for (int process = 0; process < 3; process++) {
                Signature signature = signatures.get(random.nextInt(signatures.size()));
                String f = signature.f();
                String input = value(odd, signature.argument(), random);
                String output = signature.answer().equals(Shape.ANY) ? input : value(odd, signature.answer(), random);
                line(history, process, "invoke", f, input);
                line(history, process, random.nextInt(4) == 0 ? "info" : "ok", f, output);
            }
            Shell.Done done = check(history.toString(), "--model", model, "--view", "v.html", "--linearization");
            if (done.code() == ExitCode.USER_ERROR) {
                assertOneLine(done, "right would be");
            } else {
                assertThat(done.code()).as(history + done.err()).isBetween(0, 1);
                assertThat(done.out()).doesNotContain("\u001b");
                shown++;
            }
        }
        assertThat(shown).as(model).isPositive();
    }

    /** Mostly one that fits. */
    private static String value(List<String> odd, Shape shape, Random random) {
        String any = odd.get(random.nextInt(odd.size()));
        List<String> fitting =
                odd.stream().filter(each -> shape.fits(Literals.read(each))).toList();
        return fitting.isEmpty() || random.nextInt(10) == 0 ? any : fitting.get(random.nextInt(fitting.size()));
    }

    private static void line(StringBuilder history, int process, String type, String f, String value) {
        history.append("{:process " + process + " :type :" + type + " :f :" + f + " :value " + value + "}\n");
    }

    @Test
    void aBankInJsonIsTheSameAsInEdn() throws Exception {
        String json = """
                [{"process":1,"type":"invoke","f":"read","value":null},
                 {"process":1,"type":"ok","f":"read","value":{"till":50,"safe":1000}},
                 {"process":1,"type":"invoke","f":"transfer","value":{"from":"safe","to":"till","amount":200}},
                 {"process":1,"type":"ok","f":"transfer","value":{"from":"safe","to":"till","amount":200}},
                 {"process":1,"type":"invoke","f":"read","value":null},
                 {"process":1,"type":"ok","f":"read","value":{"till":250,"safe":800}}]
                """;
        assertThat(check(json, "--model", "bank").code()).isZero();
        assertThat(check(json.replace("250", "251"), "--model", "bank").code()).isEqualTo(1);
    }
}
