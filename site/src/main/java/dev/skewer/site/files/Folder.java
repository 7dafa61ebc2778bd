package dev.skewer.site.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An open folder, and what is in it. Symbolic links are not there, and neither are names that are not {@linkplain FileName#isPlain plain}.
 * What is deleted meanwhile is not there either, and no failure. Used by one thread, and only as long as the action runs that got it.
 */
public interface Folder {
    /**
     * What a name stands for.
     *
     * @param name it
     * @param isFolder whether it is a folder; otherwise a regular file
     * @param size of a file, in bytes
     * @param modified when it was last written; of a folder, when something was last put there, renamed or taken away
     */
    record Item(String name, boolean isFolder, long size, Instant modified) {}

    /** What to do with a folder. */
    @FunctionalInterface
    interface Action<T> {
        /**
         * Does it.
         *
         * @throws IOException if something cannot be read
         */
        T on(Folder folder) throws IOException;
    }

    /**
     * The names of what was in it when they were first asked for, in no order.
     *
     * @throws IOException if it cannot be read
     */
    List<String> names() throws IOException;

    /**
     * What a name stands for; nothing if it is neither a file nor a folder.
     *
     * @throws IOException if that cannot be found out
     */
    Optional<Item> item(String name) throws IOException;

    /**
     * Opens a file; nothing if there is no regular file of this name.
     *
     * @throws IOException if it cannot be opened
     */
    Optional<OpenFile> open(String name) throws IOException;

    /**
     * Does something with a folder in this one; nothing if there is no folder of this name.
     *
     * @throws IOException if it cannot be opened
     */
    <T> Optional<T> in(String name, Action<T> action) throws IOException;

    /**
     * Does something with a folder.
     *
     * @param directory it; links on the way to it are followed
     * @throws IOException if it cannot be opened
     */
    static <T> T with(Path directory, Action<T> action) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            return action.on(
                    stream instanceof SecureDirectoryStream<Path> secure
                            ? new SecureFolder(secure)
                            : new PathFolder(directory));
        }
    }
}
