package dev.skewer.workloads.target;

import java.util.regex.Pattern;

/** Messages of other programs, for a line of ours. */
final class OneLine {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    private OneLine() {}

    static String of(String message) {
        return LINE_END.matcher(message).replaceAll(" ");
    }
}
