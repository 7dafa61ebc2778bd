package dev.skewer.checker;

import dev.skewer.history.Format;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen for the check of one history, and what is known of the history beforehand. Immutable.
 */
public final class CheckOptions {
    private static final CheckOptions NONE = new CheckOptions("history", Format.EDN, Map.of());

    private final String source;
    private final Format format;
    /** By name; a {@link Text} is still to be read. */
    private final Map<String, Object> values;

    /** A value as a user wrote it. */
    private record Text(String text) {}

    private CheckOptions(String source, Format format, Map<String, Object> values) {
        this.source = source;
        this.format = format;
        this.values = values;
    }

    /** Nothing chosen, for a history that comes from no file. */
    public static CheckOptions none() {
        return NONE;
    }

    /** The same for a history with a name, which messages call it by, in a format that is known by now. */
    public CheckOptions of(String name, Format known) {
        return new CheckOptions(name, known, values);
    }

    /**
     * The same with one more option, by its value.
     *
     * @param value of the kinds that models see: integers, strings, lists, maps, and so on
     */
    public CheckOptions with(CheckOption option, Object value) {
        return with(option.name(), value);
    }

    /** The same with one more option, as it stands on a command line: one of its values, or EDN. */
    public CheckOptions withText(CheckOption option, String text) {
        return with(option.name(), new Text(text));
    }

    private CheckOptions with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new CheckOptions(source, format, more);
    }

    /** What messages call the history. */
    public String source() {
        return source;
    }

    /** How the history is stored. */
    public Format format() {
        return format;
    }

    /** What was chosen of an option's {@link CheckOption#values}. */
    public Optional<String> choice(CheckOption option) {
        Object value = values.get(option.name());
        if (value == null) {
            return Optional.empty();
        }
        String chosen = value instanceof Text written ? written.text() : value.toString();
        if (!option.values().contains(chosen)) {
            throw CheckOptionException.badValue(
                    option.name(), "there is no " + chosen + "; right would be " + String.join(", ", option.values()));
        }
        return Optional.of(chosen);
    }

    /**
     * The value that was chosen for an option.
     *
     * @param read reads it where it was written as a text
     */
    public Optional<Object> value(CheckOption option, ValueReader read) {
        Object value = values.get(option.name());
        return value instanceof Text written
                ? Optional.ofNullable(read.read(written.text(), format))
                : Optional.ofNullable(value);
    }

    /** Reads a value as it would be in a history of a format. */
    @FunctionalInterface
    public interface ValueReader {
        /** The value of a text in EDN; null is nil. */
        @Nullable Object read(String edn, Format format);
    }

    /**
     * Complains if something was chosen that a checker does not have.
     *
     * @param options what it has
     * @param why why it has no others, as a clause
     */
    public void requireOnly(Collection<CheckOption> options, String why) {
        for (String name : values.keySet()) {
            if (options.stream().noneMatch(option -> option.name().equals(name))) {
                throw CheckOptionException.unknown(name, why);
            }
        }
    }
}
