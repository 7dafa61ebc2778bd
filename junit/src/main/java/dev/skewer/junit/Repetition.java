package dev.skewer.junit;

import dev.skewer.checker.ShellWords;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a test is run again with the seed of a run: the same operations of each process, differently interleaved. */
final class Repetition {
    private Repetition() {}

    /** The command, for the build tool that the project has; in words where there is none that is known. */
    static String of(Class<?> type, Method method, long seed) {
        String seeds = Configuration.SEEDS_VARIABLE + "=" + seed;
        if (Files.exists(Path.of("pom.xml"))) {
            return seeds + " mvn test " + ShellWords.quote("-Dtest=" + type.getName() + "#" + method.getName());
        }
        String test = ShellWords.quote(type.getName() + "." + method.getName());
        if (Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"))) {
            String gradle = Files.exists(Path.of("gradlew")) ? "./gradlew" : "gradle";
            return seeds + " " + gradle + " test --tests " + test;
        }
        return "run " + test + " with " + seeds + " in its environment";
    }
}
