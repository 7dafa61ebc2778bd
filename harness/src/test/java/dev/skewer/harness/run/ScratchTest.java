package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    /** Linux gives out no process number as high. */
    private static final long NOBODY = 999_999_999;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path parent;

    @Test
    void isGoneWithAllThatIsInItWhenClosed() throws Exception {
        Path directory;
        try (Scratch scratch = Scratch.create(parent)) {
            directory = scratch.directory();
            Files.createDirectories(directory.resolve("a/b"));
            Files.writeString(directory.resolve("a/b/file"), "x");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void removesWhatDeadProcessesLeftAndNothingElse() throws Exception {
        Path dead = Files.createDirectories(parent.resolve("skewer-" + NOBODY + "-1/store"));
        Path alive = Files.createDirectories(
                parent.resolve("skewer-" + ProcessHandle.current().pid() + "-2"));
        Path other = Files.createDirectories(parent.resolve("skewer-notes"));
        try (Scratch scratch = Scratch.create(parent)) {
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(other).exists();
            assertThat(scratch.directory()).exists();
        }
    }

    @Test
    void doesNotFollowLinks() throws Exception {
        Path precious = Files.createDirectories(parent.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Files.createSymbolicLink(parent.resolve("skewer-" + NOBODY + "-3"), precious);
        try (Scratch scratch = Scratch.create(parent)) {
            assertThat(scratch.directory()).exists();
            assertThat(precious.resolve("file")).exists();
        }
    }
}
