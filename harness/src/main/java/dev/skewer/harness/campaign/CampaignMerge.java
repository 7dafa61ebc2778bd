package dev.skewer.harness.campaign;

import dev.skewer.checker.ShellWords;
import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.Producer;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.GateSummary;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.SummaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts the shards of a campaign together as one outcome.
 *
 * <p>Of a cell that was run more than once, as by a machine that was thought dead, the outcome that is not as expected counts; so a second try never makes up for
 * a first one. A shard that is missing, or was killed, leaves its cells not run, and the campaign not complete.
 */
public final class CampaignMerge {
    /** Which of several outcomes of a cell counts: what is wrong first, then what came to its end, then what ran at all. */
    private static final Comparator<CampaignSummary.Cell> WORST_FIRST =
            Comparator.comparingInt(CampaignMerge::rank).reversed();

    private final Surroundings surroundings;
    private final List<CampaignFolder> folders;
    private final List<ShardOutcome> shards = new ArrayList<>();

    /**
     * A merge.
     *
     * @param folders of the shards, at least one
     * @param surroundings how their runs look from where the user is
     */
    public CampaignMerge(List<CampaignFolder> folders, Surroundings surroundings) {
        this.folders = List.copyOf(folders);
        this.surroundings = surroundings;
    }

    /**
     * What is left of one shard.
     *
     * @param folder where
     * @param plan what it was to do
     * @param outcomes of its cells, by key
     * @param omitted cells that it did not run, by key
     * @param cost of isolation, if it measured that
     * @param jobs how many of its cells ran at once
     * @param gate what it made of its part, if it was one
     */
    private record ShardOutcome(
            CampaignFolder folder,
            CampaignPlan plan,
            Map<String, CampaignSummary.Cell> outcomes,
            Map<String, Omission> omitted,
            List<IsolationCost> cost,
            int jobs,
            Optional<GateSummary> gate) {}

    /**
     * The campaign as a whole.
     *
     * @param shown where its summary will be, as the user sees it
     * @throws UserException if the folders are of different campaigns
     * @throws SummaryException if one has no plan, or something in it cannot be understood
     * @throws IOException if a file cannot be read
     */
    public CampaignSummary merged(String shown) throws IOException {
        for (CampaignFolder folder : folders) {
            shards.add(read(folder));
        }
        CampaignPlan plan = shards.get(0).plan();
        for (ShardOutcome shard : shards) {
            if (!shard.plan().id().equals(plan.id())) {
                throw new UserException(
                        "campaign merge: " + shards.get(0).folder().shown() + " and "
                                + shard.folder().shown() + " are of different campaigns (plans " + plan.id() + " and "
                                + shard.plan().id() + "); shards of one have the same file, options and version");
            }
        }
        var cells = new ArrayList<CampaignSummary.Cell>();
        var omitted = new ArrayList<Omission>();
        for (PlannedCell cell : plan.cells()) {
            Optional<CampaignSummary.Cell> outcome = shards.stream()
                    .flatMap(shard -> Optional.ofNullable(shard.outcomes().get(cell.key())).stream())
                    .min(WORST_FIRST);
            outcome.ifPresentOrElse(cells::add, () -> omitted.add(omission(cell, plan)));
        }
        long wished = omitted.stream().filter(Omission::isByTimeLimit).count();
        return new CampaignSummary(
                plan.name(),
                shown,
                plan.cells().size() - (int) wished,
                cells,
                new CampaignSummary.Part(plan.id(), Shard.WHOLE, omitted, notes(plan)),
                plan.leftOut(),
                shards.stream()
                        .map(ShardOutcome::cost)
                        .filter(cost -> !cost.isEmpty())
                        .findFirst()
                        .orElse(List.of()),
                // Each had a machine of its own.
                new Conditions(
                        shards.stream().mapToInt(ShardOutcome::jobs).max().orElse(1), Optional.empty()),
                gate(),
                Producer.name());
    }

    /** What the gates of the shards say together: each has judged its own cells, and left those of the others out. */
    private Optional<GateSummary> gate() {
        Optional<GateSummary> any =
                shards.stream().flatMap(shard -> shard.gate().stream()).findFirst();
        if (any.isEmpty()) {
            return Optional.empty();
        }
        Set<String> run = shards.stream()
                .flatMap(shard -> shard.outcomes().keySet().stream())
                .collect(Collectors.toSet());
        var changes = new LinkedHashSet<Change>();
        for (ShardOutcome shard : shards) {
            if (shard.gate().isEmpty()) {
                changes.add(Change.of(
                        Change.Kind.NOT_RUN,
                        Change.Effect.UNDECIDED,
                        "",
                        "shard " + shard.plan().shard(),
                        "was no gate, as others were, or did not come to its end"));
            }
            shard.gate().stream()
                    .flatMap(of -> of.changes().stream())
                    .filter(change -> change.kind() != Change.Kind.LEFT_OUT || !run.contains(change.cell()))
                    .forEach(changes::add);
        }
        return Optional.of(new GateSummary(any.get().baseline(), List.copyOf(changes)));
    }

