package dev.skewer.site;

import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.site.files.OpenFile;
import dev.skewer.site.files.ResultFiles;
import dev.skewer.site.page.Breadcrumbs;
import dev.skewer.site.page.SitePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The reports of runs and campaigns, made by this version of what they stored, whatever page lies in their folder. Summaries are large in
 * memory, so few are read at once.
 */
final class Reports {
    /** Larger than that of any run that has been told in full. */
    private static final long MAX_BYTES = 64L << 20;

    private static final int AT_ONCE = 2;

    private static final List<String> SUMMARIES = List.of("campaign.json", "verdict.json");

    private final ResultFiles files;
    private final String producer;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    /**
     * The reports of what lies in a results folder.
     *
     * @param producer what renders them, so that a page that was kept is not taken for one of another version
     */
    Reports(ResultFiles files, String producer) {
        this.files = files;
        this.producer = producer;
    }

    /**
     * The report of what lies in a folder.
     *
     * @return nothing if there is no summary in it
     * @throws IOException if it cannot be read
     */
    Optional<Answer> of(List<String> folder) throws IOException {
        for (String name : SUMMARIES) {
            var path = new ArrayList<>(folder);
            path.add(name);
            Optional<OpenFile> found = files.open(path);
            if (found.isPresent()) {
                try (OpenFile file = found.get()) {
                    String tag = "\"" + Integer.toHexString(producer.hashCode()) + "-" + FileVersion.of(file) + "\"";
                    return Optional.of(new Answer.Rendered(tag, () -> render(folder, path, name)));
                }
            }
        }
        return Optional.empty();
    }

    private SitePage render(List<String> folder, List<String> path, String name) throws IOException {
        permits.acquireUninterruptibly();
        try {
            Optional<OpenFile> found = files.open(path);
            if (found.isEmpty()) {
                throw new NotThereException("The run was removed meanwhile.");
            }
            try (OpenFile file = found.get()) {
                if (file.size() > MAX_BYTES) {
                    throw new SummaryException(
                            name + ": is too large to be shown here; skewer report makes a page of it");
                }
                Summary summary = SummaryFiles.read(file.channel(), name);
                return SitePage.of(HtmlReport.render(summary, page -> Breadcrumbs.toReport(page, folder)));
            }
        } finally {
            permits.release();
        }
    }
}
