package dev.skewer.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of a JVM that runs this build's Skewer. It lives for seconds, so it compiles with the first compiler only and collects with one
 * thread: a short test costs three seconds of processor time so, and five and a half with what a JVM does unless it is told.
 */
final class SkewerJvm {
    private SkewerJvm() {}

    /**
     * The command, to which Skewer's arguments are added.
     *
     * @param options of the JVM, besides those that make it small
     */
    static List<String> command(String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Skewer.class.getName()));
        return command;
    }

    /**
     * The same as a script for {@code sh}, which hands its arguments on.
     *
     * @param options of the JVM
     */
    static String script(String... options) {
        return "#!/bin/sh\nexec '" + String.join("' '", command(options)) + "' \"$@\"\n";
    }
}
