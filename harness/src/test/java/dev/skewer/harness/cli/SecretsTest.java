package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that is an option of a target is in nothing that is printed or kept. */
class SecretsTest {
    private static final String PASSWORD = "geheim&;%é";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Shell.Done run(String... args) throws Exception {
        return new Shell(directory).run(args);
    }

    /** Looks at all files, compressed ones aside, which hold the history alone. */
    private void isNowhere(Shell.Done done) throws IOException {
        assertThat(done.out() + done.err()).doesNotContain("geheim");
        Path results = directory.resolve("results");
        if (Files.exists(results)) {
            try (Stream<Path> files = Files.walk(results)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("geheim");
                }
            }
        }
    }

    @Test
    void aTestKeepsItsPasswordToItself() throws Exception {
        Shell.Done done = run(
                "test",
                "--workload",
                "counter",
                "--target",
                "jdbc",
                "--ops",
                "400",
                "--keys",
                "2",
                "--no-compress",
                "--target-option",
                "url=jdbc:h2:mem:secret;MODE=PostgreSQL",
                "--target-option",
                "user=sa",
                "--target-option",
                "password=" + PASSWORD);
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains("password=***", "url=jdbc:h2:mem:secret");
        isNowhere(done);
        Shell.Done again = run("test", "--target", "jdbc", "--target-option", "url=jdbc:h2:mem:x;PASSWORD=***");
        assertThat(again.code()).isEqualTo(254);
        assertThat(again.err()).contains("the password is masked").hasLineCount(1);
    }

    @Test
    void aTestThatCannotConnectDoesNotTellItEither() throws Exception {
        Shell.Done done = run(
                "test",
                "--target",
                "jdbc",
                "--target-option",
                "url=jdbc:h2:tcp://127.0.0.1:1/x;USER=sa;PASSWORD=geheim;NO_SUCH_SETTING=1");
        assertThat(done.code()).isEqualTo(255);
        assertThat(done.err())
                .startsWith("skewer: target jdbc cannot be opened: ")
                .hasLineCount(1);
        isNowhere(done);
    }

    @Test
    void aCampaignKeepsItToItself() throws Exception {
        Files.writeString(directory.resolve("c.yaml"), """
                target-option: {url: 'jdbc:h2:mem:secrets', user: sa, password: geheim}
                tests:
                  - {target: jdbc, workload: counter, ops: 300, keys: 2}
                  - {target: jdbc, workload: counter, ops: 300, keys: 2, expect: nonlinearizable}
                """);
        for (String[] more : new String[][] {{}, {"--json"}}) {
            String[] args = Stream.concat(Stream.of("campaign", "c.yaml"), Stream.of(more))
                    .toArray(String[]::new);
            Shell.Done done = run(args);
            assertThat(done.code()).as(done.out() + done.err()).isEqualTo(1);
            isNowhere(done);
        }
    }

    @Test
    void whatIsNotOfTheFormIsMaskedToo() throws Exception {
        Shell.Done done = run("test", "--target", "jdbc", "--target-option", "password:geheim");
        assertThat(done.code()).isEqualTo(254);
        isNowhere(done);
    }
}
