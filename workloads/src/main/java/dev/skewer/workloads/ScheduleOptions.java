package dev.skewer.workloads;

import dev.skewer.registry.Nearest;
import dev.skewer.workloads.ScheduleParser.Item;
import dev.skewer.workloads.schedule.NodeChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options in the brackets of a fault or a schedule, with what they must be. */
final class ScheduleOptions {
    /** What may be given more than once. */
    private static final List<String> REPEATABLE = List.of("at", "at-op");

    private static final Pattern NODES = Pattern.compile("\\d{1,4}(\\+\\d{1,4})*");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,17}");

    /** What they stand in, for complaints. */
    private final String text;

    private final Map<String, List<String>> values;

    private ScheduleOptions(String text, Map<String, List<String>> values) {
        this.text = text;
        this.values = values;
    }

    /**
     * The options of an item.
     *
     * @param allowed their names
     * @throws SpecException if there is another one, or one twice
     */
    static ScheduleOptions of(Item item, List<String> allowed) {
        var options = new ScheduleOptions(item.text(), new LinkedHashMap<>());
        for (Item option : item.inBrackets().orElse(List.of())) {
            option.value().ifPresent(value -> options.add(option.name(), value, allowed));
        }
        return options;
    }

    private void add(String name, String value, List<String> allowed) {
        if (!allowed.contains(name)) {
            throw error("there is no option '" + name + "' here" + Nearest.hint(name, allowed));
        }
        List<String> given = values.computeIfAbsent(name, first -> new ArrayList<>());
        given.add(value);
        if (given.size() > 1 && !REPEATABLE.contains(name)) {
            throw error("'" + name + "' is given twice");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<Duration> duration(String name) {
        return durations(name).stream().findFirst();
    }

    /** Each of an option that may be given more than once. */
    List<Duration> durations(String name) {
        return given(name)
                .map(value -> DurationText.parse(value)
                        .orElseThrow(() ->
                                error("'" + name + "' is a duration, and not '" + value + "'; " + DurationText.HELP)))
                .toList();
    }

    Optional<Long> count(String name) {
        return counts(name).stream().findFirst();
    }

    /** Each of an option that may be given more than once. */
    List<Long> counts(String name) {
        return given(name)
                .map(value -> {
                    if (!COUNT.matcher(value).matches()) {
                        throw error("'" + name + "' is a number of at least 1, and not '" + value + "'");
                    }
                    return Long.parseLong(value);
                })
                .toList();
    }

    /** A name; which there are, is not known here. */
    String name(String name) {
        return given(name)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseThrow(() -> error("'" + name + "' is a name, and not empty"));
    }

    Optional<NodeChoice> nodes(String name) {
        return given(name).findFirst().map(this::nodeChoice);
    }

    private NodeChoice nodeChoice(String value) {
        if (NODES.matcher(value).matches()) {
            return new NodeChoice.Exactly(
                    Arrays.stream(value.split("\\+", -1)).map(Integer::parseInt).toList());
        }
        List<String> shares = Stream.of(NodeChoice.Share.values())
                .map(share -> share.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!shares.contains(value)) {
            throw error("'nodes' is one of " + String.join(", ", shares) + ", or numbers such as 0 or 0+2, and not '"
                    + value + "'");
        }
        return NodeChoice.Share.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private Stream<String> given(String name) {
        return values.getOrDefault(name, List.of()).stream();
    }

    /** A complaint about them. */
    SpecException error(String what) {
        return new SpecException("'" + text + "': " + what);
    }
}
