package dev.skewer.site.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder by its path, where the operating system holds none open. Each step is looked at before it is taken; who may write below the
 * results folder and is quick enough can still put a link in its place in between.
 */
final class PathFolder implements Folder {
    private final Path directory;

    PathFolder(Path directory) {
        this.directory = directory;
    }

    /** A name as a path of one step; nothing if it is none. */
    static Optional<Path> path(String name) {
        try {
            return FileName.isPlain(name) ? Optional.of(Path.of(name)) : Optional.empty();
        } catch (InvalidPathException e) {
            // Characters that this system has no bytes for.
            return Optional.empty();
        }
    }

    static Optional<Item> item(String name, BasicFileAttributes attributes) {
        return attributes.isDirectory() || attributes.isRegularFile()
                ? Optional.of(new Item(
                        name,
                        attributes.isDirectory(),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()))
                : Optional.empty();
    }

    /** A file that was just opened, of which the size was read before; it may have grown. */
    static OpenFile opened(SeekableByteChannel channel, Item item) throws IOException {
        try {
            return new OpenFile(channel, channel.size(), item.modified());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            return FileName.plain(children);
        }
    }

    @Override
    public Optional<Item> item(String name) throws IOException {
        Optional<Path> path = path(name);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return item(
                    name,
                    Files.readAttributes(
                            directory.resolve(path.get()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OpenFile> open(String name) throws IOException {
        Optional<Item> item = item(name).filter(found -> !found.isFolder());
        if (item.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(opened(
                    Files.newByteChannel(
                            directory.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                    item.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public <T> Optional<T> in(String name, Action<T> action) throws IOException {
        if (item(name).filter(Item::isFolder).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(action.on(new PathFolder(directory.resolve(name))));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }
}
