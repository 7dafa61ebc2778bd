package dev.skewer.site.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder shows what is in it and nothing else, whether the operating system holds it open or it is known by its path. */
class FolderTest {
    @TempDir
    private Path directory;

    private Path results;

    @BeforeEach
    void files() throws IOException {
        results = Files.createDirectories(directory.resolve("results"));
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createDirectories(results.resolve("journal/one"));
        Files.writeString(results.resolve("journal/one/verdict.json"), "{}");
        Files.writeString(results.resolve("journal/one/.verdict.json.7.1"), "a draft");
        Files.createSymbolicLink(results.resolve("journal/one/link"), directory.resolve("secret"));
        Files.createSymbolicLink(results.resolve("journal/two"), results.resolve("journal/one"));
        Files.createSymbolicLink(results.resolve("up"), directory);
    }

    private <T> T on(boolean isSecure, Path folder, Folder.Action<T> action) throws IOException {
        return isSecure ? Folder.with(folder, action) : action.on(new PathFolder(folder));
    }

    private static String content(OpenFile file) throws IOException {
        try (file) {
            var bytes = ByteBuffer.allocate((int) file.size());
            int read = 0;
            while (read >= 0 && bytes.hasRemaining()) {
                read = file.channel().read(bytes);
            }
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isHeldOpenWhereThatCanBe() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "other systems may not hold folders open");
        assertThat(Folder.<Boolean>with(results, SecureFolder.class::isInstance))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesWhatIsNotHidden(boolean isSecure) throws IOException {
        Path run = results.resolve("journal/one");
        Files.writeString(run.resolve("back\\slash"), "");
        assertThat(on(isSecure, run, Folder::names)).containsExactlyInAnyOrder("verdict.json", "link");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsFilesFromFoldersAndKnowsNoLinks(boolean isSecure) throws IOException {
        on(isSecure, results.resolve("journal"), folder -> {
            assertThat(folder.item("one")).map(Folder.Item::isFolder).contains(true);
            assertThat(folder.item("two")).as("a link to a folder").isEmpty();
            assertThat(folder.item("none")).isEmpty();
            assertThat(folder.in("two", Folder::names)).isEmpty();
            assertThat(folder.in("none", Folder::names)).isEmpty();
            return folder.in("one", one -> {
                assertThat(one.item("verdict.json")).map(Folder.Item::size).contains(2L);
                assertThat(one.item("link")).as("a link to a file").isEmpty();
                assertThat(one.open("link")).isEmpty();
                assertThat(one.open("none")).isEmpty();
                assertThat(one.in("verdict.json", Folder::names))
                        .as("a file, as a folder")
                        .isEmpty();
                assertThat(content(one.open("verdict.json").orElseThrow())).isEqualTo("{}");
                return true;
            });
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesNamesThatLeadElsewhere(boolean isSecure) throws IOException {
        on(isSecure, results, folder -> {
            for (String name : List.of(
                    "..",
                    ".",
                    "",
                    "../secret",
                    "up/secret",
                    "/etc/passwd",
                    "journal/one",
                    "a\0b",
                    "..\\secret",
                    "C:secret")) {
                assertThat(folder.item(name)).as(name).isEmpty();
                assertThat(folder.open(name)).as(name).isEmpty();
                assertThat(folder.in(name, Folder::names)).as(name).isEmpty();
            }
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotWaitForTheWriterOfAPipe(boolean isSecure) throws Exception {
        Path pipe = results.resolve("journal/one/pipe");
        boolean isMade;
        try {
            isMade = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            isMade = false;
        }
        assumeTrue(isMade, "mkfifo is not here");
        Optional<OpenFile> opened = on(isSecure, results.resolve("journal/one"), folder -> folder.open("pipe"));
        assertThat(opened).isEmpty();
    }

    @Test
    void filesAreFoundByTheNamesOnTheWay() throws IOException {
        var files = new ResultFiles(results);
        assertThat(content(files.open(List.of("journal", "one", "verdict.json")).orElseThrow()))
                .isEqualTo("{}");
        assertThat(files.open(List.of("journal", "two", "verdict.json")))
                .as("by way of a link")
                .isEmpty();
        assertThat(files.open(List.of("up", "secret"))).isEmpty();
        assertThat(files.open(List.of("..", "secret"))).isEmpty();
        assertThat(files.open(List.of("journal", "one"))).as("a folder").isEmpty();
        assertThat(files.in(List.of(), Folder::names)).contains(List.of("journal", "up"));
        assertThat(files.in(List.of("journal", "none"), Folder::names)).isEqualTo(Optional.empty());
    }

    @Test
    void theResultsFolderMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), results);
        assertThat(new ResultFiles(link)
                        .open(List.of("journal", "one", "verdict.json"))
                        .map(FolderTest::closed))
                .contains(2L);
    }

    private static long closed(OpenFile file) {
        try (file) {
            return file.size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
