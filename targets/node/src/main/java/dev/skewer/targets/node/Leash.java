package dev.skewer.targets.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ties a process to the harness: {@code setpriv --pdeathsig} has the kernel kill it when the harness ends, however that ends, and
 * {@code setsid} makes it the leader of a process group. Both programs replace themselves by the next, so that the number of the
 * process that was started is that of the program. They come with util-linux; without them the program runs as it is.
 */
public final class Leash {
    private static final Optional<Path> SETSID = Programs.find("setsid");
    private static final Optional<Path> SETPRIV = Programs.find("setpriv").filter(Leash::knowsDeathSignal);

    private Leash() {}

    /** The command of a program on a leash. */
    public static List<String> tied(List<String> command) {
        return tied(command, false);
    }

    /**
     * The command of a program on a leash.
     *
     * @param isUnprivileged whether it runs as {@link Unprivileged} says. One {@code setpriv} does both, as the kernel forgets the
     *     signal when a process changes its user.
     */
    static List<String> tied(List<String> command, boolean isUnprivileged) {
        return Stream.of(
                        SETSID.map(path -> List.of(path.toString())).orElse(List.of()),
                        SETPRIV.map(path -> List.of(path.toString(), "--pdeathsig", "KILL"))
                                .orElse(List.of()),
                        isUnprivileged ? Unprivileged.setprivOptions() : List.<String>of(),
                        command)
                .flatMap(List::stream)
                .toList();
    }

    /** Whether the kernel ends what is started, when the harness ends. */
    static boolean holds() {
        return SETPRIV.isPresent();
    }

    /** BusyBox has a program of this name that does not. */
    private static boolean knowsDeathSignal(Path setpriv) {
        try {
            return !Files.isSymbolicLink(setpriv)
                    || !String.valueOf(setpriv.toRealPath().getFileName()).startsWith("busybox");
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
