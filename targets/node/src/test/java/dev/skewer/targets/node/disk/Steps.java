package dev.skewer.targets.node.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A small program below the shim that does to files what it is told, step by step. */
final class Steps implements AutoCloseable {
    private static @Nullable Path program;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private Steps(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it in a folder. */
    static Steps in(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program().toString())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new Steps(builder.start());
    }

    private static synchronized Path program() throws IOException {
        Path known = program;
        if (known != null) {
            return known;
        }
        Path folder = Files.createTempDirectory("skewer-steps");
        folder.toFile().deleteOnExit();
        Path source = folder.resolve("steps.c");
        try (InputStream text = Steps.class.getResourceAsStream("steps.c")) {
            Files.copy(java.util.Objects.requireNonNull(text), source);
        }
        Path made = folder.resolve("steps");
        Process compiler = new ProcessBuilder("cc", "-O1", "-o", made.toString(), source.toString())
                .inheritIO()
                .start();
        try {
            if (compiler.waitFor() != 0) {
                throw new IOException("steps.c does not compile");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Files.delete(source);
        made.toFile().deleteOnExit();
        program = made;
        return made;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Does one.
     *
     * @return {@code ok}, a number that was asked for, the name of the error, or {@code dead}
     */
    String tell(String step) throws IOException {
        try {
            in.write(step + "\n");
            in.flush();
            String answer = out.readLine();
            return answer == null ? "dead" : answer;
        } catch (IOException e) {
            return "dead";
        }
    }

    /** Does some, all of which must go well. */
    void all(String... steps) throws IOException {
        for (String step : steps) {
            String answer = tell(step);
            if (!answer.equals("ok")) {
                throw new AssertionError(step + ": " + answer);
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
