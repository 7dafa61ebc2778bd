package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.Remains;
import dev.skewer.targets.node.resource.ControlGroups.Controller;
import dev.skewer.targets.node.resource.ControlGroups.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A control group for the processes of one node: all of them, whenever they start, as each begins by entering it. */
final class ControlGroup implements AutoCloseable {
    /** Short, so that a fault of a second is many periods. */
    private static final int PERIOD_MICROS = 50_000;

    private static final long STEP = 1 << 20;
    private static final int MOST_TRIES = 16;

    private final Path folder;
    private final boolean isVersion2;

    private ControlGroup(Path folder, boolean isVersion2) {
        this.folder = folder;
        this.isVersion2 = isVersion2;
    }

    /**
     * A new group without limits.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    static ControlGroup in(Place place) {
        try {
            return new ControlGroup(
                    Files.createDirectory(place.folder().resolve(ControlGroups.freshName())), place.isVersion2());
        } catch (IOException e) {
            throw new UncheckedIOException("a control group cannot be made in " + place.folder(), e);
        }
    }

    /** The group of version 1 that is there. */
    static ControlGroup of(Path folder) {
        return new ControlGroup(folder, false);
    }

    /** Its folder. */
    Path folder() {
        return folder;
    }

    /** The command of a program, so that it enters the group first. */
    List<String> around(List<String> command) {
        var entering = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                folder.resolve("cgroup.procs").toString()));
        entering.addAll(command);
        return entering;
    }

    /**
     * Leaves it so much of one processor.
     *
     * @param percent at least 1; 100 or more is no limit
     */
    void limitProcessor(int percent) {
        int quota = PERIOD_MICROS / 100 * percent;
        boolean isLimit = percent < 100;
        if (isVersion2) {
            write("cpu.max", (isLimit ? quota : "max") + " " + PERIOD_MICROS);
        } else {
            write("cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
            write("cpu.cfs_quota_us", isLimit ? Integer.toString(quota) : "-1");
        }
    }

    /**
     * Lets it take only so much more memory than its programs have now. Where the kernel does not get back at once what it keeps of files,
     * as version 1 insists on, that stays beside.
     *
     * @param bytes at least 0
     */
    void limitMemory(long bytes) {
        String file = Controller.MEMORY.limit(isVersion2);
        for (int tried = 0; ; tried++) {
            long has = tried == 0 ? anonymous() : number(isVersion2 ? "memory.current" : "memory.usage_in_bytes");
            try {
                // Each time a little more, for the programs go on.
                write(file, Long.toString(has + bytes + tried * STEP));
                return;
            } catch (UncheckedIOException e) {
                if (tried == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    void unlimitMemory() {
        write(Controller.MEMORY.limit(isVersion2), isVersion2 ? "max" : "-1");
    }

    /** How often it was stopped, as it had used up its share. */
    long throttled() {
        return statistic("cpu.stat", "nr_throttled");
    }

    /** Memory that is no copy of what is in a file, and cannot be taken back. */
    private long anonymous() {
        return statistic("memory.stat", isVersion2 ? "anon" : "rss");
    }

    private long statistic(String file, String name) {
        try {
            return Files.readAllLines(folder.resolve(file)).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(file), e);
        }
    }

    private long number(String file) {
        try {
            return Long.parseLong(Files.readString(folder.resolve(file)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(file), e);
        }
    }

    private void write(String file, String value) {
        try {
            Files.writeString(folder.resolve(file), value, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + value + " to " + folder.resolve(file), e);
        }
    }

    @Override
    public void close() {
        Remains.removeGroup(folder);
    }
}
