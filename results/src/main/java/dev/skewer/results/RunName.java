package dev.skewer.results;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a run's folder says, as {@link RunFolder#create} gives it: {@code 20261123T094501Z}, {@code 20261123T094501Z-2}.
 *
 * @param started when the run began, to the second
 * @param sequence which of those that began in that second, from 1
 */
public record RunName(Instant started, int sequence) {
    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{6}Z)(?:-([1-9]\\d{0,4}))?");

    /** Reads a name; nothing if it is none of a run's folder. */
    public static Optional<RunName> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant started = RunFolder.TIMESTAMP.parse(matcher.group(1), Instant::from);
            int sequence = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            return Optional.of(new RunName(started, sequence));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
