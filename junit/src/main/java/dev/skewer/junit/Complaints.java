package dev.skewer.junit;

import dev.skewer.results.Printable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is wrong with how a test is written: one line that says where, what, and what would be right. */
final class Complaints {
    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
    private static final Pattern LATER_WORD = Pattern.compile("-([a-z])");

    private Complaints() {}

    /** A complaint about a test. */
    static ExtensionConfigurationException of(ExtensionContext context, String what) {
        return new ExtensionConfigurationException(
                "@ConsistencyTest " + nameOf(context) + ": " + Printable.line(inJava(what)));
    }

    /** A complaint about a test, with what was caught. */
    static ExtensionConfigurationException of(ExtensionContext context, Throwable why) {
        return new ExtensionConfigurationException(
                "@ConsistencyTest " + nameOf(context) + ": " + Printable.line(inJava(String.valueOf(why.getMessage()))),
                why);
    }

    /** A test, such as {@code com.example.StoreTest.isSnapshot}. */
    static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getName() + "."
                + context.getRequiredTestMethod().getName();
    }

    /** Options of the command line as attributes: {@code --time-limit} as {@code timeLimit}. */
    private static String inJava(String text) {
        return OPTION.matcher(text)
                .replaceAll(option -> Matcher.quoteReplacement(LATER_WORD
                        .matcher(option.group(1))
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT))));
    }
}
