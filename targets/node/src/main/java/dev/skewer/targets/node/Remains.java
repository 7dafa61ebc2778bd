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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a harness that is no more. Its processes: each is registered in its node's folder, by number and time of birth, so that
 * another one that got the number since is left in peace. And the
 * control groups that they were in, which are registered there too.
 */
public final class Remains {
    private static final String FILE = "process";
    private static final String GROUPS = "control-groups";
    /** Longer than the paths of a few groups. */
    private static final int LONGEST = 100_000;

    private static final int MOST_TRIES = 100;
    /** Only what is one is removed, whatever a file says. */
    private static final Pattern GROUP =
            Pattern.compile("/sys/fs/cgroup/\\S*/skewer-\\d+-\\d+|/sys/fs/cgroup/skewer-\\d+-\\d+");

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

    /** Remembers the control groups of a node's processes. */
    public static void registerGroups(Path folder, List<Path> groups) throws IOException {
        Files.write(folder.resolve(GROUPS), groups.stream().map(Path::toString).toList());
    }

    /** Removes a control group whose processes have ended; the kernel may take a moment to know that. */
    public static void removeGroup(Path group) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            try {
                Files.deleteIfExists(group);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    /**
     * Ends all processes that are registered in a folder or below, and removes what they leave elsewhere.
     *
     * @param folder of a harness that is no more
     */
    public static void end(Path folder) {
        var groups = new ArrayList<String>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.endsWith(FILE) && attributes.isRegularFile() && attributes.size() < 100) {
                        end(Files.readString(file, StandardCharsets.ISO_8859_1));
                    }
                    if (file.endsWith(GROUPS) && attributes.isRegularFile() && attributes.size() < LONGEST) {
                        // The processes of this folder, which may be in them, have ended or end now: their file is
                        // visited too.
                        groups.addAll(Files.readAllLines(file));
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
        groups.stream()
                .filter(group -> GROUP.matcher(group).matches())
                .map(Path::of)
                .forEach(Remains::removeGroup);
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
