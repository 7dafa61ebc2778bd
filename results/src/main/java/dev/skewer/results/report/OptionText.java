package dev.skewer.results.report;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The value of an option of a test, as a page shows it. */
final class OptionText {
    private OptionText() {}

    /**
     * A value of a spec as text: {@code flush, kill} and {@code pool=8, url=far}, or {@code none} where nothing is in it.
     *
     * @param value a string, a number, a truth value, a list or a map
     */
    static String of(Object value) {
        String text = String.valueOf(value);
        if (value instanceof Collection<?> list) {
            text = list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            text = map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
        return text.isEmpty() ? "none" : text;
    }
}
