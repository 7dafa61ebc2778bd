package dev.skewer.harness.run;

import org.jspecify.annotations.Nullable;

/** What made a result, so that it can be told from what another version made. */
public final class Producer {
    private Producer() {}

    /** The version, such as {@code 0.1.0}; {@code development} when the classes do not come from a jar. */
    public static String version() {
        @Nullable String version = Producer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Version and JDK, such as {@code skewer 0.1.0 (JDK 17.0.15)}. */
    public static String name() {
        return "skewer " + version() + " (JDK " + Runtime.version().feature() + ", "
                + System.getProperty("java.vm.version", "unknown") + ")";
    }
}
