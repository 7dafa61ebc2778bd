package dev.skewer.site.index;

import dev.skewer.checker.Validity;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunName;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.results.summary.SummaryHead;
import dev.skewer.site.files.Folder;
import dev.skewer.site.files.OpenFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a listing shows of a run from what lies in its folder; of a summary its head only. */
final class EntryReader {
    /** A process that has written its progress so short a time ago may be one that cannot be seen from here. */
    private static final Duration FRESH = Duration.ofSeconds(8);

    /** Longer texts are cut for the listing. */
    private static final int MAX_TEXT = 300;

    /** More names of anomalies than there are. */
    private static final int MAX_ANOMALIES = 100;

    private static final Set<String> BEGINNINGS =
            Set.of("spec.json", "run.log", RunFolder.HISTORY, RunFolder.COMPRESSED_HISTORY, RunFolder.PROGRESS);

    private EntryReader() {}

    /**
     * Reads a folder.
     *
     * @param test the name of the folder that it lies in
     * @param name its own
     * @param parsed that, taken apart
     * @return nothing if a run left nothing in it
     */
    static Optional<Entry> read(Folder folder, String test, String name, RunName parsed) {
        Entry base = blank(test, name, parsed);
        try {
            Set<String> names = new HashSet<>(folder.names());
            if (names.contains("campaign.json")) {
                return Optional.of(campaign(folder, base));
            }
            if (names.contains("verdict.json")) {
                return Optional.of(run(folder, base));
            }
            if (names.contains("plan.json") || hasRuns(folder, names)) {
                return Optional.of(with(base, Entry.Kind.CAMPAIGN, status(folder), test, List.of(), ""));
            }
            if (names.stream().anyMatch(BEGINNINGS::contains)) {
                return Optional.of(begun(folder, base));
            }
            return Optional.empty();
        } catch (SummaryException e) {
            return Optional.of(damaged(base, String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            // Whatever it is, one folder must not keep the others from being listed.
            return Optional.of(unreadable(test, name, parsed, e));
        }
    }

    /** A folder that cannot be read. */
    static Entry unreadable(String test, String name, RunName parsed, Exception failure) {
        return damaged(
                blank(test, name, parsed),
                "cannot be read: " + failure.getClass().getSimpleName());
    }

    private static Entry blank(String test, String name, RunName parsed) {
        return new Entry(
                test,
                name,
                parsed,
                Entry.Kind.RUN,
                Entry.Status.DAMAGED,
                test,
                Validity.UNKNOWN,
                List.of(),
                Duration.ZERO,
                "");
    }

    private static Entry run(Folder folder, Entry base) throws IOException {
        Optional<OpenFile> found = folder.open("verdict.json");
        if (found.isEmpty()) {
            return damaged(base, "verdict.json is no file");
        }
        SummaryHead.Run head;
        try (OpenFile file = found.get()) {
            head = SummaryFiles.runHead(file.channel(), "verdict.json");
        }
        long millis = head.elapsed().toMillis();
        Cell cell = new Cell(
                "",
                "",
                text(head.spec(), "workload"),
                text(head.spec(), "target"),
                FaultNames.of(head.spec()),
                "",
                SummaryHead.Outcome.AS_EXPECTED,
                head.valid(),
                anomalies(head.anomalies()),
                head.ops(),
                millis == 0 ? 0 : Math.round(head.ops() * 1e3 / millis),
                head.opportunities());
        return new Entry(
                base.test(),
                base.folder(),
                base.name(),
                Entry.Kind.RUN,
                Entry.Status.OVER,
                cut(head.title()),
                head.valid(),
                List.of(cell),
                head.elapsed(),
                "");
    }

    private static Entry campaign(Folder folder, Entry base) throws IOException {
        Optional<OpenFile> found = folder.open("campaign.json");
        if (found.isEmpty()) {
            return damaged(base, "campaign.json is no file");
        }
        SummaryHead.Campaign head;
        try (OpenFile file = found.get()) {
            head = SummaryFiles.campaignHead(file.channel(), "campaign.json");
        }
        return new Entry(
                base.test(),
                base.folder(),
                base.name(),
                Entry.Kind.CAMPAIGN,
                Entry.Status.OVER,
                cut(head.name()),
                head.valid(),
                head.cells().stream().map(EntryReader::cell).toList(),
                Duration.ZERO,
                "");
    }

    private static Cell cell(SummaryHead.Cell cell) {
        return new Cell(
                cut(cell.id()),
                cut(cell.name()),
                text(cell.spec(), "workload"),
                text(cell.spec(), "target"),
                FaultNames.of(cell.spec()),
                cut(cell.expected()),
                cell.outcome(),
                cell.verdict(),
                anomalies(cell.anomalies()),
                cell.ops(),
                cell.opsPerSecond(),
                cell.opportunities());
    }

    /** A run without a verdict. */
    private static Entry begun(Folder folder, Entry base) throws IOException {
        Optional<OpenFile> found = folder.open("spec.json");
        Map<String, Object> spec = Map.of();
        if (found.isPresent()) {
            try (OpenFile file = found.get()) {
                spec = SummaryFiles.spec(file.channel(), "spec.json");
            }
        }
        Cell cell = new Cell(
                "",
                "",
                text(spec, "workload"),
                text(spec, "target"),
                FaultNames.of(spec),
                "",
                SummaryHead.Outcome.INCOMPLETE,
                Validity.UNKNOWN,
                Map.of(),
                0,
                0,
                0);
        String title = spec.isEmpty() ? base.test() : cell.workload() + " on " + cell.target();
        return with(base, Entry.Kind.RUN, status(folder), title, List.of(cell), "");
    }

    /** Whether a run that has no verdict goes on. */
    private static Entry.Status status(Folder folder) throws IOException {
        Optional<OpenFile> found = folder.open(RunFolder.PROGRESS);
        if (found.isEmpty()) {
            return Entry.Status.KILLED;
        }
        try (OpenFile file = found.get()) {
            RunProgress progress = SummaryFiles.progress(file.channel(), RunFolder.PROGRESS);
            return goesOn(progress, Instant.now()) ? Entry.Status.RUNNING : Entry.Status.KILLED;
        }
    }

    /** Whether what a progress is of goes on. */
    static boolean goesOn(RunProgress progress, Instant now) {
        return progress.writer().isAlive()
                || Duration.between(progress.written(), now).abs().compareTo(FRESH) < 0;
    }

    /** A campaign of an earlier version that was killed has nothing but the folders of its runs. */
    private static boolean hasRuns(Folder folder, Set<String> names) throws IOException {
        if (names.stream().anyMatch(BEGINNINGS::contains)) {
            return false;
        }
        for (String name : names) {
            if (folder.in(name, inner -> inner.names().stream().anyMatch(BEGINNINGS::contains))
                    .orElse(false)) {
                return true;
            }
        }
        return false;
    }

    private static Entry damaged(Entry base, String remark) {
        return with(base, base.kind(), Entry.Status.DAMAGED, base.title(), List.of(), cut(remark));
    }

    private static Entry with(
            Entry base, Entry.Kind kind, Entry.Status status, String title, List<Cell> cells, String remark) {
        return new Entry(
                base.test(),
                base.folder(),
                base.name(),
                kind,
                status,
                cut(title),
                Validity.UNKNOWN,
                cells,
                Duration.ZERO,
                remark);
    }

    /** The counts in few maps, with names that all share. */
    private static Map<String, Long> anomalies(SortedMap<String, Long> counts) {
        var shared = new HashMap<String, Long>();
        new TreeMap<>(counts)
                .entrySet().stream()
                        .limit(MAX_ANOMALIES)
                        .forEach(anomaly -> shared.put(cut(anomaly.getKey()), anomaly.getValue()));
        return shared;
    }

    private static String text(Map<String, Object> spec, String option) {
        Object value = spec.get(option);
        return value == null ? "" : cut(String.valueOf(value));
    }

    private static String cut(String text) {
        return Printable.line(text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…")
                .intern();
    }
}
