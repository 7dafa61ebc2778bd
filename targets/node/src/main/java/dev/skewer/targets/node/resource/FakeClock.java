package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.preload.PreloadedLibrary;
import dev.skewer.workloads.target.Availability;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The wall clock of one node: a library stands before the functions of the C library that tell the time of day or wait until one,
 * and moves it by what a mapped file says, so that it jumps while the node runs. The monotonic clock is left alone, for a Java
 * virtual machine relies on it. Programs that ask the kernel past the C library see the machine's clock.
 *
 * <p>libfaketime does the same, but takes locks and makes system calls whenever any clock is asked for: a node that loaded it started in
 * four times the time, and on a busy machine did not answer within seconds.
 */
final class FakeClock {
    private static final PreloadedLibrary LIBRARY =
            new PreloadedLibrary(FakeClock.class, "clock-shim", List.of("clock.c"));
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Path library;
    private final Path file;
    /** One integer: by how many nanoseconds the clock is ahead. */
    private final MappedByteBuffer offset;

    /**
     * A clock that goes as the machine's.
     *
     * @param folder exists; keeps its file, and the library, as a node that runs as another user may not enter the cache
     * @throws IOException if they cannot be written
     * @throws IllegalStateException if it is {@linkplain #availability not available}
     */
    FakeClock(Path folder) throws IOException {
        library = Files.copy(LIBRARY.library(), folder.resolve("clock-shim.so"), StandardCopyOption.REPLACE_EXISTING);
        file = Files.write(folder.resolve("clock"), new byte[Long.BYTES]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            offset = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    /** Whether nodes can have one here. */
    static Availability availability() {
        return LIBRARY.availability();
    }

    /** What the environment of the node's program needs. */
    Map<String, String> environment() {
        return Map.of(PreloadedLibrary.VARIABLE, library.toString(), "SKEWER_CLOCK", file.toString());
    }

    /** Sets it so far forward, or back; not added to what was before. */
    void shift(Duration by) {
        LONG.setVolatile(offset, 0, by.toNanos());
    }
}
