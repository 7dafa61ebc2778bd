package dev.skewer.site.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds what lies below the results folder, by the names on the way to it. */
public final class ResultFiles {
    private final Path results;

    /**
     * The files of a results folder.
     *
     * @param results it; may itself be reached through links
     */
    public ResultFiles(Path results) {
        this.results = results;
    }

    /**
     * Does something with a folder.
     *
     * @param names of the folders on the way to it, and its own; none for the results folder itself
     * @return what that gave; nothing if there is no such folder
     * @throws IOException if one cannot be read
     */
    public <T> Optional<T> in(List<String> names, Folder.Action<T> action) throws IOException {
        return Folder.with(results, folder -> descend(folder, names, action));
    }

    private static <T> Optional<T> descend(Folder folder, List<String> names, Folder.Action<T> action)
            throws IOException {
        if (names.isEmpty()) {
            return Optional.of(action.on(folder));
        }
        return folder.in(names.get(0), inner -> descend(inner, names.subList(1, names.size()), action))
                .flatMap(found -> found);
    }

    /**
     * Opens a file.
     *
     * @param names of the folders on the way to it, and its own; at least one
     * @return nothing if there is no such regular file
     * @throws IOException if it cannot be opened
     */
    public Optional<OpenFile> open(List<String> names) throws IOException {
        int last = names.size() - 1;
        return in(names.subList(0, last), folder -> folder.open(names.get(last)))
                .flatMap(found -> found);
    }
}
