package dev.skewer.targets.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The threads of a process, as Linux shows them in {@code /proc}. */
final class Threads {
    private Threads() {}

    /** Whether a process stands still, all of it; also where that cannot be seen, or the process is gone. */
    static boolean allStopped(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Threads::isStopped);
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** The state follows the program's name, which stands in parentheses and may contain any. */
    private static boolean isStopped(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'T' || state == 't' || state == 'Z' || state == 'X';
        } catch (IOException e) {
            return true;
        }
    }
}
