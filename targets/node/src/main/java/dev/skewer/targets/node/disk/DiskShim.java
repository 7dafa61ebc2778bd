package dev.skewer.targets.node.disk;

import dev.skewer.targets.node.preload.PreloadedLibrary;
import dev.skewer.workloads.target.Availability;
import java.nio.file.Path;
import java.util.List;

/** The library that stands between a node and its files. */
public final class DiskShim {
    private static final PreloadedLibrary LIBRARY = new PreloadedLibrary(
            DiskShim.class,
            "disk-shim",
            List.of(
                    "record.h",
                    "shim.h",
                    "raw.h",
                    "calls.h",
                    "record.c",
                    "descriptors.c",
                    "pages.c",
                    "entries.c",
                    "space.c",
                    "faults.c",
                    "calls_contents.c",
                    "calls_sizes.c",
                    "calls_names.c"));

    private DiskShim() {}

    /** Whether it works here: there is a compiler, it compiles, and a program that is started with it loads it. */
    public static Availability availability() {
        return LIBRARY.availability();
    }

    /**
     * The library; compiled now if it was not before.
     *
     * @throws IllegalStateException if it cannot be, with the reason in one line
     */
    static Path library() {
        return LIBRARY.library();
    }
}
