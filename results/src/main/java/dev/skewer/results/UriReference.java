package dev.skewer.results;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names of files as references that a URI may have (RFC 3986). */
public final class UriReference {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private UriReference() {}

    /**
     * A path, relative or absolute, as a reference: what it names is the file, whatever characters it has, and never a scheme, a host or a query.
     *
     * @param path with {@code /} between its names
     */
    public static String of(String path) {
        var uri = new StringBuilder(path.length() + 16);
        // What begins with two slashes would name a host.
        String single = path.replaceFirst("^/+", "/");
        for (byte b : Printable.line(single).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (PLAIN.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return single.startsWith("/") ? "file://" + uri : uri.toString();
    }
}
