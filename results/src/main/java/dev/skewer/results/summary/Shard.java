package dev.skewer.results.summary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a campaign a machine runs, of how many.
 *
 * @param index from 1
 * @param count 1 … {@value #MAX_COUNT}; of 1 it is the whole
 */
public record Shard(int index, int count) {
    /** More machines than a campaign has been spread over. */
    public static final int MAX_COUNT = 10_000;

    /** A campaign that is not spread. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there is no such shard
     */
    public Shard {
        if (count < 1 || count > MAX_COUNT || index < 1 || index > count) {
            throw new IllegalArgumentException("no shard " + index + " of " + count);
        }
    }

    /** The shard that a text such as {@code 2/8} means; empty if there is none. */
    public static Optional<Shard> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(parts.group(1));
        int count = Integer.parseInt(parts.group(2));
        return index < 1 || index > count || count > MAX_COUNT
                ? Optional.empty()
                : Optional.of(new Shard(index, count));
    }

    /** Whether it is all there is. */
    public boolean isWhole() {
        return count == 1;
    }

    /** As {@link #parse} reads it: {@code 2/8}. */
    @Override
    public String toString() {
        return index + "/" + count;
    }
}
