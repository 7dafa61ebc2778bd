package dev.skewer.history;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JSON parser complains about, in the words of this package, which name no switches of that parser. */
final class JsonComplaints {
    private static final String VALUE = "a string in double quotes, a number, true, false, null, [ or {";
    private static final String NUMBER = "a number such as 12, -12, 1.5 or 1.5e3";

    /** What the parser says of what it wanted, and what that is to a reader of a message; the first that is found counts. */
    private static final List<String[]> EXPECTED = List.of(
            new String[] {"a colon to separate", "a colon"},
            new String[] {"comma to separate Array", "a comma or ]"},
            new String[] {"comma to separate Object", "a comma or }"},
            new String[] {"to start property name", "a key in double quotes"},
            new String[] {"hex-digit", "four hexadecimal digits, as in \\u0041"},
            new String[] {"numeric value", NUMBER},
            new String[] {"number literals", NUMBER},
            new String[] {"space separating", "a blank, or the end of the line"},
            new String[] {"comment", VALUE + ", for JSON has no comments"});

    /** Complaints that are not about what cannot stand where it stands. */
    private static final List<String[]> OTHER = List.of(
            new String[] {"Leading zeroes", "a number cannot begin with 0; right would be 12, or 0.12"},
            new String[] {
                "Illegal unquoted character", "a control character in a string; right would be its escape, such as \\n"
            },
            new String[] {"Illegal character", "a control character; right would be a blank, a tab or a line end"},
            new String[] {"UTF-8", EdnString.NOT_UTF8});

    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.*)' \\(code \\d+\\)\\)", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("Unrecognized token '(.*?)':", Pattern.DOTALL);
    private static final Pattern CLOSE = Pattern.compile("Unexpected close marker '(.)'(?:: expected '(.)')?");
    private static final Pattern ESCAPE = Pattern.compile("Unrecognized character escape '(.)'", Pattern.DOTALL);

    private JsonComplaints() {}

    /**
     * What is wrong and what would be right, in one line.
     *
     * @param original the parser's own message
     */
    static String of(String original) {
        return "this is not JSON: " + ValuePrinter.quoted(text(original));
    }

    private static String text(String original) {
        for (String[] each : OTHER) {
            if (original.contains(each[0])) {
                return each[1];
            }
        }
        Matcher escape = ESCAPE.matcher(original);
        if (escape.find()) {
            return "\\" + escape.group(1)
                    + " is no escape; right would be \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u0041";
        }
        Matcher close = CLOSE.matcher(original);
        if (close.find()) {
            return misplaced(close.group(1), close.group(2) == null ? "a value, or the end" : close.group(2));
        }
        for (Pattern pattern : List.of(CHARACTER, TOKEN)) {
            Matcher match = pattern.matcher(original);
            if (match.find()) {
                return misplaced(match.group(1), expected(original));
            }
        }
        return "something cannot stand here; right would be " + VALUE;
    }

    private static String expected(String original) {
        for (String[] each : EXPECTED) {
            if (original.contains(each[0])) {
                return each[1];
            }
        }
        return VALUE;
    }

    private static String misplaced(String what, String right) {
        return what + " cannot stand here; right would be " + right;
    }
}
