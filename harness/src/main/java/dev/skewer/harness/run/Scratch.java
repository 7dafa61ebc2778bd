package dev.skewer.harness.run;

import dev.skewer.results.FileTree;
import dev.skewer.targets.node.Remains;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory for the files of a store under test, gone when it is closed. Its name tells the process that made it, so that
 * what a killed process left is removed by the next one.
 */
public final class Scratch implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("skewer-(\\d{1,10})-.*");

    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a directory, and ends and removes what is left of processes that are no more.
     *
     * @param parent where, usually {@link #systemDirectory}
     * @throws IOException if it cannot be made
     */
    public static Scratch create(Path parent) throws IOException {
        sweep(parent);
        return new Scratch(Files.createTempDirectory(
                parent, "skewer-" + ProcessHandle.current().pid() + "-"));
    }

    /** The system's directory for temporary files. */
    public static Path systemDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        delete(directory);
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, "skewer-*")) {
            for (Path path : left) {
                Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
                if (name.matches()
                        && Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Remains.end(path);
                    delete(path);
                }
            }
        } catch (IOException e) {
            // Somebody else's rubbish is no reason not to start.
            return;
        }
    }

    private static void delete(Path directory) {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            // The next run sweeps again.
            return;
        }
    }
}
