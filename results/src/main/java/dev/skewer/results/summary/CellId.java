package dev.skewer.results.summary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What tells a cell from others for a program, in any order and in any campaign. */
final class CellId {
    private CellId() {}

    /** Of a spec without its seed, and of what is expected: twelve hexadecimal digits. */
    static String of(Map<String, Object> spec, Expectation expected) {
        var identity = new TreeMap<>(spec);
        identity.remove("seed");
        identity.put("expected", expected.text());
        return digest(Json.oneLine(Json.spec(identity)));
    }

    /** The first twelve hexadecimal digits of a text's SHA-256. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
