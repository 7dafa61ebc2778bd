package dev.skewer.site;

import java.util.Locale;
import java.util.Map;

/**
 * How a file is sent. Whatever a browser would carry out or draw, such as HTML, SVG and XML, is sent as plain text; what is no text is
 * offered for download.
 *
 * @param value for {@code Content-Type}
 * @param isDownload whether a browser is to keep it and not to show it
 */
record ContentType(String value, boolean isDownload) {
    private static final ContentType TEXT = new ContentType("text/plain; charset=utf-8", false);
    private static final ContentType BYTES = new ContentType("application/octet-stream", true);

    private static final Map<String, ContentType> BY_ENDING = Map.ofEntries(
            Map.entry("json", new ContentType("application/json", false)),
            Map.entry("sarif", new ContentType("application/json", false)),
            Map.entry("png", new ContentType("image/png", false)),
            Map.entry("zst", new ContentType("application/zstd", true)),
            Map.entry("gz", new ContentType("application/gzip", true)),
            Map.entry("edn", TEXT),
            Map.entry("html", TEXT),
            Map.entry("jsonl", TEXT),
            Map.entry("log", TEXT),
            Map.entry("md", TEXT),
            Map.entry("svg", TEXT),
            Map.entry("txt", TEXT),
            Map.entry("xml", TEXT),
            Map.entry("yaml", TEXT));

    /** By the end of a file's name. */
    static ContentType of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, BYTES);
    }
}
