package dev.skewer.site.page;

import dev.skewer.site.index.Entry;
import dev.skewer.site.index.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Addresses within the site. Whatever names have in them is encoded. */
public final class Links {
    private Links() {}

    /**
     * The page of what lies in a folder.
     *
     * @param path the names of the folders on the way to it
     */
    public static String folder(List<String> path) {
        var link = new StringBuilder("/runs/");
        path.forEach(name -> link.append(encoded(name)).append('/'));
        return link.toString();
    }

    /** The report of a run that has one; otherwise its page. */
    static String best(Entry entry) {
        return entry.isOver() ? folder(entry.path()) + "report.html" : folder(entry.path());
    }

    /** How the cells of a campaign have turned out over time. */
    static String trend(String test) {
        return "/trend/" + encoded(test) + "/";
    }

    /** The same of one cell. */
    static String trend(String test, String cell) {
        return trend(test) + encoded(cell);
    }

    /**
     * Those runs that a filter lets through.
     *
     * @param page from 1
     */
    static String list(Filter filter, int page) {
        var link = new StringBuilder();
        for (String name : Filter.NAMES) {
            String value = filter.part(name);
            if (!value.isEmpty()) {
                append(link, name, value);
            }
        }
        if (page > 1) {
            append(link, "page", String.valueOf(page));
        }
        return "/" + link;
    }

    private static void append(StringBuilder link, String name, String value) {
        link.append(link.length() == 0 ? '?' : '&').append(name).append('=').append(encoded(value));
    }

    /** As one step of a path, or a value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
