package dev.skewer.targets.node.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libraries are kept, for users with a home and without. */
class CacheFolderTest {
    @TempDir
    Path folder;

    /** Nobody can make a folder there, whoever this is. */
    private Path impossible() throws IOException {
        return Files.writeString(folder.resolve("file"), "").resolve("home");
    }

    @Test
    void theFolderForCachesComesFirst() throws IOException {
        assertThat(CacheFolder.find(
                        Map.of("XDG_CACHE_HOME", folder + "/x", "HOME", folder + "/h"),
                        folder + "/u",
                        folder.resolve("t")))
                .isEqualTo(folder.resolve("x/skewer"))
                .isDirectory();
    }

    @Test
    void thenTheHomeOfTheEnvironmentAndThatOfTheSystem() throws IOException {
        assertThat(CacheFolder.find(
                        Map.of("XDG_CACHE_HOME", "relative", "HOME", folder + "/h"),
                        folder + "/u",
                        folder.resolve("t")))
                .isEqualTo(folder.resolve("h/.cache/skewer"));
        assertThat(CacheFolder.find(Map.of("HOME", impossible().toString()), folder + "/u", folder.resolve("t")))
                .isEqualTo(folder.resolve("u/.cache/skewer"));
    }

    @Test
    void whoHasNoHomeHasAFolderAlone() throws IOException {
        Path temporary = folder.resolve("t");
        for (int i = 0; i < 2; i++) {
            assertThat(CacheFolder.find(Map.of(), impossible().toString(), temporary))
                    .isEqualTo(temporary);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatOthersMayWriteIsNotUsed() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("t"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(temporary);
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), own));
    }

    private void assertRefused(Path temporary) {
        assertThatThrownBy(() -> CacheFolder.find(Map.of(), null, temporary))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no folder for what is compiled: set XDG_CACHE_HOME")
                .hasMessageEndingWith("it is there, and not this user's alone");
    }
}
