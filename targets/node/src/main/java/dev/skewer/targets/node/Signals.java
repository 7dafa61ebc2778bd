package dev.skewer.targets.node;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals, which Java sends only two of; and of those, the one that kills with the pipes closed behind it. */
final class Signals {
    /** A pipe would be left to the collector of garbage. */
    private static final File NOTHING = new File("/dev/null");

    private Signals() {}

    /**
     * Sends one to a process and all of its group, if it leads one.
     *
     * @param signal without {@code SIG}
     */
    static void send(String signal, long pid) {
        // A group that is not there is no error of the whole: the process itself got the signal then.
        if (!kill(signal, "-" + pid)) {
            kill(signal, Long.toString(pid));
        }
    }

    /** Sends one to processes, each alone; those that are gone are left out. */
    static void sendToEach(String signal, List<ProcessHandle> processes) {
        if (!processes.isEmpty()) {
            kill(
                    signal,
                    processes.stream().map(each -> Long.toString(each.pid())).toArray(String[]::new));
        }
    }

    private static boolean kill(String signal, String... whom) {
        List<String> command = new ArrayList<>(List.of("kill", "-s", signal, "--"));
        command.addAll(List.of(whom));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectInput(NOTHING)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean hasEnded = false;
            boolean isInterrupted = false;
            while (!hasEnded) {
                try {
                    hasEnded = kill.waitFor(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            return kill.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("the program kill cannot be started: " + e.getMessage(), e);
        }
    }
}
