package dev.skewer.targets.node.network;

import dev.skewer.targets.node.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system that is over in a moment. */
record Tool(String name, String comesWith) {
    private static final int PATIENCE_SECONDS = 20;

    /** Where it is, for a command. */
    String path() {
        return Programs.find(name)
                .orElseThrow(() -> new NetworkException(name + " is not installed (it comes with " + comesWith + ")"))
                .toString();
    }

    /**
     * Runs it.
     *
     * @return what it printed
     * @throws NetworkException with its complaint, if it fails
     */
    String run(String... arguments) {
        var command = new ArrayList<>(List.of(path()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static String run(List<String> command) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NetworkException(String.join(" ", command) + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new NetworkException(String.join(" ", command) + ": "
                        + said.lines().findFirst().orElse("failed"));
            }
            return said;
        } catch (IOException e) {
            throw new NetworkException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            wasInterrupted = true;
            throw new NetworkException("interrupted");
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
