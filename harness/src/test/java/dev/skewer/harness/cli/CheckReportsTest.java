package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of {@code skewer check} of several files: one document that tells of all, or a file for each. */
class CheckReportsTest {
    private static final String RIGHT = """
            {:process 0 :type :invoke :f :write :value 1}
            {:process 0 :type :ok :f :write :value 1}
            """;
    private static final String WRONG = RIGHT + """
            {:process 1 :type :invoke :f :read :value nil}
            {:process 1 :type :ok :f :read :value 2}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Shell shell;

    @BeforeEach
    void begin() throws IOException {
        shell = new Shell(directory);
        Files.createDirectories(directory.resolve("a"));
        Files.writeString(directory.resolve("a/h.edn"), WRONG);
        Files.writeString(directory.resolve("h.edn"), RIGHT);
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private JsonNode json(String file) throws IOException {
        return new JsonMapper().readTree(text(file));
    }

    @Test
    void oneDocumentTellsOfAllFiles() throws IOException {
        Shell.Done done = shell.run(
                "check",
                "--model",
                "register",
                "--report",
                "junit=j.xml",
                "--report",
                "sarif=s.sarif",
                "--report",
                "markdown=m.md",
                "--report",
                "json=c.json",
                "--report",
                "github=g.txt",
                "h.edn",
                "a/h.edn");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.out()).startsWith("h.edn\ttrue\na/h.edn\tfalse\n");
        assertThat(text("j.xml"))
                .contains("tests=\"2\" failures=\"1\" errors=\"0\"", "name=\"h.edn\"", "name=\"a/h.edn\"");
        assertThat(json("s.sarif")
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("a/h.edn");
        assertThat(text("m.md"))
                .startsWith("**false**: 2 histories: 1 true, 1 false, 0 unknown  \nNot true: a/h&#46;edn (")
                .contains("skewer check --model register a/h.edn");
        assertThat(text("g.txt").lines()).singleElement().asString().startsWith("::error title=a/h.edn%3A ");
        assertThat(json("c.json").get("schema").asString()).isEqualTo("checks/1");
        assertThat(json("c.json").at("/checks/1/file").asString()).isEqualTo("a/h.edn");
        Shell.Done again = shell.run("report", "c.json", "--format", "junit", "--output", "again.xml");
        assertThat(again.out()).isEqualTo("verdict   false\nreport    again.xml\n");
        assertThat(text("again.xml")).isEqualTo(text("j.xml"));
        assertThat(shell.run("report", "c.json", "--output", "p.html").complaint())
                .isEqualTo(
                        "skewer: html: shows one history, and this is of 2; json, markdown, junit, sarif and github tell of several");
        Shell.Done same = shell.run("compare", "c.json", "c.json");
        assertThat(same.out()).isEqualTo("not worse: nothing got worse\n");
        assertThat(same.code()).isZero();
    }

    @Test
    void aFileThatCannotBeCheckedIsAnErrorAmongTheOthers() throws IOException {
        Files.writeString(directory.resolve("no.edn"), "{:process 0 :type :what}");
        Shell.Done done = shell.run(
                "check",
                "--model",
                "register",
                "--report",
                "junit=j.xml",
                "--report",
                "json=c.json",
                "h.edn",
                "no.edn",
                "gone.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.err().lines()).hasSize(2);
        assertThat(text("j.xml"))
                .contains("tests=\"3\" failures=\"0\" errors=\"2\"", "name=\"no.edn\"", "gone.edn: no such file");
        assertThat(json("c.json").get("valid").asString()).isEqualTo("unknown");
        assertThat(json("c.json").at("/refused/1/file").asString()).isEqualTo("gone.edn");
    }

    @Test
    void aFolderGetsOneForEachFile() throws IOException {
        Files.createDirectories(directory.resolve("pages"));
        Shell.Done done = shell.run(
                "check",
                "--model",
                "register",
                "--report",
                "pages/",
                "--report",
                "svg=pages",
                "--report",
                "junit=pages/all.xml",
                "a/h.edn",
                "./a/h.edn",
                "h.edn");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(directory.resolve("pages").toFile().list())
                .containsExactlyInAnyOrder(
                        "a-h.edn.html", "a-h.edn-2.html", "h.edn.html", "a-h.edn.svg", "a-h.edn-2.svg", "all.xml");
        assertThat(done.err()).contains("pages/h.edn.svg: not written: svg: this history has no picture");
        assertThat(text("pages/a-h.edn.html")).contains("a/h.edn", "The options of the check", "Environment");
        assertThat(text("pages/all.xml")).contains("tests=\"3\" failures=\"2\"");
    }

    @Test
    void aFormThatShowsOneHistoryNeedsAFolderForSeveral() {
        Shell.Done done = shell.run("check", "--model", "register", "--report", "p.html", "h.edn", "a/h.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint())
                .isEqualTo(
                        "skewer: --report p.html: html shows one history, and 2 are checked; give a folder, which gets one for each");
        assertThat(shell.run("check", "--model", "register", "--report", "none/", "h.edn")
                        .complaint())
                .isEqualTo("skewer: --report none/h.edn.html: there is no such folder; make it first");
    }

    @Test
    void aReportSaysHowAndOnWhatItWasChecked() throws IOException {
        shell.run("check", "--model", "register", "--initial", "0", "--report", "json=c.json", "h.edn");
        JsonNode json = json("c.json");
        assertThat(json.at("/options/model").asString()).isEqualTo("register");
        assertThat(json.at("/options/initial").asString()).isEqualTo("0");
        assertThat(json.get("environment").propertyNames()).contains("skewer", "jdk", "os", "cores", "heap");
    }
}
