package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @Test
    void replacesAFileAsAWhole() throws Exception {
        Path file = folder.resolve("page.html");
        Files.writeString(file, "old");
        AtomicFile.write(file, "new → text");
        assertThat(file).hasContent("new → text");
        assertThat(folder.toFile().list()).containsExactly("page.html");
    }

    @Test
    void leavesNothingWhereItCannotWrite() throws Exception {
        Files.createDirectories(folder.resolve("page.html/below"));
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("page.html"), "text"))
                .isInstanceOf(IOException.class);
        assertThat(folder.toFile().list()).containsExactly("page.html");
    }
}
