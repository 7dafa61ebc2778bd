package dev.skewer.harness;

import dev.skewer.checker.ShellWords;
import dev.skewer.harness.cli.Cli;
import dev.skewer.harness.cli.ExitCode;
import dev.skewer.harness.console.Interruption;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry of the {@code skewer} command. */
public final class Skewer {
    private static final int DEFAULT_COLUMNS = 100;

    private Skewer() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Always UTF-8: results are the same wherever they are made.
        var results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(results, 1 << 14), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Results have a stream of their own; what libraries print must not get between them.
        System.setOut(new PrintStream(new PrintLog(), true, StandardCharsets.UTF_8));
        // Which streams are terminals only a shell can tell: the launcher does; without it none is.
        List<String> terminals =
                List.of(System.getProperty("skewer.terminal", "").split(",", -1));
        int code = Cli.run(
                args,
                new Surroundings(
                        out,
                        err,
                        // Through a channel, so that an interrupt ends a read that waits.
                        Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()),
                        Path.of("").toAbsolutePath(),
                        System.getenv(),
                        terminals.contains("out"),
                        terminals.contains("err"),
                        columns(),
                        Interruption.bySignals(),
                        program(),
                        plugins()));
        out.flush();
        IOException lost = results.failure();
        if (lost != null) {
            err.println("skewer: standard output: " + IoMessages.of(lost));
            code = ExitCode.FAILURE;
        }
        System.exit(code);
    }

    /** What the launcher says that it was called as; without it, the command that runs the jar. */
    private static String program() {
        String launcher = System.getProperty("skewer.program", "");
        return launcher.isEmpty()
                ? ShellWords.join(List.of("java", "-jar", System.getProperty("java.class.path", "skewer.jar")))
                : ShellWords.quote(launcher);
    }

    /** Beside the launcher, which says where it is; without it there is no such folder. */
    private static @Nullable Path plugins() {
        String folder = System.getProperty("skewer.plugins", "");
        return folder.isEmpty() ? null : Path.of(folder).toAbsolutePath();
    }

    private static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getProperty("skewer.columns", "")));
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }
}
