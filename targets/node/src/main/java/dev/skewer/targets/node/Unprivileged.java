package dev.skewer.targets.node;

import dev.skewer.workloads.target.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How programs run that refuse to run as root, or should not: where the harness is root, as the user {@code nobody}, which {@code
 * setpriv} makes them; otherwise as the harness itself.
 */
public final class Unprivileged {
    /** The user and the group of that name, on any Linux. */
    private static final int NOBODY = 65_534;

    private static final boolean IS_ROOT = isRoot();

    private Unprivileged() {}

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** Whether a program can be run so here. */
    public static Availability availability() {
        return IS_ROOT && !Leash.holds()
                ? Availability.missing("as root it needs setpriv, of the package util-linux, to run without privileges")
                : Availability.AVAILABLE;
    }

    /** The options that make {@code setpriv} run a program so. */
    static List<String> setprivOptions() {
        return IS_ROOT ? List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups") : List.of();
    }

    /** The command of a program that is run so and ends with the harness. */
    public static List<String> command(List<String> command) {
        return Leash.tied(command, true);
    }

    /**
     * Makes a folder, if it is not there, that a program which runs so can use as its own. For that, folders above it may have to be let
     * be passed through: those in the system's directory for temporary files, which are the harness's own.
     *
     * @throws IOException if it cannot be made, or lies where it cannot be reached
     */
    public static void give(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!IS_ROOT) {
            return;
        }
        own(folder);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toRealPath();
        for (Path above : Stream.iterate(folder.toRealPath().getParent(), each -> each != null, Path::getParent)
                .toList()) {
            letThrough(above, temporary);
        }
    }

    /**
     * Makes a file one that only a program which runs so can read and write.
     *
     * @throws IOException if that fails
     */
    public static void giveAlone(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (IS_ROOT) {
            own(file);
        }
    }

    private static void own(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", NOBODY);
        Files.setAttribute(file, "unix:gid", NOBODY);
    }

    private static void letThrough(Path folder, Path temporary) throws IOException {
        Set<PosixFilePermission> permissions =
                EnumSet.copyOf(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            return;
        }
        if (!folder.startsWith(temporary) || folder.equals(temporary)) {
            throw new IOException("the user nobody cannot pass through " + folder
                    + "; set SKEWER_JAVA_OPTS=-Djava.io.tmpdir=… to a folder that all users can reach");
        }
        Files.setPosixFilePermissions(folder, permissions);
    }
}
