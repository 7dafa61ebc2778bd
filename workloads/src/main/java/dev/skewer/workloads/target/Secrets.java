package dev.skewer.workloads.target;

import java.util.List;
import java.util.regex.Pattern;

/** Passwords and the like in texts that are shown or kept. */
public final class Secrets {
    /** What stands for one. */
    public static final String MASK = "***";

    /** As in {@code jdbc:x://host/db?user=a&password=b}, and as properties that are named so are written elsewhere. */
    private static final Pattern PROPERTY = Pattern.compile(
            "(?i)([\\w.-]{0,40}(?:password|passwd|passphrase|pwd|secret|token)[\\w.-]{0,40}\\s?[=:]\\s?)"
                    + "(?:'[^']*'|\"[^\"]*\"|\\{[^}]*\\}|[^&;\\s]+)");

    /** As in {@code x://user:password@host}. */
    private static final Pattern AFTER_COLON = Pattern.compile("(//[^/:@?\\s]{0,200}:)[^?\\s]*(?=@)");

    /** As in {@code jdbc:oracle:thin:user/password@host}. */
    private static final Pattern AFTER_SLASH = Pattern.compile("(:[^/:@?\\s]{1,200}/)[^/@?\\s]+(?=@)");

    private Secrets() {}

    /** A text, perhaps a URL, without the secrets that its form gives away. */
    public static String masked(String text) {
        String masked = text;
        for (Pattern form : List.of(AFTER_COLON, AFTER_SLASH, PROPERTY)) {
            masked = form.matcher(masked).replaceAll("$1" + MASK);
        }
        return masked;
    }
}
