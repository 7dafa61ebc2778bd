package dev.skewer.targets.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes whose harness is no more. Each is registered in its node's folder, by number and time of birth, so that another one
 * that got the number since is left in peace.
 */
public final class Remains {
    private static final String FILE = "process";
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,10}) (\\d{1,19})");
    /** Two JVMs may tell the time of birth differently, as they know the time of boot to the second. */
    private static final long TOLERANCE_MILLIS = 2_000;

    private Remains() {}

    /** Remembers a process of a node. */
    static void register(Path folder, Process process) throws IOException {
        long birth = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Files.writeString(
                folder.resolve(FILE),
                process.pid() + " " + birth + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /**
     * Ends all processes that are registered in a folder or below.
     *
     * @param folder of a harness that is no more
     */
    public static void end(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.endsWith(FILE) && attributes.isRegularFile() && attributes.size() < 100) {
                        end(Files.readString(file, StandardCharsets.ISO_8859_1));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What cannot be read cannot be ended either.
            return;
        }
    }

    private static void end(String entry) {
        Matcher matcher = ENTRY.matcher(entry.strip());
        if (!matcher.matches()) {
            return;
        }
        long birth = Long.parseLong(matcher.group(2));
        ProcessHandle.of(Long.parseLong(matcher.group(1)))
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Math.abs(start.toEpochMilli() - birth) <= TOLERANCE_MILLIS)
                        .orElse(false))
                .ifPresent(process -> Signals.send("KILL", process.pid()));
    }
}
