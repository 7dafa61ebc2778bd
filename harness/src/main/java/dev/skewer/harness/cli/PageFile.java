package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.AtomicFile;
import dev.skewer.results.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The file of a page that an option asks for, looked at before the work that fills it: a page never takes the place of what it is made
 * of, of a device, or of a folder.
 */
final class PageFile {
    private final String option;
    private final String name;
    private final Path path;

    private PageFile(String option, String name, Path path) {
        this.option = option;
        this.name = name;
        this.path = path;
    }

    /**
     * The file that an option names.
     *
     * @param option with its hyphens
     * @param name what the user wrote
     * @param sources the files that the page is made of; those that do not exist do not matter
     * @throws UserException if a page cannot be written there
     */
    static PageFile of(Surroundings surroundings, String option, String name, Collection<Path> sources) {
        var file = new PageFile(option, name, surroundings.resolve(name));
        try {
            file.check(sources);
        } catch (IOException e) {
            throw file.error(IoMessages.of(e), e);
        }
        return file;
    }

    private void check(Collection<Path> sources) throws IOException {
        if (Files.isDirectory(path)) {
            throw error("is a directory; give a file", null);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw error("is no regular file; give one, or a new name", null);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw error("there is no such folder; make it first", null);
        }
        if (!Files.isWritable(folder)) {
            throw error("cannot write in that folder: permission denied", null);
        }
        for (Path source : sources) {
            if (Files.exists(path) && Files.exists(source) && Files.isSameFile(path, source)) {
                throw error("is what the page is made of, and would be lost; give another file", null);
            }
        }
    }

    /** Whether two options name one file. */
    boolean isSameAs(PageFile other) {
        return path.equals(other.path);
    }

    /** The name that the user gave it. */
    String name() {
        return name;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws UserException if that fails
     */
    void write(String page) {
        write(page.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes what is not text, whole or not at all.
     *
     * @throws UserException if that fails
     */
    void write(byte[] content) {
        try {
            AtomicFile.write(path, content);
        } catch (IOException e) {
            throw error("cannot write there: " + IoMessages.of(e), e);
        }
    }

    private UserException error(String what, @Nullable IOException cause) {
        String text = option + " " + Printable.line(name) + ": " + what;
        return cause == null ? new UserException(text) : new UserException(text, cause);
    }
}
