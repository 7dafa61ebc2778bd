package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import dev.skewer.results.report.PageParts;
import dev.skewer.results.report.ReportPage;
import dev.skewer.results.report.ViewSection;
import dev.skewer.results.view.HistoryView;
import dev.skewer.results.view.ViewJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that shows a {@link LinearView}: one HTML file with its style, its script and its data inside, which loads
 * nothing and asks nobody.
 *
 * <p>Three things keep a hostile history inert. Its texts come as JSON in an element that browsers do not run; the script
 * only ever draws them or sets them as text; and the page's own security policy allows the one script and the one style
 * sheet whose hashes it names and nothing else, neither another script nor any connection.
 *
 * <p>Equal views give equal pages. A page takes about 70 bytes an operation and 20 a step, beside its texts.
 */
public final class LinearViewPage {
    private static final String STORY = "story";

    private static final PageParts PARTS = new PageParts(ViewSection.style(), List.of(ViewSection.script()), List.of());

    private LinearViewPage() {}

    /**
     * The page as text, to be stored as UTF-8.
     *
     * @param view what to show
     */
    public static String render(LinearView view) {
        var headline = new Headline(view);
        var page = new Html();
        ReportPage.begin(page, headline.verdict() + ": " + ViewJson.text(view.title()), PARTS);
        page.open("header");
        page.element("span", headline.verdict(), "class", "verdict " + view.valid());
        page.element("h1", ViewJson.text(view.title()));
        page.element("p", ViewJson.text(headline.sentence()), "class", "lead");
        items(page, "facts", headline.facts());
        items(page, "notes", view.notes());
        page.close("header").line();
        story(page, view);
        ViewSection.write(page, picture(view));
        return ReportPage.end(page, PARTS);
    }

    private static void items(Html page, String style, List<String> texts) {
        if (!texts.isEmpty()) {
            page.open("ul", "class", style);
            texts.forEach(text -> page.element("li", ViewJson.text(text)));
            page.close("ul").line();
        }
    }

    /** The operations that contradict each other, a row each, and what was proved of them; nothing where there is no story. */
    private static void story(Html page, LinearView view) {
        Example story = view.story();
        if (story == null) {
            return;
        }
        ReportPage.openTable(
                page,
                "Operations that contradict each other",
                List.of("op", "what it did and saw", "process", "#index", "#called", "#returned"));
        List<StoryLayout.Row> rows =
                StoryLayout.rows(story, hasClock(view) ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS);
        for (int i = 0; i < rows.size(); i++) {
            StoryLayout.Row row = rows.get(i);
            page.open("tr").open("td", "class", "key");
            ViewSection.stepButton(page, STORY, i, row.op());
            page.close("td").open("td");
            page.element("span", ViewJson.text(row.text()), "class", "code");
            if (!row.role().isEmpty()) {
                page.element("small", row.role());
            }
            page.close("td").element("td", row.process(), "class", "key soft");
            page.element("td", Figures.count(story.steps().get(i).index()), "class", "n soft");
            page.element("td", row.called(), "class", "n soft");
            page.element("td", row.returned(), "class", "n soft").close("tr").line();
        }
        ReportPage.closeTable(page);
        if (!story.contradiction().isEmpty()) {
            page.element("p", story.contradiction(), "class", "why").line();
        }
    }

    private static HistoryView picture(LinearView view) {
        List<HistoryView.Operation> operations =
                view.ops().stream().map(LinearViewPage::operation).toList();
        return new HistoryView(
                operations,
                view.story() == null ? List.of() : List.of(story(view.story(), view.core())),
                List.of(),
                null,
                new HistoryView.Orders(
                        view.valid(),
                        view.initialState(),
                        view.paths().stream()
                                .map(path -> path.stream()
                                        .map(step -> new HistoryView.Placed(step.op(), step.state()))
                                        .toList())
                                .toList(),
                        view.exhaustive(),
                        view.stuck(),
                        view.refusals().stream()
                                .map(refusal -> new HistoryView.Refusal(refusal.state(), refusal.why()))
                                .toList()),
                null,
                hasClock(view));
    }

    /**
     * Whether its history says when its events happened. One that does not has the numbers of its events, as indexes are, or nothing, in
     * place of times.
     */
    private static boolean hasClock(LinearView view) {
        return view.ops().stream()
                                .map(op -> op.invoked() - op.index())
                                .distinct()
                                .count()
                        > 1
                && view.ops().stream().map(LinearView.Op::invoked).distinct().count() > 1;
    }

    private static HistoryView.Operation operation(LinearView.Op op) {
        return new HistoryView.Operation(
                op.process(),
                op.call(),
                op.answer(),
                HistoryView.Outcome.valueOf(op.status().name()),
                op.index(),
                op.invokedRank(),
                op.completedRank(),
                op.invoked(),
                op.completedRank() == LinearView.NONE ? HistoryView.NONE : op.completed());
    }

    private static HistoryView.Story story(Example story, List<Integer> core) {
        List<HistoryView.Step> steps = new ArrayList<>();
        for (int i = 0; i < core.size(); i++) {
            Example.Step step = story.steps().get(i);
            steps.add(new HistoryView.Step(step.op(), core.get(i), step.role()));
        }
        return new HistoryView.Story(STORY, "the contradiction", story.title(), steps, List.of(), null);
    }
}