    private Omission omission(PlannedCell cell, CampaignPlan plan) {
        if (cell.isLeftOut()) {
            return Omission.byTimeLimit(cell);
        }
        return shards.stream()
                .flatMap(shard -> Optional.ofNullable(shard.omitted().get(cell.key())).stream())
                .findFirst()
                .orElseGet(() -> Omission.missing(
                        cell, "shard " + cell.shard() + "/" + plan.shard().count() + " is missing"));
    }

    /** What is to be said of the shards. */
    private List<String> notes(CampaignPlan plan) {
        var notes = new ArrayList<String>();
        Map<Integer, List<ShardOutcome>> byIndex = new TreeMap<>();
        shards.forEach(shard -> byIndex.computeIfAbsent(shard.plan().shard().index(), unused -> new ArrayList<>())
                .add(shard));
        int count = plan.shard().count();
        for (int index = 1; index <= count; index++) {
            List<ShardOutcome> same = byIndex.getOrDefault(index, List.of());
            int own = plan.of(new Shard(index, count)).own().size();
            if (same.isEmpty() && own > 0) {
                notes.add("shard " + index + "/" + count + " is missing: " + own
                        + (own == 1 ? " cell was not run" : " cells were not run"));
            } else if (same.size() > 1) {
                notes.add("shard " + index + "/" + count + " is there " + same.size() + " times ("
                        + String.join(
                                ", ",
                                same.stream()
                                        .map(shard -> shard.folder().shown())
                                        .toList())
                        + "); of a cell that was run more than once, what is not as expected counts");
            }
        }
        List<String> producers =
                shards.stream().map(shard -> shard.plan().producer()).distinct().toList();
        if (producers.size() > 1) {
            notes.add("the shards were not run by one version: " + String.join("; ", producers));
        }
        return notes;
    }

    private ShardOutcome read(CampaignFolder folder) throws IOException {
        CampaignPlan plan = folder.plan()
                .orElseThrow(() -> new SummaryException(folder.shown()
                        + ": has no plan.json, which says what it is a part of; give the folders of the shards"));
        CampaignSummary summary =
                folder.summary().orElse(folder.unfinished(plan, "shard " + plan.shard() + " was killed before"));
        Map<String, Omission> omitted = new LinkedHashMap<>();
        summary.part().omitted().forEach(omission -> omitted.put(omission.key(), omission));
        // Its rows are those of the plan that are not omitted, in the same order.
        List<PlannedCell> rows = plan.own().stream()
                .filter(cell -> !omitted.containsKey(cell.key()))
                .toList();
        List<String> ids =
                summary.cells().stream().map(CampaignSummary.Cell::id).toList();
        if (!ids.equals(rows.stream().map(PlannedCell::id).toList())) {
            throw new SummaryException(folder.shown() + ": campaign.json and plan.json are not of one campaign");
        }
        Map<String, CampaignSummary.Cell> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            outcomes.put(rows.get(i).key(), here(summary.cells().get(i), folder));
        }
        return new ShardOutcome(
                folder,
                plan,
                outcomes,
                omitted,
                summary.costOfIsolation(),
                summary.conditions().jobs(),
                summary.gate());
    }

    private static int rank(CampaignSummary.Cell cell) {
        boolean isWrong = !cell.isSkipped()
                && !cell.isAsExpected()
                && (cell.isComplete() || (cell.expected().isValid() && cell.verdict() == Validity.FALSE));
        if (isWrong) {
            return 3;
        }
        return cell.isSkipped() ? 0 : cell.isComplete() ? 2 : 1;
    }

    /** A cell whose runs are where their shard's folder is now: it may have come from another machine. */
    private CampaignSummary.Cell here(CampaignSummary.Cell cell, CampaignFolder folder) {
        return cell.with(cell.runs().stream().map(run -> here(run, folder)).toList());
    }

    private CampaignSummary.Run here(CampaignSummary.Run run, CampaignFolder folder) {
        String name = run.folder().substring(run.folder().lastIndexOf('/') + 1);
        Path directory = folder.folder().directory().resolve(Printable.fileName(name));
        if (!Files.isDirectory(directory)) {
            return run;
        }
        String check = run.check();
        for (boolean isCompressed : new boolean[] {true, false}) {
            Path history = RunFolder.of(directory).history(isCompressed);
            String before = ShellWords.quote(run.folder() + "/" + history.getFileName());
            if (check.endsWith(" " + before)) {
                check = check.substring(0, check.length() - before.length())
                        + ShellWords.quote(surroundings.relative(history));
            }
        }
        return run.in(surroundings.show(directory), check);
    }
}
