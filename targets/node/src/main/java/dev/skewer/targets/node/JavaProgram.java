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
     * @param arguments of {@code main}
     */
    public static List<String> command(String main, int heapMegabytes, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Small, quick to start, and silent but for errors; the same classes, from the same archive, as this JVM.
        String archive = System.getProperty("skewer.archive", "");
        if (!archive.isEmpty()) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of(
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heapMegabytes + "m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
