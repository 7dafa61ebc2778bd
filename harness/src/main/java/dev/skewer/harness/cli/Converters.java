package dev.skewer.harness.cli;

import dev.skewer.harness.console.Quantities;
import dev.skewer.results.summary.Shard;
import java.time.Duration;
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
}
