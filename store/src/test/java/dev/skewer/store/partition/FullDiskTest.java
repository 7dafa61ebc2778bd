package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Command;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A store in a process that may not write large files, which is the full disk that every user can have. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    /** Blocks of 512 bytes or of a KiB, as the shell likes: more than the native library has, and less than is written. */
    private static final int LIMIT = 40_000;

    @TempDir
    Path folder;

    /** Appends until it cannot, and says how that was; the argument is the store's directory. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            StoreOptions options = StoreOptions.builder()
                    .partitions(1)
                    .writeBufferBytes(256 << 20)
                    .build();
            var entry = new byte[1 << 20];
            try (PartitionStore store = PartitionStore.open(Path.of(arguments[0]), options)) {
                for (int i = 0; i < 100; i++) {
                    store.execute(new Command.Append(1, entry));
                }
                System.out.println("never full");
            } catch (StoreException e) {
                System.out.println(e.kind() + " " + e.isIndeterminate() + " " + e.getMessage());
                for (Throwable second : e.getSuppressed()) {
                    System.out.println("then " + second.getMessage());
                }
            }
        }
    }

    private String runChild() throws Exception {
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + LIMIT + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        folder.resolve("store").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(child.waitFor()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Test
    void aWriteThatTheDiskDoesNotTakeIsTheLast() throws Exception {
        List<String> told = runChild().lines().toList();
        assertThat(told.get(0))
                .startsWith("BROKEN true the disk did not take a write, which may or may not have happened: ")
                .containsIgnoringCase("file too large");
        assertThat(told.get(1)).startsWith("then closed, but what was written last could not be saved");
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).as("temporary files").isEmpty();
        }
        // Nothing is locked, and what was acknowledged is there.
        try (PartitionStore store = PartitionStore.open(
                        folder.resolve("store"),
                        StoreOptions.builder().partitions(1).build());
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.readJournal(1).journal().entries().length).isGreaterThan(10);
        }
    }
}
