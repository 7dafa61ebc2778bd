package dev.skewer.results;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the run folders below a results folder: {@code <results>/<test>/<timestamp>/}, with a file in it that a run leaves there.
 * Symbolic links are no run folders, and are not followed; whatever else lies there is passed over.
 */
public final class RunListing {
    /** What a run writes when it is over. */
    private static final Set<String> VERDICTS = Set.of("verdict.json", "campaign.json");

    /** What a campaign writes first. */
    private static final Set<String> PLANS = Set.of("plan.json");

    /** What else a run writes, sooner. */
    private static final Set<String> BEGINNINGS =
            Set.of("spec.json", "run.log", RunFolder.HISTORY, RunFolder.COMPRESSED_HISTORY);

    private RunListing() {}

    /**
     * All runs, the newest of each test first, tests by name.
     *
     * @param results the results folder itself may be reached through a link
     * @throws IOException if a folder cannot be read
     */
    public static List<ListedRun> in(Path results) throws IOException {
        var runs = new ArrayList<ListedRun>();
        for (Path test : folders(results)) {
            runs.addAll(of(test));
        }
        runs.sort(Comparator.comparing(ListedRun::test));
        return List.copyOf(runs);
    }

    /**
     * The runs of one test or campaign, the newest first.
     *
     * @param test the folder that they lie in
     * @throws IOException if a folder cannot be read
     */
    public static List<ListedRun> of(Path test) throws IOException {
        var runs = new ArrayList<ListedRun>();
        for (Path directory : folders(test)) {
            run(directory, String.valueOf(test.getFileName())).ifPresent(runs::add);
        }
        runs.sort(Comparator.comparing(ListedRun::started)
                .thenComparing(ListedRun::sequence)
                .reversed());
        return List.copyOf(runs);
    }

    /**
     * The run that {@code latest} points at, as a link or as a text; empty if it points at none.
     *
     * @param results the results folder
     */
    public static Optional<Path> latest(Path results) {
        Path latest = results.resolve("latest");
        try {
            return Files.isSymbolicLink(latest) || Files.isDirectory(latest)
                    ? Optional.of(latest.toRealPath())
                    : Optional.of(
                            results.resolve(Files.readString(latest).strip()).toRealPath());
        } catch (IOException | RuntimeException e) {
            // Missing, or not what a run leaves: it points at nothing.
            return Optional.empty();
        }
    }

    /**
     * The folders of a campaign's runs, in their order; of any other folder, those in it that a run began in.
     *
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> runsOf(Path campaign) throws IOException {
        var runs = new ArrayList<Path>();
        for (Path child : folders(campaign)) {
            if (has(child, BEGINNINGS)) {
                runs.add(child);
            }
        }
        Collections.sort(runs);
        return List.copyOf(runs);
    }

    /** Whether a folder has a name that {@link RunFolder#create} gives. */
    public static boolean isNamedAsRun(Path directory) {
        Path name = directory.getFileName();
        return name != null && RunName.parse(name.toString()).isPresent();
    }

    private static Optional<ListedRun> run(Path directory, String test) throws IOException {
        Optional<RunName> name = RunName.parse(directory.getFileName().toString());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean isOver = has(directory, VERDICTS);
        if (!isOver && !isBegun(directory)) {
            return Optional.empty();
        }
        return Optional.of(
                new ListedRun(directory, test, name.get().started(), name.get().sequence(), isOver));
    }

    /** A campaign of an earlier version that was killed has nothing but the folders of its runs. */
    private static boolean isBegun(Path directory) throws IOException {
        return has(directory, BEGINNINGS)
                || has(directory, PLANS)
                || !runsOf(directory).isEmpty();
    }

    private static boolean has(Path directory, Set<String> names) {
        return names.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    private static List<Path> folders(Path parent) throws IOException {
        var folders = new ArrayList<Path>();
        try (DirectoryStream<Path> children =
                Files.newDirectoryStream(parent, child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))) {
            children.forEach(folders::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return folders;
    }
}
