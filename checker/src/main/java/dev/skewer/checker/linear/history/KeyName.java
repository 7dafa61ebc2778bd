package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Values;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an account or a register, where a history may write one name in several ways: the keys of JSON's objects are
 * strings, and stand for the string, keyword or integer that they spell. So {@code "x"} and {@code :x} are one name, and {@code
 * 7} and {@code "7"}. Compares by what is spelled; prints as it was written.
 */
public final class KeyName {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,999}");

    private final Object written;
    private final Object spelled;

    private KeyName(Object written) {
        this.written = written;
        this.spelled = spelled(written);
    }

    /** The name that a value is. */
    public static KeyName of(Object written) {
        return new KeyName(written);
    }

    /** The value as it was written. */
    public Object written() {
        return written;
    }

    /** An integer, or else the text without the colon of a keyword. */
    private static Object spelled(Object written) {
        if (written instanceof Long || written instanceof BigInteger) {
            return written;
        }
        if (written instanceof Keyword keyword) {
            return number(keyword.name());
        }
        if (written instanceof String text) {
            return number(text.length() > 1 && text.charAt(0) == ':' ? text.substring(1) : text);
        }
        return Values.wholeText(written);
    }

    private static Object number(String text) {
        return INTEGER.matcher(text).matches() ? Integers.of(new BigInteger(text)) : text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyName name && spelled.equals(name.spelled);
    }

    @Override
    public int hashCode() {
        return spelled.hashCode();
    }

    @Override
    public String toString() {
        return Values.text(written);
    }
}
