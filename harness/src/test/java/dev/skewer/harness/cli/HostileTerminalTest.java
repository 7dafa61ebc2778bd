package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.HostileTexts;
import dev.skewer.results.Samples;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stored runs and histories have, what commands print moves no cursor, hides nothing and commands no CI system; as JSON too. */
class HostileTerminalTest {
    /** All that a terminal does something at, but for line ends and tabs. */
    private static final Pattern CONTROL = Pattern.compile(
            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]");
    /** Colours, the only thing of that kind that Skewer itself prints. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Of a comparison of other texts, which may be worse, better or neither. */
    private static final Set<Integer> ANY = Set.of(0, 1, 2);

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*::|##\\[");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path directory;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(directory).environment(Map.of("GITHUB_ACTIONS", "true"));
    }

    static Stream<String> texts() {
        return Stream.concat(
                Stream.concat(HostileTexts.ALL.stream(), Stream.of(HostileTexts.TOGETHER)),
                LongStream.range(0, 8).mapToObj(HostileTexts::generated));
    }

    private Path store(String folder, String name, Summary summary) throws IOException {
        Path run = Files.createDirectories(directory.resolve(folder));
        return write(run.resolve(name), Json.indented(SummaryFiles.json(summary)));
    }

    /** Lone surrogates, which no file can have, are question marks in it, as in those that Skewer writes. */
    private static Path write(Path file, String text) throws IOException {
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertHarmless(String text, Set<Integer> codes, String... command) {
        Shell.Done done = shell.run(command);
        String what = String.join(" ", command) + ": " + text;
        assertThat(done.code()).as("%s: %s", what, done.err()).isIn(codes);
        for (String printed : List.of(done.out(), done.err())) {
            assertThat(CONTROL.matcher(printed).results().map(MatchResult::group))
                    .as(what)
                    .isEmpty();
            assertThat(COMMAND.matcher(printed).results().map(MatchResult::group))
                    .as(what)
                    .isEmpty();
        }
    }

    @Test
    void ofStoredRunsAndCampaigns() throws IOException {
        for (String text : texts().toList()) {
            store("a", "verdict.json", Samples.run(Samples.skewed(text), text));
            store("b", "verdict.json", Samples.run(Samples.skewed("x"), "x"));
            store("c", "campaign.json", Samples.gated(text));
            store("d", "campaign.json", Samples.gated("x"));
            assertHarmless(text, Set.of(0), "report", "a");
            assertHarmless(text, Set.of(0), "report", "a", "--json");
            assertHarmless(text, Set.of(0), "report", "c");
            assertHarmless(text, Set.of(0), "report", "c", "--json");
            assertHarmless(text, ANY, "compare", "b", "a");
            assertHarmless(text, ANY, "compare", "b", "a", "--json");
            assertHarmless(text, ANY, "compare", "d", "c");
            assertHarmless(text, ANY, "compare", "d", "c", "--json");
        }
    }

    @Test
    void ofABaseline() throws IOException {
        for (String text : texts().toList()) {
            store("c", "campaign.json", Samples.gated(text));
            Files.deleteIfExists(directory.resolve("b.yaml"));
            assertHarmless(text, Set.of(0), "baseline", "update", "c", "--baseline", "b.yaml");
            assertThat(Files.readString(directory.resolve("b.yaml"))).doesNotContainPattern(CONTROL);
            assertHarmless(text, Set.of(0), "baseline", "show", "--baseline", "b.yaml");
            assertHarmless(text, Set.of(0), "baseline", "show", "--baseline", "b.yaml", "--json");
        }
    }

    @Test
    void ofAHistoryThatAnybodyRecorded() throws IOException {
        for (String text : texts().toList()) {
            write(directory.resolve("h.jsonl"), written(text) + read(text + "?"));
            assertHarmless(text, Set.of(1), "check", "--model", "register", "h.jsonl");
            assertHarmless(text, Set.of(1), "check", "--model", "register", "--stats", "--certify", "h.jsonl");
            assertHarmless(text, Set.of(1), "check", "--model", "register", "--json", "h.jsonl");
            write(directory.resolve("true.jsonl"), written(text));
            assertHarmless(text, Set.of(0), "check", "--model", "register", "--linearization", "true.jsonl");
        }
        shell.terminal();
        Shell.Done done = shell.run("check", "--model", "register", "h.jsonl");
        assertThat(COLOUR.matcher(done.out()).replaceAll("")).doesNotContainPattern(CONTROL);
    }

    private static String written(String value) {
        return event("invoke", "write").put("value", value) + "\n"
                + event("ok", "write").put("value", value) + "\n";
    }

    private static String read(String value) {
        return event("invoke", "read").putNull("value") + "\n"
                + event("ok", "read").put("value", value) + "\n";
    }

    private static ObjectNode event(String type, String function) {
        return Json.object().put("process", 0).put("type", type).put("f", function);
    }
}
