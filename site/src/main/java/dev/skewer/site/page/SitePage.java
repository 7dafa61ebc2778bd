package dev.skewer.site.page;

import dev.skewer.results.report.Html;
import dev.skewer.results.report.PageParts;
import dev.skewer.results.report.ReportPage;
import java.util.List;

/**
 * A page as a server sends it.
 *
 * @param html the whole page
 * @param policy for {@code Content-Security-Policy}: its own, and that no other page may frame it
 * @param refreshSeconds after how long a browser is to load it again; 0 for never
 */
public record SitePage(String html, String policy, int refreshSeconds) {
    /** How soon a page is worth another look that was made before all runs were read. */
    public static final int REFRESH_SECONDS = 2;

    private static final String UNFRAMED = "; frame-ancestors 'none'";
    private static final String STYLE = PageParts.resources(SitePage.class, List.of("site.css"));

    /** A page whose form leads back to the site. */
    private static final PageParts STILL = new PageParts(STYLE, List.of(), List.of("form-action 'self'"));

    /** A page that asks the site how it goes on. */
    private static final PageParts LIVE = new PageParts(
            STYLE, List.of(PageParts.resources(SitePage.class, List.of("live.js"))), List.of("connect-src 'self'"));

    /** A page that {@link ReportPage} has begun. */
    public static SitePage of(String html) {
        return new SitePage(html, ReportPage.policyOf(html) + UNFRAMED, 0);
    }

    /** Begins a page of the site, up to where its content goes. */
    static Html begin(String title, boolean isLive) {
        Html page = new Html();
        ReportPage.begin(page, title, isLive ? LIVE : STILL);
        page.open("nav", "class", "site", "aria-label", "Site");
        page.open("b").element("a", "Skewer", "href", "/").close("b");
        page.element("a", "Runs", "href", "/?kind=run").element("a", "Campaigns", "href", "/?kind=campaign");
        return page.close("nav").line();
    }

    /** Ends it. */
    static SitePage end(Html page, boolean isLive) {
        return of(ReportPage.end(page, isLive ? LIVE : STILL));
    }

    /** The same, to be loaded again after some seconds. */
    public SitePage refreshing(int seconds) {
        return new SitePage(html, policy, seconds);
    }
}
