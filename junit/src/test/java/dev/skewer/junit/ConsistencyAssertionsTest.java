package dev.skewer.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Validity;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Models;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class ConsistencyAssertionsTest {
    /** Two that overlap; the read sees what was there before. */
    private static final String RIGHT = """
            {:process 0 :type :invoke :f :write :value "a"}
            {:process 1 :type :invoke :f :read}
            {:process 0 :type :ok     :f :write :value "a"}
            {:process 1 :type :ok     :f :read  :value "0"}
            """;

    private static final String WRONG = """
            {:process 0 :type :invoke :f :write :value "a\u001b[2J\u202e\\n::error::"}
            {:process 0 :type :ok     :f :write :value "a\u001b[2J\u202e\\n::error::"}
            {:process 1 :type :invoke :f :read}
            {:process 2 :type :invoke :f :read}
            {:process 1 :type :ok     :f :read  :value "0"}
            {:process 2 :type :ok     :f :read  :value "0"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @BeforeEach
    void resultsGoThere() {
        System.setProperty(Configuration.RESULTS, folder.toString());
    }

    @AfterEach
    void resultsGoWhereTheyWent() {
        System.clearProperty(Configuration.RESULTS);
    }

    private static String failure(Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionFailedError e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it holds");
    }

    @Test
    void whatIsLinearizablePasses() {
        History history = History.parse(RIGHT);
        assertThat(ConsistencyAssertions.assertLinearizable(history, Models.register("0"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        ConsistencyAssertions.assertConsistent(
                history, ConsistencyOptions.model("register").with("initial", "\"0\""));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNotFailsWithItsStoryAndAPage() throws IOException {
        String message =
                failure(() -> ConsistencyAssertions.assertLinearizable(History.parse(WRONG), Models.register("0")));
        assertThat(message)
                .startsWith("history is not linearizable as register: nonlinearizable ")
                .containsPattern("(?m)^ +T1 .* process 0 +write ")
                .contains("\\u001b[2J");
        assertThat(message.chars().filter(c -> c != '\n' && (c < ' ' || c == 0x202e)))
                .isEmpty();
        assertThat(message.lines()).noneMatch(line -> line.startsWith("::"));
        Matcher report = Pattern.compile("(?m)^report +(\\S+)$").matcher(message);
        assertThat(report.find()).isTrue();
        Path page = Path.of(URI.create(report.group(1)));
        assertThat(Files.readString(page)).contains("nonlinearizable").doesNotContain("\u001b");
        assertThat(page.toString())
                .contains("ConsistencyAssertionsTest.")
                .startsWith(folder.toAbsolutePath().toString());
        Matcher check = Pattern.compile("(?m)^check +skewer check --model register --initial '\"0\"' (\\S+)$")
                .matcher(message);
        assertThat(check.find()).as(message).isTrue();
        Check.linearizable(History.load(Path.of(check.group(1))), Models.register("0"))
                .assertInvalid("nonlinearizable");
    }

    /** A line may be broken before any word of a value, and CI systems read what builds print. */
    @Test
    void noLineIsACommandForASystemThatReadsIt() {
        String value = "v ::error::no ##[error]no ".repeat(40);
        String message = failure(() -> ConsistencyAssertions.assertLinearizable(
                History.parse(WRONG.replaceAll("\"a[^\"]*\"", Matcher.quoteReplacement('"' + value + '"'))),
                Models.register("0")));
        assertThat(message).contains(":\\u003aerror::no", "##\\u005berror]no").doesNotContain("##[");
        assertThat(message.lines()).noneMatch(line -> line.strip().startsWith("::"));
    }

    @Test
    void aFileIsJudgedAsTheCommandDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("h.edn"), WRONG);
        ConsistencyOptions options = ConsistencyOptions.model("register").with("initial", "\"0\"");
        assertThat(failure(() -> ConsistencyAssertions.assertConsistent(file, options)))
                .startsWith(file.toAbsolutePath() + " is not linearizable as register: nonlinearizable ");
        Path cut = Files.writeString(folder.resolve("cut.edn"), RIGHT + "{:process 3 :type :inv");
        assertThat(failure(() -> ConsistencyAssertions.assertConsistent(cut, options)))
                .contains("could not be shown to be linearizable as register: verdict unknown")
                .contains("the file ends inside an event");
        ConsistencyAssertions.assertConsistent(cut, options.acceptingTruncated());
    }

    @Test
    void whatCouldNotHaveBeenWrongDoesNotPass() {
        History empty = History.parse("[]");
        assertThat(failure(() -> ConsistencyAssertions.assertLinearizable(empty, Models.register())))
                .contains("could not be shown to be linearizable");
        History alone = History.parse("""
                {:process 0 :type :invoke :f :write :value 1}
                {:process 0 :type :ok     :f :write :value 1}
                """);
        assertThat(failure(() -> ConsistencyAssertions.assertLinearizable(alone, Models.register())))
                .contains("nothing was checked: there were no ");
        ConsistencyAssertions.assertConsistent(
                alone, ConsistencyOptions.model("register").acceptingVacuous());
    }

    @Test
    void aModelOfATestsOwnHasNoCommand() {
        assertThat(failure(() -> ConsistencyAssertions.assertLinearizable(History.parse(WRONG), new AlwaysEmpty())))
                .contains("is not linearizable as always-empty")
                .contains("\nreport ")
                .doesNotContain("\ncheck ");
    }

    record AlwaysEmpty() implements Model<String> {
        @Override
        public String name() {
            return "always-empty";
        }

        @Override
        public String initial() {
            return "";
        }

        @Override
        public @Nullable String step(String state, Operation op) {
            return op.f().equals("read") && op.known() && op.output() != null ? null : state;
        }
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("h.edn"), RIGHT);
        assertThatThrownBy(() -> ConsistencyAssertions.assertConsistent(file, ConsistencyOptions.model("registre")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown model 'registre'; did you mean 'register'?");
        assertThatThrownBy(() -> ConsistencyAssertions.assertConsistent(
                        file, ConsistencyOptions.model("register").with("inital", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the register model has no option 'inital'; did you mean 'initial'?");
        assertThatThrownBy(() -> ConsistencyAssertions.assertConsistent(
                        file, ConsistencyOptions.model("register").with("keyed", "perhaps")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keyed: there is no perhaps; right would be auto, yes, no");
        Path missing = folder.resolve("none.edn");
        assertThatThrownBy(() -> ConsistencyAssertions.assertConsistent(missing, ConsistencyOptions.model("register")))
                .hasMessage(missing + ": no such file");
    }
}
