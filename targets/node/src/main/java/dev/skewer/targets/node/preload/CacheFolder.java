package dev.skewer.targets.node.preload;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where what can be made again is kept: {@code skewer} in {@code $XDG_CACHE_HOME}, {@code $HOME/.cache} or the user's home by the system's
 * account of it, whichever can be written first
 * (<a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>). A user who has none of these,
 * as in many containers, has a folder of temporary files, which nobody else may write.
 */
final class CacheFolder {
    private CacheFolder() {}

    /**
     * That of this process; made if it is not there.
     *
     * @throws IllegalStateException if there is none that can be written, with the reason in one line
     */
    static Path find() {
        return find(
                System.getenv(),
                System.getProperty("user.home"),
                Path.of(System.getProperty("java.io.tmpdir"), "skewer-cache-" + System.getProperty("user.name")));
    }

    static Path find(Map<String, String> environment, @Nullable String home, Path temporary) {
        return Stream.of(
                        absolute(environment.get("XDG_CACHE_HOME"), ""),
                        absolute(environment.get("HOME"), ".cache"),
                        absolute(home, ".cache"))
                .flatMap(Stream::ofNullable)
                .map(folder -> folder.resolve("skewer"))
                .filter(CacheFolder::canBeWritten)
                .findFirst()
                .orElseGet(() -> ownOnly(temporary));
    }

    private static @Nullable Path absolute(@Nullable String folder, String below) {
        return folder != null && folder.startsWith("/") ? Path.of(folder).resolve(below) : null;
    }

    private static boolean canBeWritten(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** Others must not be able to put a library there, which would be loaded. */
    private static Path ownOnly(Path folder) {
        try {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                checkOwn(folder);
            }
            return folder;
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalStateException(
                    "no folder for what is compiled: set XDG_CACHE_HOME to one that can be written; not even " + folder
                            + " can be made: " + e.getMessage(),
                    e);
        }
    }

    private static void checkOwn(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder.toAbsolutePath().getParent(), "skewer-", "");
        try {
            boolean isOwn = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                            .equals("rwx------");
            if (!isOwn) {
                throw new IOException("it is there, and not this user's alone");
            }
        } finally {
            Files.delete(probe);
        }
    }
}
