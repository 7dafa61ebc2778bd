package dev.skewer.targets.node;

import java.io.IOException;

/** In a JVM that a {@link Node} runs: ends it with the harness, whose end of the pipe to its standard input goes then. */
public final class HarnessWatch {
    private HarnessWatch() {}

    /** Begins to watch. */
    public static void begin() {
        Thread watch = new Thread(
                () -> {
                    awaitEndOfInput();
                    Runtime.getRuntime().halt(0);
                },
                "standard-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEndOfInput() {
        try {
            int read = 0;
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            // It is of no use any more either.
            return;
        }
    }
}
