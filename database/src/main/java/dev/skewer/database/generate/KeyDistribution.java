package dev.skewer.database.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How often each of the active keys is used. */
public enum KeyDistribution {
    /** All alike. */
    UNIFORM,
    /** Each half as often as the one before it, as Jepsen has it. */
    EXPONENTIAL,
    /** The n-th as often as 1/n: a few hot keys and many cold ones. */
    ZIPF;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(KeyDistribution::label).toList();
    }

    /** The distribution of a name. */
    public static Optional<KeyDistribution> labelled(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}
