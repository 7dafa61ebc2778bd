package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Unprivileged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new database, made once in the life of this JVM and copied for each run: a server takes a second or more to make
 * them, and a copy takes a tenth of that.
 */
final class DataTemplate {
    private static final Map<Path, DataTemplate> MADE = new HashMap<>();
    private static final int PATIENCE_SECONDS = 60;

    private final Path folder;

    private DataTemplate(Path folder) {
        this.folder = folder;
    }

    /** Makes the files of a database. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes them.
         *
         * @param folder is there, may be written to by a program without privileges, and may keep something besides
         * @param data does not exist yet
         */
        void make(Path folder, Path data) throws IOException;
    }

    /**
     * The one of a program.
     *
     * @param program the file that makes it
     * @param maker has it do so
     * @throws IOException if it does not
     */
    static DataTemplate of(Path program, Maker maker) throws IOException {
        synchronized (MADE) {
            DataTemplate known = MADE.get(program);
            if (known != null) {
                return known;
            }
            // By its name it is removed by the next run, should this one be killed: see Scratch.
            Path folder = Files.createTempDirectory(
                    "skewer-" + ProcessHandle.current().pid() + "-template-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "template"));
            Unprivileged.give(folder);
            DataTemplate made = new DataTemplate(folder);
            maker.make(folder, made.data());
            MADE.put(program, made);
            return made;
        }
    }

    /** Where the files are, and what was kept besides. */
    Path folder() {
        return folder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /**
     * Copies it.
     *
     * @param node {@linkplain Unprivileged#give given} to the server
     * @return the files, in the folder of the node
     * @throws IOException if that fails
     */
    Path copyTo(Path node) throws IOException {
        Path copy = node.resolve("data");
        run(node, Map.of(), List.of("cp", "--archive", "--reflink=auto", data().toString(), copy.toString()), null);
        return copy;
    }

    /**
     * Runs a program to its end, without privileges.
     *
     * @param folder where it works
     * @param environment what is set besides this JVM's
     * @param input what it reads; nothing where null
     * @throws IOException with what it said, if it does not succeed
     */
    static void run(Path folder, Map<String, String> environment, List<String> command, @Nullable Path input)
            throws IOException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(Unprivileged.command(command))
                .directory(folder.toFile())
                .redirectInput((input == null ? Path.of("/dev/null") : input).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            if (!hasEnded || process.exitValue() != 0) {
                throw new IOException(command.get(0) + " did not succeed: "
                        + Files.readString(output, StandardCharsets.ISO_8859_1).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The next run deletes it.
            return;
        }
    }
}
