package dev.skewer.harness;

import dev.skewer.harness.cli.Cli;
import dev.skewer.harness.console.Interruption;
import dev.skewer.harness.console.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Which streams are terminals only a shell can tell: the launcher does; without it none is.
        List<String> terminals =
                List.of(System.getProperty("skewer.terminal", "").split(",", -1));
        int code = Cli.run(
                args,
                new Surroundings(
                        out,
                        err,
                        System.in,
                        Path.of("").toAbsolutePath(),
                        System.getenv(),
                        terminals.contains("out"),
                        terminals.contains("err"),
                        columns(),
                        Interruption.bySignals()));
        out.flush();
        System.exit(code);
    }

    private static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getProperty("skewer.columns", "")));
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }
}
