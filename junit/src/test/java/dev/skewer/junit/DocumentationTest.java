package dev.skewer.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/junit.md} and README show the example as it is, and the page names what there is to set. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Path TESTS = ROOT.resolve("examples/junit-test/src/test/java/com/example/registers");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/junit.md"));
    }

    @Test
    void theFilesOfTheExampleAreShownAsTheyAre() throws IOException {
        for (String file : List.of("RegisterStoreTest.java", "StoreConnection.java")) {
            assertThat(page())
                    .contains("`" + file + "`:\n\n```java\n" + Files.readString(TESTS.resolve(file)) + "```\n");
        }
        String test = Files.readString(TESTS.resolve("RegisterStoreTest.java"));
        String shown = test.substring(test.indexOf("class "));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + shown + "```\n");
        assertThat(shown.lines().filter(line -> !line.isBlank())).hasSize(9);
        String cached = Files.readString(TESTS.resolve("CachedReadsTest.java"));
        assertThat(cached).contains(fence("expect = \"nonlinearizable\""));
    }

    private static String fence(String with) throws IOException {
        return Arrays.stream(page().split("```", -1))
                .filter(block -> block.startsWith("java\n") && block.contains(with))
                .map(block -> block.substring("java\n".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTableHasAllAttributes() throws IOException {
        List<String> names = Arrays.stream(ConsistencyTest.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        List<String> cells = page().lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(Pattern.quote(" | "), -1)[0])
                .toList();
        assertThat(cells).isNotEmpty();
        for (String name : names) {
            assertThat(cells).as(name).anyMatch(cell -> cell.contains("`" + name + "`"));
        }
    }
}
