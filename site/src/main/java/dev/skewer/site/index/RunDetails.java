package dev.skewer.site.index;

import dev.skewer.results.RunFolder;
import dev.skewer.results.RunName;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.results.summary.SummaryHead;
import dev.skewer.site.files.Folder;
import dev.skewer.site.files.OpenFile;
import dev.skewer.site.files.ResultFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a folder shows: of a run, of a campaign, of a run in one, or of another folder in these.
 *
 * @param path the names of the folders on the way to it, and its own
 * @param entry what a run or campaign left there; empty if it is another folder, such as that of the cells of a campaign
 * @param items what lies in it, by name
 * @param progress of what goes on, or was killed
 * @param cells of a campaign that has no summary, in the order of its plan
 * @param underWay the runs of a campaign that go on
 */
public record RunDetails(
        List<String> path,
        Optional<Entry> entry,
        List<Folder.Item> items,
        Optional<RunProgress> progress,
        List<CellState> cells,
        List<Run> underWay) {
    /**
     * A cell of a campaign that goes on, or was killed.
     *
     * @param outcome what came of it; empty if it is not over
     */
    public record CellState(String name, String expected, Optional<SummaryHead.Cell> outcome) {}

    /** A run of a campaign that goes on: the name of its folder, and how it is doing. */
    public record Run(String folder, RunProgress progress) {}

    /** Reads an open file. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(SeekableByteChannel file, String shown) throws IOException;
    }

    /** Copies the collections. */
    public RunDetails {
        path = List.copyOf(path);
        items = List.copyOf(items);
        cells = List.copyOf(cells);
        underWay = List.copyOf(underWay);
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return entry.map(Entry::status).filter(Entry.Status.RUNNING::equals).isPresent();
    }

    /**
     * Looks at a folder.
     *
     * @param path the names of the folders on the way to it, that of a test and of a run at least, and its own
     * @return nothing if there is none, or it lies in none of a run
     * @throws IOException if it cannot be read
     */
    public static Optional<RunDetails> of(ResultFiles files, List<String> path) throws IOException {
        Optional<RunName> name = path.size() < 2 ? Optional.empty() : RunName.parse(path.get(1));
        return name.isEmpty() ? Optional.empty() : files.in(path, folder -> of(folder, path, name.get()));
    }

    private static RunDetails of(Folder folder, List<String> path, RunName name) throws IOException {
        int last = path.size() - 1;
        Optional<Entry> entry = EntryReader.read(folder, path.get(last - 1), path.get(last), name);
        var items = new ArrayList<Folder.Item>();
        for (String each : folder.names()) {
            folder.item(each).ifPresent(items::add);
        }
        items.sort(Comparator.comparing(Folder.Item::name));
        boolean isOver = entry.map(Entry::isOver).orElse(true);
        boolean isCampaign =
                entry.map(Entry::kind).filter(Entry.Kind.CAMPAIGN::equals).isPresent();
        return new RunDetails(
                path,
                entry,
                items,
                isOver ? Optional.empty() : progress(folder),
                isOver || !isCampaign ? List.of() : cells(folder),
                isOver || !isCampaign ? List.of() : underWay(folder, items));
    }

    private static Optional<RunProgress> progress(Folder folder) throws IOException {
        return read(folder, RunFolder.PROGRESS, SummaryFiles::progress);
    }

    /** What a file says; nothing if it is not there or says nothing that can be understood, which the entry tells. */
    private static <T> Optional<T> read(Folder folder, String name, Reading<T> reading) throws IOException {
        Optional<OpenFile> found = folder.open(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (OpenFile file = found.get()) {
            return Optional.of(reading.of(file.channel(), name));
        } catch (SummaryException e) {
            return Optional.empty();
        }
    }

    private static List<CellState> cells(Folder folder) throws IOException {
        Optional<CampaignPlan> plan = read(folder, "plan.json", SummaryFiles::plan);
        if (plan.isEmpty()) {
            return List.of();
        }
        List<PlannedCell> own = plan.get().own();
        return folder.in("cells", kept -> {
                    var states = new ArrayList<CellState>();
                    for (PlannedCell cell : own) {
                        states.add(new CellState(
                                cell.name(),
                                cell.expected().text(),
                                read(kept, cell.key() + ".json", SummaryFiles::cellHead)));
                    }
                    return states;
                })
                .orElseGet(ArrayList::new);
    }

    private static List<Run> underWay(Folder folder, List<Folder.Item> items) throws IOException {
        var runs = new ArrayList<Run>();
        for (Folder.Item item : items) {
            if (item.isFolder()) {
                folder.in(item.name(), RunDetails::progress)
                        .flatMap(found -> found)
                        .filter(progress -> EntryReader.goesOn(progress, Instant.now()))
                        .ifPresent(progress -> runs.add(new Run(item.name(), progress)));
            }
        }
        return runs;
    }
}
