package dev.skewer.site;

import dev.skewer.results.RunName;
import dev.skewer.site.files.OpenFile;
import dev.skewer.site.files.ResultFiles;
import dev.skewer.site.index.Entry;
import dev.skewer.site.index.Filter;
import dev.skewer.site.index.RunDetails;
import dev.skewer.site.index.RunIndex;
import dev.skewer.site.page.Links;
import dev.skewer.site.page.ListPage;
import dev.skewer.site.page.MessagePage;
import dev.skewer.site.page.RunPage;
import dev.skewer.site.page.SitePage;
import dev.skewer.site.page.TrendPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is where on the site:
 *
 * <pre>
 * /                                all runs and campaigns; ?verdict=&amp;kind=&amp;test=&amp;workload=&amp;target=&amp;fault=&amp;anomaly=&amp;text=&amp;page=
 * /runs/TEST/TIME/                 one of them, or a folder in it; ?part=live is what changes while it goes on
 * /runs/TEST/TIME/report.html      its report
 * /runs/TEST/TIME/FILE             another of its files
 * /trend/TEST/                     how the cells of a campaign have turned out over time
 * /trend/TEST/CELL                 one of them
 * </pre>
 */
final class Site {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final String REPORT = "report.html";

    private final ResultFiles files;
    private final RunIndex index;
    private final Reports reports;

    Site(ResultFiles files, RunIndex index, Reports reports) {
        this.files = files;
        this.index = index;
        this.reports = reports;
    }

    /**
     * Answers a question.
     *
     * @throws IOException if something cannot be read
     */
    Answer answer(Question question) throws IOException {
        List<String> path = question.path();
        if (path.equals(List.of(""))) {
            Filter filter = Filter.of(question::parameter);
            return page(ListPage.render(index.look(), filter, number(question.parameter("page"))));
        }
        return switch (path.get(0)) {
            case "runs" -> run(question, path.subList(1, path.size()));
            case "trend" -> trend(path.subList(1, path.size()));
            case "favicon.ico" -> new Answer.Nothing();
            default -> missing();
        };
    }

    private Answer run(Question question, List<String> path) throws IOException {
        int last = path.size() - 1;
        if (last < 2) {
            // Of a folder a name without its slash.
            boolean isNamed = path.size() == 2 && path.stream().noneMatch(String::isEmpty);
            if (isNamed) {
                return folder(path).isPresent() ? new Answer.Elsewhere(Links.folder(path)) : missing();
            }
            boolean isTest = !path.isEmpty() && !path.get(0).isEmpty();
            return isTest ? new Answer.Elsewhere("/?test=" + Links.encoded(path.get(0))) : new Answer.Elsewhere("/");
        }
        List<String> folder = path.subList(0, last);
        if (path.get(last).isEmpty()) {
            boolean isLive = question.parameter("part").equals("live");
            return folder(folder)
                    .<Answer>map(details -> isLive ? live(details) : page(RunPage.render(details, Instant.now())))
                    .orElseGet(Site::missing);
        }
        if (RunName.parse(path.get(1)).isEmpty()) {
            return missing();
        }
        if (path.get(last).equals(REPORT)) {
            Optional<Answer> report = reports.of(folder);
            if (report.isPresent()) {
                return report.get();
            }
        }
        Optional<OpenFile> file = files.open(path);
        if (file.isPresent()) {
            return new Answer.File(path.get(last), file.get());
        }
        return folder(path).isPresent() ? new Answer.Elsewhere(Links.folder(path)) : missing();
    }

    private Optional<RunDetails> folder(List<String> path) throws IOException {
        return RunDetails.of(files, path);
    }

    /** Once it is over, there is nothing more to renew, and the page as a whole says more. */
    private static Answer live(RunDetails details) {
        return details.isRunning() ? page(RunPage.live(details, Instant.now())) : new Answer.Nothing();
    }

    private Answer trend(List<String> path) throws IOException {
        if (path.size() != 2 || path.get(0).isEmpty()) {
            return path.size() == 1 && !path.get(0).isEmpty()
                    ? new Answer.Elsewhere("/trend/" + Links.encoded(path.get(0)) + "/")
                    : missing();
        }
        String test = path.get(0);
        RunIndex.Snapshot snapshot = index.look();
        List<Entry> campaigns = snapshot.entries().stream()
                .filter(entry -> entry.test().equals(test) && entry.kind() == Entry.Kind.CAMPAIGN && entry.isOver())
                .toList();
        Optional<SitePage> page = path.get(1).isEmpty()
                ? Optional.of(TrendPage.render(test, campaigns))
                : TrendPage.render(test, campaigns, path.get(1));
        boolean isComplete = snapshot.entries().stream()
                .noneMatch(entry -> entry.test().equals(test) && entry.status() == Entry.Status.UNREAD);
        if (!isComplete) {
            return page(page.orElseGet(() -> MessagePage.render("Not yet", "The campaigns are still being read."))
                    .refreshing(SitePage.REFRESH_SECONDS));
        }
        return page.map(Site::page).orElseGet(Site::missing);
    }

    private static int number(String text) {
        try {
            return text.isEmpty() ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static Answer page(SitePage page) {
        return new Answer.Page(OK, page);
    }

    private static Answer missing() {
        return new Answer.Page(
                NOT_FOUND,
                MessagePage.render(
                        "Not here", "There is nothing at this address. A run may have been removed meanwhile."));
    }
}
