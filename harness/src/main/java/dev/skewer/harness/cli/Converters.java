package dev.skewer.harness.cli;

import dev.skewer.harness.console.Quantities;
import dev.skewer.results.summary.Shard;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values that are not plain texts or numbers. */
final class Converters {
    private Converters() {}

    /** Durations such as {@code 10s}. */
    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Quantities.duration(value)
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' is no duration; " + Quantities.DURATION_HELP));
        }
    }

    /** Sizes such as {@code 4g}. */
    static final class OfSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return Quantities.size(value)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + value + "' is no size; " + Quantities.SIZE_HELP));
        }
    }

    /** Shards such as {@code 2/8}. */
    static final class OfShard implements ITypeConverter<Shard> {
        @Override
        public Shard convert(String value) {
            return Shard.parse(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is no shard; give which of how many, such as 2/8, from 1/8 to 8/8"));
        }
    }

    /** Parts of a whole such as {@code 20%}, as a number: 0.2. */
    static final class OfPercentage implements ITypeConverter<Double> {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s?%");

        @Override
        public Double convert(String value) {
            Matcher number = TEXT.matcher(value);
            if (!number.matches()) {
                throw new TypeConversionException("'" + value + "' is no percentage; write one such as 20%");
            }
            return Double.parseDouble(number.group(1)) / 100;
        }
    }

    /** Parts of a whole such as {@code 20%} or {@code 0.2}, as a number: 0.2. */
    static final class OfShare implements ITypeConverter<Double> {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,12})?)\\s?(%?)");

        @Override
        public Double convert(String value) {
            Matcher number = TEXT.matcher(value);
            double share = number.matches() ? Double.parseDouble(number.group(1)) : -1;
            if (number.matches() && !number.group(2).isEmpty()) {
                share /= 100;
            }
            if (share < 0 || share > 1) {
                throw new TypeConversionException("'" + value
                        + "' is no share; write one from 0 to 1 such as 0.05, or from 0% to 100% such as 5%");
            }
            return share;
        }
    }

    /** Days such as {@code 2026-12-31}. */
    static final class OfDay implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String value) {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + value + "' is no day; write one such as 2026-12-31");
            }
        }
    }
}
