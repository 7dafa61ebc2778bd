package dev.skewer.targets.embedded;

import dev.skewer.history.EventSink;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.runner.TestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A run in a JVM of its own, to be killed: arguments are the history's file, the scratch folder and the seconds. */
public final class RunningChild {
    private RunningChild() {}

    public static void main(String[] arguments) throws IOException {
        Path scratch = Path.of(arguments[1]);
        TestSpec spec = TestSpec.builder()
                .faults(java.util.List.of("slow-reader", "snapshot-hold"))
                .timeLimit(Duration.ofSeconds(Long.parseLong(arguments[2])))
                .build();
        try (EdnWriter writer = new EdnWriter(Files.newOutputStream(Path.of(arguments[0])))) {
            RunOutcome outcome = TestRunner.run(spec, new RunContext() {
                @Override
                public Path scratch() {
                    return scratch;
                }

                @Override
                public EventSink history() {
                    return writer;
                }
            });
            System.out.println(outcome.ending() + " " + outcome.events());
        }
    }
}
