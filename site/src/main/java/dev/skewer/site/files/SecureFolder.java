package dev.skewer.site.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that the operating system holds open: what is in it is opened relative to it ({@code openat}), so that nobody can put a link in
 * the place of a folder between the look and the step.
 */
final class SecureFolder implements Folder {
    private final SecureDirectoryStream<Path> stream;
    /** An open folder lists its names once only; null until it has. */
    private @Nullable List<String> listed;

    SecureFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    @Override
    public List<String> names() throws IOException {
        List<String> known = listed;
        if (known == null) {
            known = FileName.plain(stream);
            listed = known;
        }
        return known;
    }

    @Override
    public Optional<Item> item(String name) throws IOException {
        Optional<Path> path = PathFolder.path(name);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = stream.getFileAttributeView(
                            path.get(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            return PathFolder.item(name, attributes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OpenFile> open(String name) throws IOException {
        // Not opened blindly: of a pipe that would wait for its writer.
        Optional<Item> item = item(name).filter(found -> !found.isFolder());
        if (item.isEmpty()) {
            return Optional.empty();
        }
        try {
            SeekableByteChannel channel =
                    stream.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            return Optional.of(PathFolder.opened(channel, item.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public <T> Optional<T> in(String name, Action<T> action) throws IOException {
        if (item(name).filter(Item::isFolder).isEmpty()) {
            return Optional.empty();
        }
        SecureDirectoryStream<Path> child;
        try {
            child = stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // Something else was put in its place meanwhile.
            if (item(name).filter(Item::isFolder).isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
        try (child) {
            return Optional.of(action.on(new SecureFolder(child)));
        }
    }
}
