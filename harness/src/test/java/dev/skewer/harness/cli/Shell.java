package dev.skewer.harness.cli;

import dev.skewer.harness.console.Interruption;
import dev.skewer.harness.console.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands in this JVM, in a directory of their own, and keeps what they write. */
final class Shell {
    private final Path directory;
    private Map<String, String> environment = Map.of();
    private InputStream in = InputStream.nullInputStream();
    private boolean isTerminal;
    private final Interruption interruption = Interruption.byRequest();
    private volatile ByteArrayOutputStream running = new ByteArrayOutputStream();

    Shell(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * What a command left.
     *
     * @param code its exit code
     * @param out what it wrote on standard output
     * @param err what it wrote on standard error
     */
    record Done(int code, String out, String err) {
        /** The one line of complaint. */
        String complaint() {
            return err.strip();
        }
    }

    Shell environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Shell input(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Shell input(InputStream stream) {
        in = stream;
        return this;
    }

    /** Makes both outputs a terminal. */
    Shell terminal() {
        isTerminal = true;
        return this;
    }

    Interruption interruption() {
        return interruption;
    }

    Path directory() {
        return directory;
    }

    /** What the command that another thread runs has written on standard output so far. */
    String outSoFar() {
        return running.toString(StandardCharsets.UTF_8);
    }

    Done run(String... args) {
        var out = new ByteArrayOutputStream();
        running = out;
        var err = new ByteArrayOutputStream();
        int code = Cli.run(
                args,
                new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        in,
                        directory,
                        environment,
                        isTerminal,
                        isTerminal,
                        100,
                        interruption,
                        "./skewer",
                        directory.resolve("plugins")));
        return new Done(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
