package dev.skewer.results.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What all pages have in common: one file that needs nothing beside itself, in light, dark and print, from narrow to wide windows.
 *
 * <p>A page's own security policy lets nothing run and nothing apply but its own scripts and its one style sheet, which it names by
 * their hashes, and lets nothing be loaded. So there are no {@code style} and no {@code on…} attributes: what a page shows has
 * classes, and its script adds listeners.
 */
public final class ReportPage {
    private static final String COMMON = PageParts.resources(ReportPage.class, List.of("report.css"));

    /** Of what pages have within them: these few texts are the same on all. */
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    /** How the policy of a page is written into it. */
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

    private ReportPage() {}

    /**
     * A figure that is to be seen at once.
     *
     * @param figure the number with its unit
     * @param what it is of
     * @param isBad whether it stands for what should not be
     */
    public record Tile(String figure, String what, boolean isBad) {
        /** One that is neither good nor bad. */
        public Tile(String figure, String what) {
            this(figure, what, false);
        }
    }

    /** Begins a page without a script, up to where its content goes. */
    public static void begin(Html page, String title) {
        begin(page, title, PageParts.NONE);
    }

    /** Begins a page, up to where its content goes. */
    public static void begin(Html page, String title, PageParts parts) {
        String style = style(parts);
        page.raw("<!doctype html>\n");
        page.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        // Before anything that it speaks of.
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", policy(parts));
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", title + " · Skewer").line();
        page.open("style").raw(style).close("style").close("head").line();
        page.open("body").open("main").line();
    }

    /** Ends a page without a script. */
    public static String end(Html page) {
        return end(page, PageParts.NONE);
    }

    /** Ends a page; {@code parts} are those that it was begun with. */
    public static String end(Html page, PageParts parts) {
        page.close("main").line();
        for (String script : parts.scripts()) {
            page.open("script").raw(script).close("script").line();
        }
        page.close("body").close("html").line();
        return page.toString();
    }

    /**
     * What a page allows itself, as it is written into the page, and as a server may repeat it. A directive of the parts takes the place of
     * that of all pages.
     */
    public static String policy(PageParts parts) {
        Map<String, String> directives = new LinkedHashMap<>();
        directives.put("default-src", "'none'");
        if (!parts.scripts().isEmpty()) {
            directives.put(
                    "script-src",
                    parts.scripts().stream()
                            .map(script -> "'" + hash(script) + "'")
                            .collect(Collectors.joining(" ")));
        }
        directives.put("style-src", "'" + hash(style(parts)) + "'");
        directives.put("base-uri", "'none'");
        directives.put("form-action", "'none'");
        directives.put("require-trusted-types-for", "'script'");
        directives.put("trusted-types", "'none'");
        for (String directive : parts.directives()) {
            int space = directive.indexOf(' ');
            directives.put(directive.substring(0, space), directive.substring(space + 1));
        }
        return directives.entrySet().stream()
                .map(directive -> directive.getKey() + " " + directive.getValue())
                .collect(Collectors.joining("; "));
    }

    /**
     * The policy of a page that {@link #begin} began, for a server to repeat. It stands before anything that is of a history.
     *
     * @throws IllegalArgumentException if the page was not begun so
     */
    public static String policyOf(String page) {
        int from = page.indexOf(POLICY);
        int to = page.indexOf('"', from + POLICY.length());
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("a page without a policy");
        }
        return page.substring(from + POLICY.length(), to).replace("&#39;", "'");
    }

    /** Writes figures beside each other. */
    public static void tiles(Html page, List<Tile> tiles) {
        page.open("div", "class", "tiles");
        for (Tile tile : tiles) {
            page.open("div", "class", tile.isBad() ? "tile bad" : "tile");
            page.element("b", tile.figure())
                    .element("span", tile.what())
                    .close("div")
                    .line();
        }
        page.close("div").line();
    }

    /**
     * Opens a table, which may be wider than its window and is then moved within it, up to its first row.
     *
     * @param caption what is in it, for those who do not see where it stands
     * @param columns their names; one that begins with {@code #} has numbers, and is named by what follows
     */
    public static void openTable(Html page, String caption, List<String> columns) {
        page.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").open("thead").open("tr");
        for (String column : columns) {
            if (column.startsWith("#")) {
                page.element("th", column.substring(1), "class", "n", "scope", "col");
            } else {
                page.element("th", column, "scope", "col");
            }
        }
        page.close("tr").close("thead").open("tbody").line();
    }

    /** Closes a table. */
    public static void closeTable(Html page) {
        page.close("tbody").close("table").close("div").line();
    }

    private static String style(PageParts parts) {
        return COMMON + parts.style();
    }

    /** As a security policy names an inline script or style sheet: the hash of all between its tags. */
    private static String hash(String content) {
        return HASHES.computeIfAbsent(content, ReportPage::digest);
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
