package dev.skewer.targets.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node ends with the JVM that started it, also when that is killed. */
class KilledHarnessTest {
    private static final long SECONDS = 30;

    @TempDir
    Path folder;

    /** Starts a node in the folder that is named, and lives until it is killed. */
    public static final class Harness {
        private Harness() {}

        /** The JVM's entry. */
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            Program program = new Program(
                    List.of("sh", "-c", "echo $$ > pid; mv pid up; while :; do sleep 0.01; done"),
                    Map.of(),
                    folder,
                    () -> Files.exists(folder.resolve("up")),
                    Duration.ofSeconds(SECONDS));
            // From a thread that ends at once: the death signal must not depend on it.
            Thread starter = new Thread(new Node("node 0", program, () -> {})::start);
            starter.start();
            starter.join();
            Thread.sleep(1_000 * SECONDS);
        }
    }

    @Test
    void leavesNoProcess() throws IOException, InterruptedException {
        assumeTrue(Leash.holds(), "needs setpriv of util-linux");
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Harness.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Path up = folder.resolve("up");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.exists(up)) {
            assertThat(harness.isAlive()).isTrue();
            assertThat(System.nanoTime() - deadline).isNegative();
            Thread.sleep(5);
        }
        ProcessHandle node =
                ProcessHandle.of(Long.parseLong(Files.readString(up).strip())).orElseThrow();
        // Long enough for a signal that comes with the end of the starting thread.
        Thread.sleep(200);
        assertThat(node.isAlive()).isTrue();
        harness.destroyForcibly().waitFor();
        assertThat(node.onExit()).succeedsWithin(Duration.ofSeconds(SECONDS));
    }
}
