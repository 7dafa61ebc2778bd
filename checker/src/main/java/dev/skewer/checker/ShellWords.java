package dev.skewer.checker;

import dev.skewer.history.ValuePrinter;
import java.nio.charset.StandardCharsets;
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
     * One word, quoted where a shell would not take it as it is. What a terminal would obey instead of showing it
     * ({@link ValuePrinter#quoted}) is written byte by byte as an escape of {@code $'…'}, which POSIX has since 2024, and bash, zsh and
     * ksh for decades.
     */
    public static String quote(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        if (ValuePrinter.quoted(word).equals(word)) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        var quoted = new StringBuilder("$'");
        word.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (!ValuePrinter.quoted(character).equals(character)) {
                for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                    quoted.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
                }
            } else {
                quoted.append(point == '\'' || point == '\\' ? "\\" : "").append(character);
            }
        });
        return quoted.append('\'').toString();
    }
}
