package dev.skewer.targets.node.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Where control groups of the kernel can be made here, of either version (Linux, <i>Control Group v2</i>): below the group that this
 * process is in, so that whatever limits that has hold for the new ones too; or, of version 2, beside it, as a group that has both
 * processes and groups below may not hand on its controllers.
 */
final class ControlGroups {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** What a group can limit. */
    enum Controller {
        /** Time on the processors. */
        CPU("cpu", "cpu.cfs_quota_us", "cpu.max"),
        /** Memory, that with the contents of files included. */
        MEMORY("memory", "memory.limit_in_bytes", "memory.max");

        private final String label;
        private final String limitOfVersion1;
        private final String limitOfVersion2;

        Controller(String label, String limitOfVersion1, String limitOfVersion2) {
            this.label = label;
            this.limitOfVersion1 = limitOfVersion1;
            this.limitOfVersion2 = limitOfVersion2;
        }

        /** The file of a group that holds its limit. */
        String limit(boolean isVersion2) {
            return isVersion2 ? limitOfVersion2 : limitOfVersion1;
        }
    }

    /**
     * A folder in which groups can be made.
     *
     * @param folder in the file system of control groups
     * @param isVersion2 of which version
     */
    record Place(Path folder, boolean isVersion2) {}

    /** A mount of the file system of control groups. */
    private record Mount(Path root, Path point, boolean isVersion2, List<String> options) {}

    private final List<Mount> mounts;
    /** Lines such as {@code 4:memory:/a/b}: where this process is. */
    private final List<String> own;

    private ControlGroups(List<Mount> mounts, List<String> own) {
        this.mounts = mounts;
        this.own = own;
    }

    /** Those that the kernel tells of. */
    static ControlGroups ofThisProcess() {
        return of(Path.of("/proc/self"));
    }

    /**
     * Those that a folder tells of.
     *
     * @param process with files {@code mountinfo} and {@code cgroup}, as the kernel has them of a process; none where it has not got them
     */
    static ControlGroups of(Path process) {
        try {
            return new ControlGroups(
                    Files.readAllLines(process.resolve("mountinfo")).stream()
                            .flatMap(line -> mount(line).stream())
                            .toList(),
                    Files.readAllLines(process.resolve("cgroup")));
        } catch (IOException | UncheckedIOException e) {
            return new ControlGroups(List.of(), List.of());
        }
    }

    /** {@code 35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory}. */
    private static Optional<Mount> mount(String line) {
        String[] halves = line.split(" - ", 2);
        String[] before = halves[0].split(" ", -1);
        String[] after = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
        if (before.length < 5 || after.length < 3 || !after[0].matches("cgroup2?")) {
            return Optional.empty();
        }
        return Optional.of(new Mount(
                Path.of(before[3]), Path.of(before[4]), after[0].equals("cgroup2"), List.of(after[2].split(",", -1))));
    }

    /** Where groups with a controller can be made; tried out, and without a trace. */
    Optional<Place> place(Controller controller) {
        for (Mount mount : mounts) {
            for (Path folder : candidates(mount, controller)) {
                var place = new Place(folder, mount.isVersion2());
                if (serves(place, controller)) {
                    return Optional.of(place);
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> candidates(Mount mount, Controller controller) {
        if (!mount.isVersion2() && !mount.options().contains(controller.label)) {
            return List.of();
        }
        var folders = new ArrayList<Path>();
        ownPath(mount, controller).map(Path::of).ifPresent(path -> {
            Path within = path.startsWith(mount.root())
                    ? mount.root().relativize(path)
                    : path.getRoot().relativize(path);
            Path folder = mount.point().resolve(within.toString());
            folders.add(folder);
            if (mount.isVersion2()
                    && folder.getParent() != null
                    && folder.getParent().startsWith(mount.point())) {
                folders.add(folder.getParent());
            }
        });
        folders.add(mount.point());
        return folders;
    }

    private Optional<String> ownPath(Mount mount, Controller controller) {
        Function<String[], Boolean> isIt = parts -> mount.isVersion2()
                ? parts[1].isEmpty()
                : List.of(parts[1].split(",", -1)).contains(controller.label);
        return own.stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && parts[2].startsWith("/") && isIt.apply(parts))
                .map(parts -> parts[2])
                .findFirst();
    }

    private static boolean serves(Place place, Controller controller) {
        if (!Files.isDirectory(place.folder())) {
            return false;
        }
        try {
            Path probe = Files.createDirectory(place.folder().resolve(freshName()));
            try {
                return Files.isWritable(probe.resolve(controller.limit(place.isVersion2())))
                        && Files.isWritable(probe.resolve("cgroup.procs"));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** A name that no other group has. */
    static String freshName() {
        return "skewer-" + ProcessHandle.current().pid() + "-" + NUMBERS.getAndIncrement();
    }
}
