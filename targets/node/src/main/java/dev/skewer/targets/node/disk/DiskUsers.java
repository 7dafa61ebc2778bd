package dev.skewer.targets.node.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The processes that have a record mapped, besides this one. A server's processes may have left the group of the first. */
final class DiskUsers {
    private static final long PATIENCE_SECONDS = 30;

    private DiskUsers() {}

    /** Whether a process has it mapped; false too if that cannot be found out. */
    static boolean uses(long pid, Path place) {
        String mapped = place.resolve("record").toString();
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.endsWith(mapped));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Ends all of them, and waits until they are gone. */
    static void end(DiskRecord record) {
        // One that was being started when its parent was looked for is found the next time.
        for (List<ProcessHandle> users = of(record); !users.isEmpty(); users = of(record)) {
            users.forEach(ProcessHandle::destroyForcibly);
            users.forEach(DiskUsers::awaitEnd);
        }
    }

    private static List<ProcessHandle> of(DiskRecord record) {
        long self = ProcessHandle.current().pid();
        Stream<ProcessHandle> suspects = record.processes()
                .map(pids -> pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()))
                .orElseGet(ProcessHandle::allProcesses);
        return suspects.filter(process -> process.pid() != self && uses(process.pid(), record.place()))
                .toList();
    }

    private static void awaitEnd(ProcessHandle user) {
        try {
            user.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + user.pid() + " was waited for", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + user.pid() + " does not end", e);
        }
    }
}
