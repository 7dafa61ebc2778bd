package dev.skewer.harness.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a run ran on, or a check, as far as two that are compared may differ in it. */
public final class Environment {
    private static final String UNKNOWN = "unknown";

    private Environment() {}

    /**
     * All of it, by name.
     *
     * @param target the name and version of what was tested
     */
    static Map<String, String> of(String target) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("target", target);
        environment.putAll(here());
        return environment;
    }

    /** The same without a target: this version of Skewer, the JDK and the machine. */
    public static Map<String, String> here() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("skewer", Producer.version());
        environment.put(
                "jdk",
                property("java.vendor") + " " + property("java.runtime.version") + ", " + property("java.vm.name"));
        environment.put("os", distribution());
        environment.put("kernel", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        environment.put("processor", processor());
        environment.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("memory", memory());
        environment.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB at most");
        return environment;
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? (system.getTotalMemorySize() >> 20) + " MiB"
                : UNKNOWN;
    }

    /** What the system calls itself, where there is a file that says so. */
    private static String distribution() {
        return field(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", "");
    }

    private static String processor() {
        return field(Path.of("/proc/cpuinfo"), "model name");
    }

    /** The rest of the first line of a file that begins so. */
    private static String field(Path file, String begin) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(begin))
                    .findFirst()
                    .map(line -> line.substring(begin.length())
                            .replaceFirst("^\\s*:\\s*", "")
                            .strip())
                    .orElse(UNKNOWN);
        } catch (IOException | java.io.UncheckedIOException e) {
            return UNKNOWN;
        }
    }
}
