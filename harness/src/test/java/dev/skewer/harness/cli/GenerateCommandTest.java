package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Histories on request. */
class GenerateCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Shell.Done generate(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "generate";
        System.arraycopy(options, 0, all, 1, options.length);
        return new Shell(directory).run(all);
    }

    @Test
    void theHistoryGoesToStandardOutputAndNothingElseDoes() {
        Shell.Done done = generate("--transactions", "50", "--seed", "3");
        assertThat(done.code()).isZero();
        assertThat(done.err()).isEmpty();
        assertThat(done.out().lines()).hasSize(100).allMatch(line -> line.startsWith("{:index "));
        assertThat(generate("--transactions", "50", "--seed", "3")).isEqualTo(done);
    }

    @Test
    void timestampsAreWrittenAndHeldAgainstWhatWasRead() {
        generate("--level", "snapshot-isolation", "--timestamps", "--transactions", "300", "-o", "t.edn");
        generate(
                "--level",
                "snapshot-isolation",
                "--timestamps",
                "--defect",
                "timestamp-ahead",
                "--transactions",
                "300",
                "-o",
                "ahead.edn");
        String[] check = {
            "check",
            "--model",
            "list-append",
            "--consistency-model",
            "snapshot-isolation",
            "--timestamps",
            "yes",
            "t.edn"
        };
        Shell.Done right = new Shell(directory).run(check);
        assertThat(right.code()).isZero();
        check[check.length - 1] = "ahead.edn";
        Shell.Done wrong = new Shell(directory).run(check);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).contains("timestamp-read", "A read that is not of its timestamp");
    }

    @Test
    void timestampsThatThereAreNotAreRefusedInOneLine() {
        assertThat(generate("--level", "prefix", "--timestamps").err())
                .isEqualTo("skewer: generate: --timestamps: transactions at prefix have none; right would be --level"
                        + " snapshot-isolation, strong-session-snapshot-isolation, strong-snapshot-isolation, serializable,"
                        + " strong-session-serializable, strict-serializable\n");
        assertThat(generate("--inject", "G0=0.1", "--timestamps").err()).contains("leave one of the two out");
    }

    @Test
    void aFileIsCompressedAsItsNameSaysAndWhatIsInItIsSaid() throws IOException {
        assertThat(generate("--transactions", "1000", "--inject", "G1c=1%", "-o", "h.edn")
                        .out())
                .matches("h\\.edn: 1,000 transactions of list-append at strict-serializable"
                        + " \\(1,000 ok, 0 fail, 0 info\\), seed 1\ninjected: G1c \\d+\n");
        for (String name : new String[] {"h.edn.zst", "h.jsonl.gz"}) {
            String format = name.contains("jsonl") ? "jsonl" : "edn";
            assertThat(generate("--transactions", "1000", "-o", name, "--format", format)
                            .code())
                    .isZero();
            assertThat(Files.size(directory.resolve(name))).isLessThan(Files.size(directory.resolve("h.edn")) / 3);
        }
    }

    @Test
    void programsReadWhatIsInIt() {
        JsonNode json = JsonMapper.shared()
                .readTree(generate(
                                "--json",
                                "--type",
                                "rw-register",
                                "--level",
                                "prefix",
                                "--inject",
                                "lost-update=0.05",
                                "--transactions",
                                "400",
                                "-o",
                                "h.edn")
                        .out());
        assertThat(json.get("model").asString()).isEqualTo("rw-register");
        assertThat(json.get("level").asString()).isEqualTo("prefix");
        assertThat(json.get("transactions").asInt()).isEqualTo(400);
        assertThat(json.get("injected").get("lost-update").asInt()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--type lists | unknown type 'lists'; there are list-append, rw-register, set-add",
                "--level snapshot | unknown level 'snapshot'; ",
                "--keys 0 | generate: --keys: from 1 to 1000000 are possible, not 0",
                "--inject G0 | generate: --inject G0: there is no rate; write an anomaly and its rate such as G0=0.001",
                "--inject G0=2 | generate: --inject G0: '2' is no share; write one from 0 to 1",
                "--fail 120% | generate: --fail: '120%' is no share; write one from 0 to 1",
                "--processes 1 --inject G1c=1 | generate: --inject: G1c needs at least 2 processes, and there are 1",
                "--format json | unknown format 'json'; ",
                "--json | generate: --json says what is in a history; give the history a file with --output FILE",
                "-o no/where | generate: --output no/where: cannot write there: "
            })
    void whatMakesNoSenseIsOneLine(String options, String complaint) {
        Shell.Done done = generate(options.split(" "));
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err()).startsWith("skewer: " + complaint).hasLineCount(1);
    }
}
