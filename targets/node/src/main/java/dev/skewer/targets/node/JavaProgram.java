package dev.skewer.targets.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a child JVM that runs a class of this JVM's class path. */
public final class JavaProgram {
    private JavaProgram() {}

    /**
     * The command.
     *
     * @param main the class whose {@code main} is run
     * @param heapMegabytes the largest heap
     * @param libraries where it finds native libraries before it looks elsewhere
     * @param arguments of {@code main}
     */
    public static List<String> command(String main, int heapMegabytes, Path libraries, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Small, quick to start, and silent but for errors.
        command.addAll(List.of(
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heapMegabytes + "m",
                "-Djava.library.path=" + libraries));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
