package dev.skewer.site.page;

import dev.skewer.results.report.Html;

/** A page that says one thing. */
public final class MessagePage {
    private MessagePage() {}

    /**
     * Renders it.
     *
     * @param title what is the matter, in a few words
     * @param text what that means, in a sentence
     */
    public static SitePage render(String title, String text) {
        Html page = SitePage.begin(title, false);
        page.element("h1", title).element("p", text);
        return SitePage.end(page, false);
    }
}
