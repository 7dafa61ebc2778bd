package dev.skewer.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Surroundings surroundings() {
        return new Surroundings(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Path.of("/"),
                Map.of(),
                false,
                false,
                80,
                Interruption.byRequest(),
                "./skewer",
                null);
    }

    @Test
    void shortTasksOneAfterTheOtherGiveALineEveryFiveSecondsToo() throws Exception {
        Function<String, Progress> series = Progress.series(surroundings());
        int tasks = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < 5_300_000_000L; tasks++) {
            try (Progress progress = series.apply("cell " + tasks)) {
                progress.show(0.5, "half");
                Thread.sleep(50);
            }
        }
        assertThat(tasks).isGreaterThan(20);
        assertThat(err.toString(StandardCharsets.UTF_8)).matches("cell \\d+: half\n");
    }

    @Test
    void workOfLessThanASecondIsNotShownAndWorkOfMoreIsTakenOffTheScreen() throws Exception {
        List<String> seen = new ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        Progress progress = new Progress() {
            @Override
            public void show(double fraction, String text) {
                seen.add(text);
            }

            @Override
            public void close() {
                seen.add("closed");
            }
        };
        Ticker.start(() -> progress, shown -> shown.show(0, "short")).close();
        assertThat(seen).isEmpty();
        Ticker ticker = Ticker.start(() -> progress, shown -> shown.show(0, "look " + looks.incrementAndGet()));
        Thread.sleep(2_000);
        Thread.currentThread().interrupt();
        ticker.close();
        assertThat(Thread.interrupted()).as("an interrupt is not lost").isTrue();
        assertThat(seen).startsWith("look 1").endsWith("look " + looks.get(), "closed");
        int shown = seen.size();
        Thread.sleep(300);
        assertThat(seen).hasSize(shown);
    }
}
