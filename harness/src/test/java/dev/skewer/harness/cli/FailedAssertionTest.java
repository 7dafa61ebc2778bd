package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.checker.Validity;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Models;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command that a failed assertion prints gives the verdict that failed it, as a shell reads it. */
class FailedAssertionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    static Stream<Arguments> checks() {
        String read = call("read", "nil", "0");
        String word = call("read", "nil", "\"it's a $HOME \\\"word\\\"\"");
        return Stream.of(
                of(Models.register(0), read, Validity.TRUE),
                of(Models.register(), read, Validity.FALSE),
                of(Models.register("it's a $HOME \"word\""), word, Validity.TRUE),
                of(Models.casRegister(List.of(1, 2)), call("cas", "[[1 2] 3]", "[[1 2] 3]"), Validity.TRUE),
                of(Models.casRegister(0, NilRead.EXACT), call("read", "nil", "nil"), Validity.FALSE),
                of(Models.casRegister(0), call("read", "nil", "nil"), Validity.TRUE),
                of(Models.semaphore(2), call("acquire", "nil", "nil").repeat(2), Validity.TRUE),
                of(Models.mutex(), call("acquire", "nil", "nil").repeat(2), Validity.FALSE),
                of(Models.counter(-3), call("read", "nil", "-3"), Validity.TRUE),
                of(Models.bank(Map.of("a b", 5)), call("read", "nil", "{\"a b\" 5}"), Validity.TRUE),
                of(Models.bank(), call("read", "nil", "{\"a b\" 5}"), Validity.TRUE),
                of(
                        Models.multiRegister(Map.of(new Keyword("x"), 1)),
                        call("txn", "[[:r :x nil]]", "[[:r :x 1]]"),
                        Validity.TRUE),
                of(Models.register(7), call("read", "[:k nil]", "[:k 7]"), Validity.TRUE),
                of(Models.named("kv", "v", NilRead.ANY), call("get", "nil", "\"v\""), Validity.TRUE),
                of(Models.fifoQueue(), call("dequeue", "nil", "3"), Validity.FALSE));
    }

    private static Arguments of(Model<?> model, String events, Validity expected) {
        return Arguments.of(model, events, expected);
    }

    private static String call(String f, String input, String output) {
        return "{:process 0 :type :invoke :f :" + f + " :value " + input + "}\n{:process 0 :type :ok :f :" + f
                + " :value " + output + "}\n";
    }

    @ParameterizedTest
    @MethodSource("checks")
    void givesTheCommandThatRepeatsIt(Model<?> model, String events, Validity expected) throws Exception {
        Path file = directory.resolve("it's here").resolve("h.edn");
        Check check = Check.linearizable(History.parse(events), model).savingFailuresTo(file);
        assertThat(check.verdict().valid()).isEqualTo(expected);
        AssertionError error = catchThrowableOfType(AssertionError.class, () -> {
            check.assertInvalid();
            check.assertValid();
        });
        List<String> lines = String.valueOf(error.getMessage()).lines().toList();
        List<String> words = split(lines.get(lines.size() - 1));
        assertThat(words.subList(0, 2)).containsExactly("skewer", "check");
        Shell.Done done =
                new Shell(directory).run(words.subList(1, words.size()).toArray(String[]::new));
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).contains("h.edn\t" + expected);
    }

    private static List<String> split(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-c", "set -- " + line + "; printf '%s\\0' \"$@\"")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        List<String> all = new ArrayList<>(List.of(words.split("\0", -1)));
        all.remove(all.size() - 1);
        return all;
    }
}
