package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Surroundings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How many cells run at once, and how processes are started that run them.
 *
 * @param count at least 1; of 1 the cells run in this process
 * @param arguments the command line of the campaign, which a process is started with too, so that it knows the same cells
 */
public record Jobs(int count, List<String> arguments) {
    /** The most that can be asked for. */
    public static final int MAX_COUNT = 64;

    /** The option by which a process is told that it runs cells of a campaign, and where that is. */
    public static final String WORKER = "--worker";

    private static final String MAIN = "dev.skewer.harness.Skewer";
    private static final long SMALLEST_HEAP = 192 << 20;

    /** Copies the list. */
    public Jobs {
        arguments = List.copyOf(arguments);
    }

    /**
     * The command of a process: this one's, with its part of the memory.
     *
     * @param folder of the campaign
     */
    List<String> command(Surroundings surroundings, Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.matches("-Xmx.*|-javaagent:.*|-agentlib:.*|-agentpath:.*|-Dskewer\\..*|-Dsurefire\\..*")) {
                command.add(option);
            }
        }
        long heap = Math.max(SMALLEST_HEAP, Runtime.getRuntime().maxMemory() / count);
        command.add("-Xmx" + (heap >> 10) + "k");
        command.add("-Dskewer.program=" + surroundings.program());
        if (surroundings.plugins() != null) {
            command.add("-Dskewer.plugins=" + surroundings.plugins());
        }
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(MAIN);
        command.addAll(arguments);
        command.add(WORKER);
        command.add(folder.toString());
        return command;
    }
}
