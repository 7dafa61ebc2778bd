package dev.skewer.targets.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads of a process, as Linux shows them in {@code /proc}. */
final class Threads {
    /** Of the fields of {@code /proc/PID/stat} from the state on, the one with the flags of {@code linux/sched.h}. */
    private static final int FLAGS = 6;

    private static final Path SELF = Path.of("/proc/self");
    private static final long EXITING = 0x4;
    private static final long SIGKILL = 1 << 8;

    private Threads() {}

    /** Whether a process stands still, all of it; also where that cannot be seen, or the process is gone. */
    static boolean allStopped(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Threads::isStopped);
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /**
     * Whether a process that is there is about to be gone: one of its threads has ended, is ending, or is to end by {@code SIGKILL}, which each
     * of them is told, and notices when it gets a processor. For a moment that is so too when a thread ends by itself. A process that is gone
     * for Linux need not be for Java yet. Not, where that cannot be seen.
     */
    static boolean isAnyEnding(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            List<Path> left = threads.toList();
            return left.isEmpty() || left.stream().anyMatch(Threads::isEnding);
        } catch (IOException | UncheckedIOException e) {
            return Files.exists(SELF);
        }
    }

    private static boolean isEnding(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            boolean isGone = fields[0].equals("Z") || fields[0].equals("X");
            return isGone || (Long.parseLong(fields[FLAGS]) & EXITING) != 0 || isToBeKilled(thread);
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isToBeKilled(Path thread) throws IOException {
        for (String line : Files.readAllLines(thread.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if ((line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
                    && (Long.parseUnsignedLong(
                                            line.substring("SigPnd:".length()).strip(), 16)
                                    & SIGKILL)
                            != 0) {
                return true;
            }
        }
        return false;
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
