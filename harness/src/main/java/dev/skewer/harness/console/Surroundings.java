package dev.skewer.harness.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside the program that a command may touch, so that a test can be all of it.
 *
 * @param out standard output: results
 * @param err standard error: progress and complaints
 * @param in standard input
 * @param cwd what relative paths are relative to; absolute
 * @param env environment variables
 * @param outIsTerminal whether a person reads {@code out} as it is written
 * @param errIsTerminal whether a person reads {@code err} as it is written
 * @param columns the terminal's width in characters
 * @param interruption how a signal stops what is going on
 * @param program what the user called, as a shell reads it, such as {@code ./skewer}
 * @param plugins the folder whose jars join every command; null for none, and it need not exist
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Path cwd,
        Map<String, String> env,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        Interruption interruption,
        String program,
        @Nullable Path plugins) {

    /**
     * A path as the user wrote it, made absolute.
     *
     * @param text relative to {@link #cwd}, or absolute
     * @throws UserException if it is no path at all
     */
    public Path resolve(String text) {
        if (text.isEmpty()) {
            // Most likely a variable of a script that is not set.
            throw new UserException("'' is no file name; give one");
        }
        try {
            return cwd.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new UserException(
                    "'" + dev.skewer.results.Printable.line(text) + "' is no file name: " + e.getReason(), e);
        }
    }

    /** A path as the user would write it, fit to be shown: relative where it lies below {@link #cwd}. */
    public String show(Path path) {
        return dev.skewer.results.Printable.line(relative(path));
    }

    /** A path as the user would write it, whatever characters it has. */
    public String relative(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(cwd) && !absolute.equals(cwd) ? cwd.relativize(absolute) : absolute).toString();
    }

    /** The same for a part of the work that can be stopped by itself. */
    public Surroundings with(Interruption other) {
        return new Surroundings(out, err, in, cwd, env, outIsTerminal, errIsTerminal, columns, other, program, plugins);
    }

    /** The same, with outputs in which a CI system that reads them finds no command but Skewer's own. */
    public Surroundings guarded() {
        return new Surroundings(
                WorkflowStream.guarded(out, env),
                WorkflowStream.guarded(err, env),
                in,
                cwd,
                env,
                outIsTerminal,
                errIsTerminal,
                columns,
                interruption,
                program,
                plugins);
    }

    /**
     * How to colour standard output.
     *
     * @param noColor whether the user said {@code --no-color}
     */
    public Paint paint(boolean noColor) {
        String variable = env.getOrDefault("NO_COLOR", "");
        boolean dumb = "dumb".equals(env.get("TERM"));
        return new Paint(outIsTerminal && !noColor && variable.isEmpty() && !dumb);
    }
}
