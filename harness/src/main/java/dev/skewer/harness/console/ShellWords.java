package dev.skewer.harness.console;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as a shell reads them. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+@%-]+");

    private ShellWords() {}

    /**
     * One line that a POSIX shell splits into these words again.
     *
     * @param words the program first
     */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /**
     * One word, quoted where a shell would not take it as it is. Control characters, which a terminal would obey, are written as
     * the escapes of POSIX's {@code $'…'}.
     */
    public static String quote(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        if (word.chars().noneMatch(Character::isISOControl)) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        var quoted = new StringBuilder("$'");
        word.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                // A shell counts in bytes; those below 256 that are control characters are one or two in UTF-8.
                for (byte b : String.valueOf((char) c).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                    quoted.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
                }
            } else if (c == '\'' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('\'').toString();
    }
}
