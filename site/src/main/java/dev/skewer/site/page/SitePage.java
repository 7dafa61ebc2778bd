package dev.skewer.site.page;

import dev.skewer.results.report.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page of the site: HTML, and the policy under which a browser may show it. The style sheet and the script, if there is one, stand in the
 * page and are named in the policy by their hashes; nothing else is let in, so that a value that became markup could do nothing.
 *
 * @param html the whole page
 * @param policy for {@code Content-Security-Policy}
 */
public record SitePage(String html, String policy) {
    private static final String STYLE = "\n" + resource("site.css");
    private static final String LIVE = "\n" + resource("live.js");

    private static final String BASE =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src data:;"
                    + " style-src 'sha256-" + hash(STYLE) + "'";

    private static final String WITH_SCRIPT = BASE + "; connect-src 'self'; script-src 'sha256-" + hash(LIVE) + "'";

    /** How a page keeps up with what it shows. */
    enum Renewal {
        /** It does not. */
        NONE,
        /** It is loaded again after two seconds. */
        RELOAD,
        /** A script renews the element {@code live}; without scripts it is loaded again. */
        LIVE
    }

    /**
     * Begins a page, up to where its content goes.
     *
     * @param title for the window
     */
    static Html begin(String title, Renewal renewal) {
        Html page = new Html();
        page.raw("<!doctype html>\n").open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", title + " · Skewer").line();
        page.open("link", "rel", "icon", "href", "data:,");
        String reload = "<meta http-equiv=\"refresh\" content=\"2\">";
        switch (renewal) {
            case NONE -> page.line();
            case RELOAD -> page.raw(reload).line();
            case LIVE -> page.raw("<noscript>" + reload + "</noscript>").line();
        }
        page.open("style").raw(STYLE).close("style").close("head").line();
        page.open("body").element("a", "To the content", "class", "skip", "href", "#content");
        page.open("header", "class", "top").open("nav", "aria-label", "Site");
        page.open("b").element("a", "Skewer", "href", "/").close("b");
        page.element("a", "Runs", "href", "/?kind=run").element("a", "Campaigns", "href", "/?kind=campaign");
        page.close("nav").close("header").line();
        return page.open("main", "id", "content").line();
    }

    /** Ends it. */
    static SitePage end(Html page, Renewal renewal) {
        page.close("main");
        if (renewal == Renewal.LIVE) {
            page.open("script").raw(LIVE).close("script");
        }
        page.close("body").close("html").line();
        return new SitePage(page.toString(), renewal == Renewal.LIVE ? WITH_SCRIPT : BASE);
    }

    private static String resource(String name) {
        try (InputStream in = SitePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
