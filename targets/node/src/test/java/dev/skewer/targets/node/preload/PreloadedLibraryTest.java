package dev.skewer.targets.node.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a library comes to be there, and what is said where it cannot. */
class PreloadedLibraryTest {
    @TempDir
    Path folder;

    private final PreloadedLibrary library =
            new PreloadedLibrary(PreloadedLibraryTest.class, "nothing", List.of("nothing.c"));

    private Path script(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("cc"), "#!/bin/sh\n" + text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    @Test
    void needsACompiler() {
        assertThatThrownBy(() -> library.build(Optional.empty(), folder))
                .hasMessage("needs a C compiler: install gcc and the headers of the C library");
    }

    @Test
    void saysInOneLineWhyItDoesNotCompile() throws IOException {
        Path compiler =
                script("[ $# = 1 ] && exit 0; echo 'In file included:'; echo 'stdio.h: error: no such file'; exit 1");
        assertThatThrownBy(() -> library.build(Optional.of(compiler), folder.resolve("cache")))
                .hasMessage("nothing cannot be compiled: stdio.h: error: no such file");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void isCompiledOnceForEachCompiler() throws IOException {
        Path compiler = script("[ $# = 1 ] && { cat version; exit 0; }; echo >> " + folder
                + "/runs; while [ $1 != -o ]; do shift; done; echo > $2");
        Path version = folder.resolve("version");
        Path cache = folder.resolve("cache");
        script(Files.readString(compiler).replace("cat version", "cat " + version));
        Files.writeString(version, "1");
        Path first = library.build(Optional.of(compiler), cache);
        assertThat(library.build(Optional.of(compiler), cache)).isEqualTo(first).exists();
        assertThat(folder.resolve("runs")).hasContent("\n");
        Files.writeString(version, "2");
        assertThat(library.build(Optional.of(compiler), cache))
                .isNotEqualTo(first)
                .exists();
        assertThat(cache).isDirectoryNotContaining("glob:**building*");
    }

    @Test
    void severalMayCompileAtOnce() {
        assumeTrue(Programs.find("cc").isPresent(), "needs a C compiler");
        List<CompletableFuture<Path>> builds = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> library.build(Programs.find("cc"), folder)))
                .toList();
        assertThat(builds.stream().map(CompletableFuture::join))
                .hasSize(3)
                .containsOnly(builds.get(0).join());
        assertThat(folder).isDirectoryContaining("glob:**.so").isDirectoryNotContaining("glob:**building*");
    }

    @Test
    void whatAKilledHarnessLeftIsRemoved() throws IOException {
        Path left = Files.createDirectory(folder.resolve("building-999999999-1"));
        Files.createFile(left.resolve("nothing.c"));
        Path compiler = script("[ $# = 1 ] && exit 0; while [ $1 != -o ]; do shift; done; echo > $2");
        library.build(Optional.of(compiler), folder);
        assertThat(left).doesNotExist();
    }
}
