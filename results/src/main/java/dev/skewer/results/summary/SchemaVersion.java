package dev.skewer.results.summary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stored summary is of and which version of that: {@code run/1}. Fields that are added do not change the number; a field that
 * is removed or that means something else does.
 *
 * @param kind {@code run}, {@code check} or {@code campaign}
 * @param version from 1
 */
record SchemaVersion(String kind, int version) {
    private static final Pattern TEXT = Pattern.compile("([a-z]+)/([1-9][0-9]{0,8})");

    /** As it stands in {@code schema}. */
    String text() {
        return kind + "/" + version;
    }

    /**
     * The version of a stored summary.
     *
     * @throws SummaryException if it says none
     */
    static SchemaVersion of(StoredObject json) {
        Matcher text = TEXT.matcher(json.text("schema"));
        if (!text.matches()) {
            throw json.error("schema", "a kind and a version, such as \"run/1\"", json.any("schema"));
        }
        return new SchemaVersion(text.group(1), Integer.parseInt(text.group(2)));
    }
}
