package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Format;
import dev.skewer.store.Defect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListAndExplainTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @ParameterizedTest
    @MethodSource("everyList")
    void everyListHasNamesAndSentences(String list) {
        Shell.Done done = new Shell(directory).run("list", list);
        assertThat(done.code()).isZero();
        assertThat(done.out().lines()).isNotEmpty().allMatch(line -> line.matches("[a-zA-Z0-9-]+ +\\S.*[.]"));
    }

    static Stream<String> everyList() {
        return Topics.listNames().stream();
    }

    @Test
    void aConsistencyModelSaysWhatItImpliesAndByWhatItIsImplied() {
        assertThat(new Shell(directory).run("explain", "snapshot-isolation").out())
                .startsWith("snapshot-isolation (consistency model)\n")
                .containsPattern("Implies: [^.]*prefix")
                .containsPattern("Implied by: [^.]*strict-serializable")
                .contains("  T3: read x → 1, read y → 0\n");
    }

    @Test
    void jsonIsOneDocument() {
        Shell.Done done = new Shell(directory).run("list", "defects", "--json");
        JsonNode json = new JsonMapper().readTree(done.out());
        assertThat(json.size())
                .isEqualTo(Defect.values().length + dev.skewer.database.Defect.values().length)
                .isGreaterThanOrEqualTo(13);
        assertThat(json.get(0).get("name").asString()).isEqualTo("half-snapshot");
    }

    /** The first, the last and one between of each list; {@link TopicsTest} looks at the texts of all. */
    static Stream<String> someOfEachList() {
        return Topics.listNames().stream()
                .map(Topics::list)
                .flatMap(list -> Stream.of(list.get(0), list.get(list.size() / 2), list.get(list.size() - 1)))
                .map(Topics.Topic::name)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("someOfEachList")
    void whatIsListedIsExplained(String name) {
        Shell.Done done = new Shell(directory).run("explain", name);
        assertThat(done.code()).isZero();
        assertThat(done.out().lines().count()).isGreaterThan(3);
        assertThat(done.err()).isEmpty();
    }

    @Test
    void everyDefectClaimsAnAnomalyThatIsExplained() {
        assertThat(Topics.names())
                .containsAll(Arrays.stream(Defect.values()).map(Defect::anomaly).toList());
    }

    @Test
    void everyFormatIsListed() {
        assertThat(Topics.names())
                .containsAll(Arrays.stream(Format.values())
                        .map(format -> format.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @Test
    void anExplanationEndsWithTheCommandThatShowsIt() {
        assertThat(new Shell(directory).run("explain", "half-snapshot").out())
                .contains("Causes read-skew")
                .endsWith("  skewer test --defect half-snapshot\n");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(new Shell(directory).run("list", "faults").out()).doesNotContain("\u001b");
        assertThat(new Shell(directory).terminal().run("list", "faults").out()).contains("\u001b[");
        assertThat(new Shell(directory)
                        .terminal()
                        .run("list", "faults", "--no-color")
                        .out())
                .doesNotContain("\u001b");
        assertThat(new Shell(directory)
                        .terminal()
                        .environment(Map.of("NO_COLOR", "1"))
                        .run("list", "faults")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void doctorTriesWhatTestsNeed() {
        Shell.Done done = new Shell(directory).run("doctor");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("java", "cores", "heap", "temporary files", "rocksdb", "fault restart");
        assertThat(done.out().lines().filter(line -> line.contains(" fault ")))
                .as("a line for each fault, whatever the number of targets")
                .hasSize(dev.skewer.workloads.Faults.all().size());
        assertThat(done.out())
                .containsPattern("ok +target embedded +can be opened here")
                .containsPattern("(?m)^ok +fault pause +on process.*; on h2, hsqldb.* with process=true")
                .containsPattern("note +target jdbc +not here: give --target-option url=")
                .containsPattern("(?m)^ok +fault gc +on embedded$");
        JsonNode json = new JsonMapper()
                .readTree(new Shell(directory).run("doctor", "--json").out());
        assertThat(json.get("well").asBoolean()).isTrue();
    }
}
