package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.workloads.target.Target;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/own-store} is built and run as by somebody who has Skewer's jars and nothing else of it. */
@EnabledOnOs(OS.LINUX)
class OwnStoreTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "own-store");

    /** The first anomaly of a run need not be that one, on a busy machine above all. */
    private static final int SEEDS = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private record Done(int code, String out) {}

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(EXAMPLE)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !EXAMPLE.relativize(file).startsWith("target") && !file.endsWith(".gitignore"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thePageShowsEachFileAsItIs() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "own-store.md"));
        for (Path file : files()) {
            assertThat(page)
                    .contains("`" + EXAMPLE.relativize(file) + "`")
                    .containsPattern("```[a-z]*\n" + Pattern.quote(Files.readString(file)) + "```\n");
        }
    }

    @Test
    void aStoreOfOnesOwnTakesNoMoreThanHundredAndFiftyLines() throws IOException {
        long lines = 0;
        for (Path file : files()) {
            lines +=
                    file.toString().endsWith(".java") ? Files.readAllLines(file).size() : 0;
        }
        assertThat(lines).isBetween(1L, 150L);
    }

    @Test
    @Tag("thorough")
    void itIsBuiltAndShowsReadSkewAtItsWeakLevelOnly() throws Exception {
        String plugin = build().toString();
        boolean isShown = false;
        for (int seed = 1; seed <= SEEDS && !isShown; seed++) {
            isShown = showsReadSkew(plugin, seed);
        }
        assertThat(isShown)
                .as("one of %s runs at the weak level shows read-skew", SEEDS)
                .isTrue();
        Done strong = skewer(
                "test",
                "--plugin",
                plugin,
                "--target",
                "own-store",
                "--isolation",
                "snapshot",
                "--time-limit",
                "2s",
                "--seed",
                "1");
        assertThat(strong.code()).as(strong.out()).isZero();
        assertThat(strong.out()).contains("verdict   true");
        assertThat(skewer("list", "targets", "--plugin", plugin).out()).containsPattern("own-store .*own-store[.]jar");
    }

    /** Whether that is among the anomalies at which a run at the weak level ends; it is one at which the store is wrong in any case. */
    private boolean showsReadSkew(String plugin, int seed) throws Exception {
        Done weak = skewer(
                "test",
                "--plugin",
                plugin,
                "--target",
                "own-store",
                "--isolation",
                "read-committed",
                "--time-limit",
                "30s",
                "--fail-fast",
                "--seed",
                String.valueOf(seed));
        assertThat(weak.code()).as(weak.out()).isEqualTo(1);
        assertThat(weak.out()).contains("verdict   false");
        return Pattern.compile("(?m)^anomalies .*read-skew").matcher(weak.out()).find();
    }

    /** Its jar, by its own build. */
    private Path build() throws Exception {
        Path project = folder.resolve("own-store");
        for (Path file : files()) {
            Path copy = project.resolve(EXAMPLE.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "mvn"))),
                "there is no mvn, which builds the example");
        Done built = run(project, "mvn", "-q", "-B", "-Dskewer.lib=" + library(), "package");
        assumeTrue(
                built.code() == 0 || !built.out().matches("(?s).*(Could not (resolve|transfer)|offline mode).*"),
                "the example's libraries cannot be had: " + built.out());
        assertThat(built.code()).as(built.out()).isZero();
        return project.resolve("target/own-store.jar");
    }

    /** A folder with the jar that the example is compiled against, under the name that it has in a build. */
    private Path library() throws Exception {
        Matcher version = Pattern.compile("<artifactId>skewer</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        Path library = Files.createDirectories(folder.resolve("lib"));
        Path jar = library.resolve("skewer-workloads-" + version.group(1) + ".jar");
        Path classes = Path.of(
                Target.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, jar, StandardCopyOption.REPLACE_EXISTING);
            return library;
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return library;
    }

    private Done skewer(String... arguments) throws Exception {
        List<String> command = SkewerJvm.command();
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    private Done run(Path directory, String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Done(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
