package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Programs;
import dev.skewer.targets.node.Unprivileged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL takes a segment of System V shared memory, which outlives it when it is killed. In a namespace of its own the segment
 * goes with the last process that is in there.
 */
final class SharedMemory {
    private static final int PATIENCE_SECONDS = 10;

    /** Found out when it is first asked for. */
    private static final class Holder {
        static final List<String> NAMESPACE = works(command()) ? command() : List.of();
    }

    private SharedMemory() {}

    /** What stands before the command of a program to have it run in one; nothing where that cannot be had. */
    static List<String> namespace() {
        return Holder.NAMESPACE;
    }

    private static List<String> command() {
        return Programs.find("unshare")
                .map(unshare -> List.of(unshare.toString(), "--user", "--map-current-user", "--ipc"))
                .orElse(List.of());
    }

    private static boolean works(List<String> command) {
        if (command.isEmpty()) {
            return false;
        }
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        try {
            Process process = new ProcessBuilder(Unprivileged.command(trial))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return hasEnded && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
