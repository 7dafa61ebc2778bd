package dev.skewer.site;

import dev.skewer.site.files.OpenFile;
import dev.skewer.site.page.SitePage;
import java.io.IOException;

/** What the site answers. */
sealed interface Answer {
    /** A page that was made for this question. */
    record Page(int status, SitePage page) implements Answer {}

    /**
     * A page that is the same as long as what it is made of is.
     *
     * @param tag tells its versions apart, in quotes
     */
    record Rendered(String tag, Rendering rendering) implements Answer {}

    /** A file, which whoever sends it closes. */
    record File(String name, OpenFile file) implements Answer {}

    /** Somewhere else on the site. */
    record Elsewhere(String location) implements Answer {}

    /** Nothing, and that is right. */
    record Nothing() implements Answer {}

    /** Makes a page. */
    @FunctionalInterface
    interface Rendering {
        /**
         * Makes it.
         *
         * @throws IOException if what it is made of cannot be read
         */
        SitePage render() throws IOException;
    }
}
