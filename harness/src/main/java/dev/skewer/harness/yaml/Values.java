package dev.skewer.harness.yaml;

import dev.skewer.harness.console.Quantities;
import dev.skewer.harness.yaml.Yaml.Kind;
import dev.skewer.harness.yaml.Yaml.Scalar;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Values of a YAML file in the types that they must have; what is of another type is an error at its place. */
public final class Values {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Values() {}

    /** A text that is not empty. */
    public static String text(Yaml node, String what) {
        if (node instanceof Scalar scalar
                && scalar.kind() != Kind.NULL
                && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw node.place().error("'" + what + "' must be a text, and is " + describe(node));
    }

    /** An integer of a range. */
    public static long integer(Yaml node, String what, long min, long max) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.INTEGER) {
            BigInteger value = parsed(scalar.text());
            if (value.compareTo(BigInteger.valueOf(min)) >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
                return value.longValueExact();
            }
        }
        String range = min == Long.MIN_VALUE
                ? "an integer"
                : max == Long.MAX_VALUE
                        ? "an integer of at least " + min
                        : String.format(Locale.ROOT, "an integer from %,d to %,d", min, max);
        throw node.place().error("'" + what + "' must be " + range + ", and is " + describe(node));
    }

    /** A number that is not negative. */
    public static double number(Yaml node, String what) {
        if (node instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL)) {
            try {
                double value = Double.parseDouble(scalar.text().replace("_", ""));
                if (value >= 0 && !Double.isInfinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw node.place().error("'" + what + "' must be a decimal number, and is " + describe(node));
            }
        }
        throw node.place().error("'" + what + "' must be a number of at least 0, and is " + describe(node));
    }

    /** A duration such as {@code 10s}. */
    public static Duration duration(Yaml node, String what) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.STRING) {
            Duration duration = Quantities.duration(scalar.text()).orElse(null);
            if (duration != null) {
                return duration;
            }
        }
        throw node.place()
                .error("'" + what + "' must be a duration, and is " + describe(node) + "; " + Quantities.DURATION_HELP);
    }

    /** A name of a list. */
    public static String known(Yaml node, String what, Collection<String> known) {
        String name = text(node, what);
        if (!known.contains(name)) {
            throw node.place().error("unknown " + what + " '" + Printable.line(name) + "'" + Nearest.hint(name, known));
        }
        return name;
    }

    /**
     * Why a name is of something that is not here, in this version or a plugin, rather than mistyped; empty if it is known, or near
     * one that is, which is a mistake.
     */
    public static Optional<String> elsewhere(Yaml node, String what, Collection<String> known) {
        String name = text(node, what);
        return known.contains(name) || Nearest.to(name, known).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "there is no " + what + " '" + Printable.line(name) + "' here" + Nearest.hint(name, known));
    }

    /** A node in a few words. */
    public static String describe(Yaml node) {
        if (node instanceof Scalar scalar) {
            return switch (scalar.kind()) {
                case NULL -> "empty";
                case STRING -> "'" + shortened(scalar.text()) + "'";
                default -> shortened(scalar.text());
            };
        }
        return node instanceof Yaml.Sequence ? "a list" : "a map";
    }

    private static String shortened(String text) {
        String line = Printable.line(text);
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }

    /** YAML has integers in other bases and with underscores; here they are decimal, or they are no integers. */
    private static BigInteger parsed(String text) {
        try {
            return text.length() > 30 ? MAX.add(BigInteger.ONE) : new BigInteger(text.replace("_", ""));
        } catch (NumberFormatException e) {
            return MIN.subtract(BigInteger.ONE);
        }
    }
}
