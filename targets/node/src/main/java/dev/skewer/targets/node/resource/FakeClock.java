package dev.skewer.targets.node.resource;

import dev.skewer.workloads.target.Availability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one node: libfaketime, which the node loads before the C library, adds to it what a file says, each time that it
 * is asked for. The monotonic clock is left alone, for a Java virtual machine relies on it.
 */
final class FakeClock {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    /** An hour is more than a probe takes. */
    private static final long PROBE_SECONDS = 3_600;

    private static final Availability AVAILABILITY = Availability.by(FakeClock::probe);

    private final Path file;

    /**
     * A clock that goes as the machine's.
     *
     * @param folder exists; keeps its file
     */
    FakeClock(Path folder) {
        file = folder.resolve("clock");
        shift(Duration.ZERO);
    }

    /** Whether nodes can have one here. */
    static Availability availability() {
        return AVAILABILITY;
    }

    /** What the environment of the node's program needs. */
    Map<String, String> environment() {
        String library =
                library().map(Path::toString).orElseThrow(() -> new IllegalStateException(LIBRARY + " is gone"));
        return Map.of(
                "LD_PRELOAD", library,
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // What files are told of their age stays true.
                "NO_FAKE_STAT", "1");
    }

    /** Sets it so far forward, or back; not added to what was before. */
    void shift(Duration by) {
        String seconds = String.format(Locale.ROOT, "%+.3f", by.toMillis() / 1e3);
        try {
            // A program that asks now finds the one or the other, never half of it.
            Path fresh =
                    Files.writeString(file.resolveSibling("clock.next"), seconds + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the clock cannot be set: " + file, e);
        }
    }

    /** Where the library is: Debian has it in a folder for the processor's architecture. */
    private static Optional<Path> library() {
        return Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
                .map(Path::of)
                .flatMap(root -> Stream.concat(Stream.of(root), entries(root)))
                .map(folder -> folder.resolve("faketime").resolve(LIBRARY))
                .filter(Files::isReadable)
                .findFirst();
    }

    private static Stream<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Availability probe() {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return Availability.missing(LIBRARY + " is not installed; it comes with Debian's package faketime");
        }
        var builder = new ProcessBuilder("date", "+%s").redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", library.get().toString());
        builder.environment().put("FAKETIME", "+" + PROBE_SECONDS);
        try {
            Process date = builder.start();
            date.getOutputStream().close();
            String said = new String(date.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
            long ahead = said.matches("\\d{1,12}") ? Long.parseLong(said) - System.currentTimeMillis() / 1_000 : 0;
            return ahead > PROBE_SECONDS / 2
                    ? Availability.AVAILABLE
                    : Availability.missing("programs do not heed " + library.get() + " here");
        } catch (IOException e) {
            return Availability.missing("the program date cannot be started: " + e.getMessage());
        }
    }
}
