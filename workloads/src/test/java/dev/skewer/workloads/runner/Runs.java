package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventType;
import dev.skewer.workloads.FakeTarget;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestContext;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a target in memory, each of which has to leave nothing behind. */
abstract class Runs {
    @TempDir
    Path scratch;

    final FakeTarget target = new FakeTarget();

    static TestSpec.Builder spec() {
        return TestSpec.builder()
                .target("fake")
                .concurrency(4)
                .keys(8)
                .ops(2_000)
                .seed(42);
    }

    RunOutcome run(TestSpec.Builder spec, TestContext context) {
        return new Run<>(spec.build(), context, Workloads.of("journal"), target.type()).execute();
    }

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("skewer-")) {
                // One that has answered may still be on its way out.
                thread.join(5_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThat(target.openConnections).hasValue(0);
        assertThat(target.closed).isTrue();
        assertThat(target.held).hasValue(0);
        assertThat(target.widened).isFalse();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    /** Each process has one operation open at a time, times do not go back, and an info ends its process. */
    static void assertWellFormed(List<Line> lines) {
        Map<Integer, Line> open = new HashMap<>();
        Set<Integer> ended = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            assertThat(line.index()).isEqualTo(i);
            assertThat(line.time())
                    .isGreaterThanOrEqualTo(i == 0 ? 0 : lines.get(i - 1).time());
            if (line.process() < 0) {
                continue;
            }
            if (line.type() == EventType.INVOKE) {
                assertThat(open.put(line.process(), line)).isNull();
                assertThat(ended).doesNotContain(line.process());
            } else {
                Line invocation =
                        Objects.requireNonNull(open.remove(line.process()), "a completion without invocation");
                assertThat(line.f()).isEqualTo(invocation.f());
                assertThat(line.time()).isGreaterThan(invocation.time());
                if (line.type() == EventType.INFO) {
                    ended.add(line.process());
                }
            }
        }
        assertThat(open).isEmpty();
    }

    void deleteEvidence() throws IOException {
        try (Stream<Path> left = Files.list(scratch)) {
            for (Path folder : left.toList()) {
                Files.delete(folder);
            }
        }
    }

    /** The entries that were to be appended. */
    static List<String> entries(List<Line> lines) {
        var entries = new ArrayList<String>();
        for (Line line : lines) {
            if (line.type() == EventType.INVOKE) {
                var matcher = Pattern.compile(":entry \\d+").matcher(line.value());
                while (matcher.find()) {
                    entries.add(matcher.group());
                }
            }
        }
        return entries;
    }
}
