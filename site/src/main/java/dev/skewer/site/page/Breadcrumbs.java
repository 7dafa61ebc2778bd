package dev.skewer.site.page;

import dev.skewer.results.report.Html;
import java.util.List;

/** The way from the list of all runs to a page, each step a link. */
public final class Breadcrumbs {
    private Breadcrumbs() {}

    /**
     * Writes the way to the report of what lies in a folder.
     *
     * @param path the names of the folders on the way to it, the test's first
     */
    public static void toReport(Html page, List<String> path) {
        page.open("nav", "class", "soft way", "aria-label", "Site");
        page.element("a", "All runs", "href", "/").text(" / ");
        write(page, path, path.size());
        page.text(" / report").close("nav").line();
    }

    /** Writes the way to the page of a folder. */
    static void toFolder(Html page, List<String> path) {
        page.open("nav", "class", "soft way", "aria-label", "Folder");
        write(page, path, path.size() - 1);
        page.text(" / " + path.get(path.size() - 1)).close("nav").line();
    }

    /** The folder of a test has no page; the list shows what is in it. */
    private static void write(Html page, List<String> path, int count) {
        page.element("a", path.get(0), "href", "/?test=" + Links.encoded(path.get(0)));
        for (int i = 2; i <= count; i++) {
            List<String> above = path.subList(0, i);
            page.text(" / ").element("a", above.get(i - 1), "href", Links.folder(above));
        }
    }
}
