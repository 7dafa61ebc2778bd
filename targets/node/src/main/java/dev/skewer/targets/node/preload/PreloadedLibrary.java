package dev.skewer.targets.node.preload;

import dev.skewer.targets.node.Programs;
import dev.skewer.workloads.target.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A library that a node loads before the C library ({@code LD_PRELOAD}), and so stands before some of its functions. It is compiled when it
 * is first needed, and kept in the user's {@link CacheFolder} under a name that follows from its source and the compiler; so it is compiled once
 * for each, and by the machine that runs it.
 */
public final class PreloadedLibrary {
    /** The variable of the environment that names such libraries. */
    public static final String VARIABLE = "LD_PRELOAD";

    private static final List<String> OPTIONS =
            List.of("-std=gnu11", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-Wl,-z,defs");
    private static final String UNFINISHED = "building-";
    private static final long SECONDS = 60;

    private final Class<?> owner;
    private final String name;
    private final List<String> sources;
    private @Nullable Path built;

    /**
     * A library that need not be compiled yet.
     *
     * @param owner beside which class its sources are, as resources
     * @param name without an ending
     * @param sources in the order in which they are compiled; headers, which end in {@code .h}, too
     */
    public PreloadedLibrary(Class<?> owner, String name, List<String> sources) {
        this.owner = owner;
        this.name = name;
        this.sources = List.copyOf(sources);
    }

    /** Whether it works here: there is a compiler, it compiles, and a program that is started with it loads it. */
    public Availability availability() {
        try {
            Path library = library();
            String preloaded = run(List.of("/bin/sh", "-c", "cat /proc/self/maps"), library);
            return preloaded.contains(library.getFileName().toString())
                    ? Availability.AVAILABLE
                    : Availability.missing("programs do not load what LD_PRELOAD names here: /bin/sh is static");
        } catch (IllegalStateException | IOException e) {
            return Availability.missing(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The library; compiled now if it was not before.
     *
     * @throws IllegalStateException if it cannot be, with the reason in one line
     */
    public Path library() {
        synchronized (sources) {
            Path known = built;
            if (known == null || !Files.exists(known)) {
                known = build();
                built = known;
            }
            return known;
        }
    }

    private Path build() {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new IllegalStateException("needs Linux");
        }
        return build(Programs.find("gcc").or(() -> Programs.find("cc")), CacheFolder.find());
    }

    /**
     * Compiles it, unless that was done before.
     *
     * @param cache made if it is not there
     */
    Path build(Optional<Path> found, Path cache) {
        Path compiler = found.orElseThrow(
                () -> new IllegalStateException("needs a C compiler: install gcc and the headers of the C library"));
        try {
            Files.createDirectories(cache);
            Path library = cache.resolve(name + "-" + fingerprint(compiler) + ".so");
            if (!Files.exists(library)) {
                compile(compiler, library);
            }
            return library;
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be compiled: " + e.getMessage(), e);
        }
    }

    private String fingerprint(Path compiler) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String source : sources) {
                digest.update(source(source));
            }
            digest.update(String.join(" ", OPTIONS).getBytes(StandardCharsets.UTF_8));
            digest.update(run(List.of(compiler.toString(), "-v"), null).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] source(String file) throws IOException {
        try (InputStream source = owner.getResourceAsStream(file)) {
            if (source == null) {
                throw new IOException("no resource " + file);
            }
            return source.readAllBytes();
        }
    }

    /** In a folder beside its place, then moved there in one step: of two that compile at once either may win. */
    private void compile(Path compiler, Path library) throws IOException {
        Path cache = library.resolveSibling(".");
        removeUnfinished(cache);
        Path folder = Files.createTempDirectory(
                cache, UNFINISHED + ProcessHandle.current().pid() + "-");
        try {
            var command = new ArrayList<String>();
            command.add(compiler.toString());
            command.addAll(OPTIONS);
            for (String source : sources) {
                Path file = Files.write(folder.resolve(source), source(source));
                if (source.endsWith(".c")) {
                    command.add(file.toString());
                }
            }
            Path made = folder.resolve("library.so");
            command.addAll(List.of("-o", made.toString(), "-ldl", "-pthread"));
            run(command, null);
            Files.move(made, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(folder);
        }
    }

    /** What harnesses left that were killed while they compiled. */
    private static void removeUnfinished(Path cache) throws IOException {
        try (var folders = Files.newDirectoryStream(cache, UNFINISHED + "*")) {
            for (Path folder : folders) {
                String number = folder.getFileName().toString().substring(UNFINISHED.length());
                if (!isAlive(number.substring(0, Math.max(0, number.indexOf('-'))))) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isAlive(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** What a program prints. */
    private static String run(List<String> command, @Nullable Path preloaded) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (preloaded != null) {
            builder.environment().put(VARIABLE, preloaded.toString());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " takes longer than " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(said.lines()
                    .filter(line -> line.contains("error"))
                    .findFirst()
                    .orElse(command.get(0) + " ends with exit code " + process.exitValue()));
        }
        return said;
    }
}
