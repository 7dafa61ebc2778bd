package dev.skewer.results.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What all report pages have in common: one file that needs nothing beside itself, in light, dark and print. */
final class ReportPage {
    private ReportPage() {}

    /** Begins a page, up to where its content goes. */
    static void begin(Html page, String title) {
        page.raw("<!doctype html>\n");
        page.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", title + " · Skewer").line();
        page.open("style").line().raw(style()).close("style").close("head").line();
        page.open("body").open("main").line();
    }

    /** Ends it. */
    static String end(Html page) {
        page.close("main").close("body").close("html").line();
        return page.toString();
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
