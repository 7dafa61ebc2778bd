package dev.skewer.checker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/java-api.md} shows is what the tests beside this one compile and run. */
class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("..", "docs", "java-api.md");
    private static final Path EXAMPLES =
            Path.of("src", "test", "java", "dev", "skewer", "checker", "api", "example", "RegisterTest.java");

    @Test
    void everyExampleIsRun() throws IOException {
        String run = unindented(Files.readString(EXAMPLES));
        List<String> blocks = blocks(Files.readString(PAGE));
        assertThat(blocks).hasSizeGreaterThan(4);
        for (String block : blocks) {
            assertThat(run).contains(unindented(block));
        }
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        String[] parts = page.split("```java\n");
        for (int i = 1; i < parts.length; i++) {
            blocks.add(parts[i].substring(0, parts[i].indexOf("```")));
        }
        return blocks;
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
