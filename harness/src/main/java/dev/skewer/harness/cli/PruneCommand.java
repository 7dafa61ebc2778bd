package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.results.Figures;
import dev.skewer.results.ListedRun;
import dev.skewer.results.Printable;
import dev.skewer.results.RunListing;
import dev.skewer.results.summary.Json;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer prune}: removes old runs, and nothing else. */
@Command(
        name = "prune",
        description = "Removes old runs: those beyond the newest N of each test.",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Only run folders are removed (DIR/TEST/TIME with what a run leaves in it), links are not followed,",
            "and the run that 'latest' points at and runs that go on are kept."
        })
final class PruneCommand implements Callable<Integer> {
    /** A run without a verdict that wrote something so short a time ago may be going on. */
    private static final Duration STILL = Duration.ofMinutes(2);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--keep",
            paramLabel = "N",
            required = true,
            description = "Keep the newest N runs of each test or campaign.")
    private int keep;

    @Option(
            names = "--older-than",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "Of the others, remove those that began longer ago than this, such as 720h (default: all).")
    private @Nullable Duration age;

    @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
    private boolean isDry;

    @Option(names = "--results", paramLabel = "DIR", description = "Where run folders are (default: ${DEFAULT-VALUE}).")
    private String results = RunSettings.DEFAULT_RESULTS;

    private final Surroundings surroundings;

    private final ArrayNode removed = Json.object().putArray("removed");
    private long bytes;

    PruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (keep < 0) {
            throw new UserException("prune: --keep must be at least 0, and is " + keep);
        }
        Path folder = surroundings.resolve(results);
        if (!Files.isDirectory(folder)) {
            throw new UserException("prune: --results " + Printable.line(results) + ": "
                    + (Files.exists(folder) ? "not a directory" : "no such folder")
                    + "; give the one that has the runs");
        }
        List<ListedRun> runs = stored(folder);
        List<ListedRun> superfluous =
                superfluous(runs, RunListing.latest(folder).orElse(null));
        superfluous.forEach(this::remove);
        int kept = runs.size() - removed.size();
        if (output.json()) {
            ObjectNode json = Json.object();
            json.put("dry-run", isDry).put("kept", kept).put("bytes", bytes).set("removed", removed);
            surroundings.out().println(Json.oneLine(json));
        } else {
            surroundings
                    .out()
                    .println((isDry ? "would remove " : "removed ") + runs(removed.size()) + ", " + size(bytes) + "; "
                            + (isDry ? "would keep " : "kept ") + runs(kept));
        }
        return ExitCode.VALID;
    }

    private List<ListedRun> stored(Path folder) {
        try {
            return RunListing.in(folder);
        } catch (IOException e) {
            throw new FailureException(surroundings.show(folder) + ": " + IoMessages.of(e), e);
        }
    }

    private List<ListedRun> superfluous(List<ListedRun> runs, @Nullable Path latest) {
        Instant now = Instant.now();
        Map<String, Integer> newer = new HashMap<>();
        var superfluous = new ArrayList<ListedRun>();
        for (ListedRun run : runs) {
            boolean isNew = newer.merge(run.test(), 1, Integer::sum) <= keep;
            boolean isYoung = age != null && !run.started().isBefore(now.minus(age));
            if (!isNew && !isYoung && !is(run, latest) && !mayGoOn(run, now)) {
                superfluous.add(run);
            }
        }
        return superfluous;
    }

    private boolean is(ListedRun run, @Nullable Path latest) {
        try {
            return latest != null && latest.startsWith(run.directory().toRealPath());
        } catch (IOException e) {
            throw unremovable(run, e);
        }
    }

    private boolean mayGoOn(ListedRun run, Instant now) {
        try {
            return !run.isOver() && run.lastWritten().isAfter(now.minus(STILL));
        } catch (IOException e) {
            throw unremovable(run, e);
        }
    }

    private void remove(ListedRun run) {
        String shown = surroundings.show(run.directory());
        long size;
        try {
            size = run.bytes();
            if (!isDry) {
                run.delete();
                leave(run.directory().toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw unremovable(run, e);
        }
        bytes += size;
        removed.addObject().put("run", shown).put("bytes", size);
        if (!output.json()) {
            surroundings.out().println((isDry ? "would remove " : "removed ") + shown + "  " + size(size));
        }
    }

    /** Removes the folder of a test that has no more runs. */
    private static void leave(@Nullable Path test) throws IOException {
        try {
            if (test != null) {
                Files.delete(test);
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    private FailureException unremovable(ListedRun run, IOException e) {
        return new FailureException(
                surroundings.show(run.directory()) + ": cannot be removed: " + IoMessages.of(e) + "; "
                        + runs(removed.size()) + " of " + size(bytes) + " removed before",
                e);
    }

    private static String runs(int count) {
        return Figures.count(count) + (count == 1 ? " run" : " runs");
    }

    private static String size(long bytes) {
        return Figures.bytes(bytes);
    }
}
