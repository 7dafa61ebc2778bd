package dev.skewer.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a key stands for: how writes of it add up, and what a read of it shows. */
public enum DataType {
    /** A list that grows: a write appends an element, a read shows all elements in order. */
    LIST_APPEND,
    /** A register: a write replaces the value, a read shows the last one. */
    RW_REGISTER,
    /** A set that grows: a write adds an element, a read shows all elements in no order. */
    SET_ADD;

    /** The name on the command line, which is that of the checker's model. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DataType::label).toList();
    }

    /** The type of a name; {@code set} is another one of sets. */
    public static Optional<DataType> labelled(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label) || (type == SET_ADD && label.equals("set")))
                .findFirst();
    }
}
