package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.site.files.ResultFiles;
import dev.skewer.site.index.RunIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long lists of ten thousand stored runs take, and what they cost in memory. Prints its figures. */
@Tag("slow")
class ManyRunsTest {
    private static final int RUNS = 10_000;
    private static final List<String> TARGETS = List.of("embedded", "process", "h2", "sqlite", "redis");
    private static final List<String> FAULTS = List.of("kill", "pause", "flush", "compact");

    @TempDir
    private Path results;

    private void make() throws IOException {
        var runs = new StoredRuns(results);
        Instant settled = Instant.now().minusSeconds(3_600);
        for (int i = 0; i < RUNS; i++) {
            Path run = runs.run(
                    i % 3 == 0 ? "bank" : "journal",
                    TARGETS.get(i % TARGETS.size()),
                    i % 2 == 0 ? List.of() : List.of(FAULTS.get(i % FAULTS.size())),
                    i % 7 == 0 ? Validity.FALSE : Validity.TRUE,
                    StoredRuns.START.plusSeconds(60L * i));
            Files.setLastModifiedTime(run, FileTime.from(settled));
        }
    }

    @Test
    void listInUnderASecond() throws Exception {
        make();
        // The code is new to a JVM that has just begun; other runs do not warm it up for these.
        var measured = new ArrayList<String>();
        long before = heapBytes();
        var index = new RunIndex(new ResultFiles(results));
        Duration all = time(() -> {
            index.readAll();
            return true;
        });
        assertThat(index.look().entries()).hasSize(RUNS);
        assertThat(index.look().unread()).isZero();
        measured.add(line("all read, without a server", all));
        measured.add(String.format(
                Locale.ROOT, "%-44s%,8d bytes", "heap of the index, a run", (heapBytes() - before) / RUNS));
        Thread.sleep(1_100);
        measured.add(line("looked at again", time(index::look)));
        Instant started = Instant.now();
        try (RunningSite site = RunningSite.of(results)) {
            measured.add(line("server started", Duration.between(started, Instant.now())));
            Duration first = time(() -> {
                assertThat(site.get("/").body()).contains("runs and campaigns, the newest first.");
                return true;
            });
            measured.add(line("first page of a new server", first));
            Duration complete = time(() -> {
                while (site.get("/").body().contains("still being read")) {
                    Thread.sleep(10);
                }
                return true;
            });
            measured.add(line("until its pages have all runs", complete));
            for (String path : List.of(
                    "/", "/?page=200", "/?target=h2&fault=kill", "/?verdict=false&text=on+sqlite", "/trend/nightly/")) {
                measured.add(line(path + ", median and most of 20", times(site, path)));
            }
            assertThat(site.get("/?page=200").body()).contains("page 200 of 200");
        }
        measured.forEach(System.err::println);
        assertThat(first(measured, "/, median")).isLessThan(1_000);
    }

    private static double first(List<String> lines, String beginning) {
        String line = lines.stream()
                .filter(each -> each.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(44).strip().split(" ", 2)[0]);
    }

    private static String line(String what, Duration... times) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-44s", what));
        for (Duration time : times) {
            line.append(String.format(Locale.ROOT, "%8.1f ms", time.toNanos() / 1e6));
        }
        return line.toString();
    }

    /** Median and longest. Each tenth of a second, so that some of them look at the folders anew. */
    private static Duration[] times(RunningSite site, String path) throws Exception {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < 20; i++) {
            times.add(time(() -> {
                assertThat(site.get(path).statusCode()).isEqualTo(200);
                return true;
            }));
            Thread.sleep(100);
        }
        Collections.sort(times);
        return new Duration[] {times.get(times.size() / 2), times.get(times.size() - 1)};
    }

    private static Duration time(Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static long heapBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
