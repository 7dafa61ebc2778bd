package dev.skewer.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is set for all tests: by configuration parameters of the JUnit Platform, which are lines of {@code junit-platform.properties} or
 * system properties, and by environment variables.
 */
final class Configuration {
    /** Where runs leave their folders. */
    static final String RESULTS = "skewer.results";

    private static final String SEEDS = "skewer.seeds";
    /** The same where a build tool passes on its environment, but not its properties. */
    static final String SEEDS_VARIABLE = "SKEWER_SEEDS";

    private static final String FOLDER = "skewer-results";

    private final ExtensionContext context;

    Configuration(ExtensionContext context) {
        this.context = context;
    }

    /** Seeds in the place of those that tests have. */
    Optional<long[]> seeds() {
        return context.getConfigurationParameter(SEEDS)
                .or(() -> Optional.ofNullable(System.getenv(SEEDS_VARIABLE)))
                .filter(text -> !text.isBlank())
                .map(this::seeds);
    }

    private long[] seeds(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .mapToLong(seed -> Long.parseLong(seed.strip()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw Complaints.of(
                    context, SEEDS + ": '" + text + "' is no list of seeds; right would be integers such as 1,2,3");
        }
    }

    /** Where runs leave their folders; absolute. */
    Path results() {
        return results(context::getConfigurationParameter);
    }

    /**
     * The same where tests know of no context.
     *
     * @param parameters gives the value of a parameter
     */
    static Path results(Function<String, Optional<String>> parameters) {
        return parameters
                .apply(RESULTS)
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(Configuration::buildFolder)
                .toAbsolutePath()
                .normalize();
    }

    /** A parameter where no context is known: a system property. */
    static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }

    /** A folder that the build tool removes when it cleans up. */
    private static Path buildFolder() {
        boolean isGradle = Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
        return Path.of(isGradle ? "build" : "target", FOLDER);
    }
}
