package dev.skewer.results;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder of one run: {@code <results>/<test>/<timestamp>/}.
 *
 * <p>The files in it, documented in {@code docs/results.md}: {@code spec.json} before the first operation,
 * {@code history.edn.zst} (or {@code history.edn}), {@code run.log} and {@code progress.json} while the run goes on (the last is then gone), {@code verdict.json} and {@code report.html} after it.
 * The history and the log grow; the others are written whole or not at all, so a folder without {@code verdict.json} is
 * that of a run that was killed, and its history can be checked.
 */
public final class RunFolder {
    /** The name of the history in a run's folder, if it is not compressed. */
    public static final String HISTORY = "history.edn";

    /** The name of the history in a run's folder, if it is compressed. */
    public static final String COMPRESSED_HISTORY = HISTORY + ".zst";

    /** The name of what a run that goes on says of itself. */
    public static final String PROGRESS = "progress.json";

    /** The time in a run folder's name. */
    static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** More runs of one test within one second than anybody starts. */
    private static final int MAX_SUFFIX = 10_000;

    private final Path directory;

    private RunFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the folder of a new run. Two runs never share one: where the name is taken, {@code -2}, {@code -3} and so on
     * follow it.
     *
     * @param results where run folders go; made if it is missing
     * @param test the test's name, of any characters
     * @param started when the run began
     * @throws IOException if the folder cannot be made
     */
    public static RunFolder create(Path results, String test, Instant started) throws IOException {
        Path parent = results.resolve(Printable.fileName(test));
        Files.createDirectories(parent);
        return new RunFolder(fresh(parent, TIMESTAMP.format(started)));
    }

    /** Makes a directory of this name, with {@code -2}, {@code -3} and so on behind it where that is taken. */
    private static Path fresh(Path parent, String name) throws IOException {
        Path directory = parent.resolve(name);
        for (int i = 2; !isMade(directory); i++) {
            if (i > MAX_SUFFIX) {
                throw new FileAlreadyExistsException(directory.toString());
            }
            directory = parent.resolve(name + "-" + i);
        }
        return directory;
    }

    /** The folder of a run that is there. */
    public static RunFolder of(Path directory) {
        return new RunFolder(directory);
    }

    /** Makes a directory, unless somebody else already did. */
    private static boolean isMade(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * Makes a folder inside this one, for one run of many. Where the name is taken, as by the same run that was killed before its end,
     * {@code -2}, {@code -3} and so on follow it.
     *
     * @param name its name, of any characters
     * @throws IOException if the folder cannot be made
     */
    public RunFolder child(String name) throws IOException {
        return new RunFolder(fresh(directory, Printable.fileName(name)));
    }

    /**
     * Points {@code <results>/latest} at this run, in one step: as a relative symbolic link, or as a text file holding the
     * path where the file system has no links. Never fails: a run is not lost because a convenience is.
     *
     * @param results the folder that was given to {@link #create}
     * @return whether {@code latest} now names this run
     */
    public boolean becomeLatest(Path results) {
        Path latest = results.resolve("latest");
        Path target = results.toAbsolutePath().relativize(directory.toAbsolutePath());
        try {
            AtomicFile.link(latest, target);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            try {
                AtomicFile.write(latest, target + "\n");
                return true;
            } catch (IOException e2) {
                return false;
            }
        }
    }

    /**
     * Writes one of the small files, whole or not at all.
     *
     * @param name the file's name
     * @param content its text
     * @throws IOException if it cannot be written; an earlier version is then untouched
     */
    public void write(String name, String content) throws IOException {
        AtomicFile.write(directory.resolve(name), content);
    }

    /** The folder itself. */
    public Path directory() {
        return directory;
    }

    /** The spec: what was asked for. */
    public Path spec() {
        return directory.resolve("spec.json");
    }

    /**
     * The history: what every client saw.
     *
     * @param isCompressed whether it is, or is to be
     */
    public Path history(boolean isCompressed) {
        return directory.resolve(isCompressed ? COMPRESSED_HISTORY : HISTORY);
    }

    /** The history that is there; where none is, the name that it has by default. */
    public Path history() {
        return history(!Files.exists(history(false)));
    }

    /** The verdict, for programs. */
    public Path verdict() {
        return directory.resolve("verdict.json");
    }

    /** The log. */
    public Path log() {
        return directory.resolve("run.log");
    }

    /** The report, for people. */
    public Path report() {
        return directory.resolve("report.html");
    }
}
