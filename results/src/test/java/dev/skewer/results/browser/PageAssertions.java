package dev.skewer.results.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/** What holds of every page, whoever reads it. */
public final class PageAssertions {
    /** As of a telephone, and of a large screen. */
    private static final int NARROW = 390;

    private static final int WIDE = 1600;

    private PageAssertions() {}

    /** A page {@link #assertFitsAndBarsNobody fits and bars nobody}, complains of nothing and asks for nothing besides itself. */
    public static void assertReadable(Browser browser, URI page) {
        assertFitsAndBarsNobody(browser, page);
        assertThat(browser.complaints()).as(page.toString()).isEmpty();
        assertThat(browser.requests()).as(page.toString()).isEmpty();
    }

    /**
     * In a narrow window and in a wide one a page need not be moved sideways; it bars nobody in either, nor in light or in dark. Colours are the
     * same at every width, so these are not tried with each other.
     */
    public static void assertFitsAndBarsNobody(Browser browser, URI page) {
        browser.open(page, NARROW);
        assertFitsAndBarsNobody(browser, page + " in light, narrow");
        browser.dark(true);
        browser.resize(WIDE, 900);
        assertFitsAndBarsNobody(browser, page + " in dark, wide");
    }

    private static void assertFitsAndBarsNobody(Browser browser, String where) {
        assertThat(browser.overflow()).as(where).isNotPositive();
        assertThat(browser.barriers()).as(where).isEmpty();
    }
}
