package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.results.AtomicFile;
import dev.skewer.results.RunFolder;
import dev.skewer.results.report.CampaignReport;
import dev.skewer.results.report.MarkdownReport;
import dev.skewer.results.summary.CampaignJson;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.PlanJson;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a campaign, besides its runs: {@code plan.json} before all else, {@code cells/<key>.json} when a cell is over, and {@code campaign.json} and
 * {@code report.html} and {@code report.md} at the end. Each is written whole or not at all, so a campaign that was killed at any moment has a plan and the cells that were over.
 */
public final class CampaignFolder {
    private static final String PLAN = "plan.json";
    private static final String CELLS = "cells";
    private static final String SUMMARY = "campaign.json";
    private static final String MARKDOWN = "report.md";

    private final RunFolder folder;
    /** How it is called in complaints. */
    private final String shown;

    /**
     * The folder of a campaign.
     *
     * @param folder it
     * @param surroundings how it looks from where the user is
     */
    public CampaignFolder(RunFolder folder, Surroundings surroundings) {
        this.folder = folder;
        this.shown = surroundings.show(folder.directory());
    }

    /** Whether a folder has what a campaign leaves. */
    public static boolean isCampaign(Path directory) {
        return isPlanned(directory) || Files.isRegularFile(directory.resolve(SUMMARY));
    }

    /** Whether a folder is that of a campaign, or of a shard of one, that was begun; not of one that was put together. */
    public static boolean isPlanned(Path directory) {
        return Files.isRegularFile(directory.resolve(PLAN));
    }

    /** The folder itself. */
    public RunFolder folder() {
        return folder;
    }

    /** Its name in complaints. */
    public String shown() {
        return shown;
    }

    /**
     * Writes the plan of a campaign that is about to run in this new folder.
     *
     * @return held for as long as it runs
     * @throws IOException if it cannot be written
     */
    public CampaignLock begin(CampaignPlan plan) throws IOException {
        CampaignLock lock = CampaignLock.take(folder.directory())
                .orElseThrow(() -> new IOException("another process runs a campaign there"));
        boolean isBegun = false;
        try {
            folder.write(PLAN, Json.indented(PlanJson.of(plan)));
            Files.createDirectories(folder.directory().resolve(CELLS));
            isBegun = true;
            return lock;
        } finally {
            if (!isBegun) {
                lock.close();
            }
        }
    }

    /**
     * The plan; empty if there is none, as in the folders of earlier versions.
     *
     * @throws SummaryException if it cannot be understood
     * @throws IOException if it cannot be read
     */
    public Optional<CampaignPlan> plan() throws IOException {
        Path plan = folder.directory().resolve(PLAN);
        return Files.exists(plan) ? Optional.of(SummaryFiles.plan(plan, shown + "/" + PLAN)) : Optional.empty();
    }

    /**
     * Keeps what came of a cell that is over.
     *
     * @throws IOException if it cannot be written
     */
    void keep(PlannedCell planned, CampaignSummary.Cell cell) throws IOException {
        AtomicFile.write(cell(planned), Json.indented(CampaignJson.of(cell)));
    }

    /**
     * What came of a cell; empty if it is not over, and has to be run, again if it was begun.
     *
     * @throws SummaryException if it cannot be understood, or is of another cell
     * @throws IOException if it cannot be read
     */
    public Optional<CampaignSummary.Cell> kept(PlannedCell planned) throws IOException {
        Path file = cell(planned);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String name = shown + "/" + CELLS + "/" + planned.key() + ".json";
        CampaignSummary.Cell cell = SummaryFiles.cell(file, name);
        if (!cell.id().equals(planned.id())) {
            throw new SummaryException(name + ": is of another cell (" + cell.id() + ") than its name says");
        }
        return Optional.of(cell);
    }

    private Path cell(PlannedCell planned) {
        return folder.directory().resolve(CELLS).resolve(planned.key() + ".json");
    }

    /**
     * What came of the campaign; empty if it has not come to its end.
     *
     * @throws SummaryException if it cannot be understood
     * @throws IOException if it cannot be read
     */
    public Optional<CampaignSummary> summary() throws IOException {
        Path file = folder.directory().resolve(SUMMARY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Summary summary = SummaryFiles.read(file, shown + "/" + SUMMARY);
        if (!(summary instanceof CampaignSummary campaign)) {
            throw new SummaryException(shown + "/" + SUMMARY + ": is no summary of a campaign");
        }
        return Optional.of(campaign);
    }

    /**
     * What is known of a campaign that has not come to its end: the cells that were over.
     *
     * @param plan its own
     * @param reason why the others were not run
     * @throws SummaryException if what it keeps of a cell cannot be understood
     * @throws IOException if that cannot be read
     */
    public CampaignSummary unfinished(CampaignPlan plan, String reason) throws IOException {
        var cells = new ArrayList<CampaignSummary.Cell>();
        var omitted = new ArrayList<Omission>();
        for (PlannedCell cell : plan.cells()) {
            if (cell.isLeftOut()) {
                omitted.add(Omission.byTimeLimit(cell));
            } else if (cell.shard() == plan.shard().index()) {
                kept(cell).ifPresentOrElse(cells::add, () -> omitted.add(Omission.missing(cell, reason)));
            }
        }
        return new CampaignSummary(
                plan.name(),
                shown,
                plan.own().size(),
                cells,
                new CampaignSummary.Part(plan.id(), plan.shard(), omitted, List.of()),
                plan.leftOut(),
                List.of(),
                plan.producer());
    }

    /**
     * Takes away what says that the campaign has come to an end, as it goes on.
     *
     * @throws IOException if it cannot be taken away
     */
    void reopen() throws IOException {
        Files.deleteIfExists(folder.directory().resolve(SUMMARY));
        Files.deleteIfExists(folder.report());
        Files.deleteIfExists(folder.directory().resolve(MARKDOWN));
    }

    /**
     * Writes {@code campaign.json}, {@code report.html} and {@code report.md}.
     *
     * @throws IOException if one cannot be written
     */
    public void write(CampaignSummary campaign) throws IOException {
        folder.write("report.html", CampaignReport.render(campaign));
        folder.write(MARKDOWN, MarkdownReport.render(campaign, MarkdownReport.COMMENT_BYTES));
        folder.write(SUMMARY, Json.indented(CampaignJson.of(campaign)));
    }
}
