package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.ModelCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What else is in the heap does not change a verdict as long as there is room, and where there is none the verdict is unknown.
 * Each check runs in a JVM of its own with a small heap, part of which is taken by something else.
 */
class FullHeapTest {
    private static final int HEAP_MB = 100;
    private static final int PIECES_OF_A_MEGABYTE = 256;

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseParallelGC", "-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void garbageAndWhatOthersHoldDoNotChangeTheVerdict(String collector) throws Exception {
        assertThat(check(collector, "14", "62", "20", "PT1M")).isEqualTo("false\n");
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseParallelGC", "-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void whereThereIsNoRoomTheVerdictIsUnknown(String collector) throws Exception {
        assertThat(check(collector, "60", "56", "0", "PT2S")).isEqualTo("unknown\n");
    }

    /** Runs {@link #main} in a new JVM. */
    private static String check(String collector, String... arguments) throws Exception {
        String classes = String.join(
                System.getProperty("path.separator"),
                location(LinearizabilityChecker.class),
                location(FullHeapTest.class),
                location(Zstd.class));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                collector,
                "-cp",
                classes,
                FullHeapTest.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /**
     * Checks a history in a heap of which part is taken.
     *
     * @param arguments how many writes overlap in the history, how many megabytes are taken, how many of these are
     *     garbage by the time of the check, and how long it may take
     */
    public static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        int writes = Integer.parseInt(arguments[0]);
        for (String type : new String[] {"invoke", "ok"}) {
            for (int w = 0; w < writes; w++) {
                lines.add(w + " " + type + " write " + w / 2);
            }
        }
        for (int seen = 0; seen < 2; seen++) {
            lines.add(writes + " invoke read nil");
            lines.add(writes + " ok read " + seen);
        }
        OperationHistory history = Loading.of(lines.toArray(String[]::new));
        List<byte[]> taken = take(Integer.parseInt(arguments[1]));
        System.gc();
        taken.subList(0, Integer.parseInt(arguments[2]) * PIECES_OF_A_MEGABYTE).clear();
        Budget budget = Budget.of(Duration.parse(arguments[3]), 1L << 40);
        Validity valid = LinearizabilityChecker.check(
                        history, ModelCatalog.named("register", null, NilRead.ANY), budget)
                .verdict()
                .valid();
        if (taken.get(0).length == 0) {
            throw new IllegalStateException("what is held is gone");
        }
        System.out.println(valid);
    }

    private static List<byte[]> take(int megabytes) {
        List<byte[]> taken = new ArrayList<>();
        for (int piece = 0; piece < megabytes * PIECES_OF_A_MEGABYTE; piece++) {
            taken.add(new byte[(1 << 20) / PIECES_OF_A_MEGABYTE]);
        }
        return taken;
    }
}
