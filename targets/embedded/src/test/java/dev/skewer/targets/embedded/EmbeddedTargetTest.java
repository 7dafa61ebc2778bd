package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.Faults;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTargetTest {
    @TempDir
    Path folder;

    @Test
    void itsStandardsAreThoseOfTheCommandLine() {
        assertThat(String.join(" ", TestSpec.builder().seed(7).build().toArguments()))
                .isEqualTo("--workload journal --target embedded --isolation snapshot --durability async"
                        + " --op-timeout 5s --fault none --concurrency 8 --keys 32 --time-limit 10s --seed 7");
    }

    @Test
    void everyFaultInProcessSuitsIt() {
        assertThat(Faults.suiting(Targets.of("embedded")))
                .extracting(FaultType::name)
                .containsExactly("flush", "compact", "slow-reader", "snapshot-hold", "restart", "crash-point", "gc");
    }

    @Test
    void whatItDoesNotHaveIsRefusedWithWhatItHas() {
        refuses(
                TestSpec.builder().isolation("serializable"),
                "target 'embedded' has no isolation 'serializable': expected one of committed, snapshot, locked");
        refuses(
                TestSpec.builder().durability("paper"),
                "target 'embedded' has no durability 'paper': expected one of none, buffered, async, sync, replayed");
        refuses(
                TestSpec.builder().targetOptions(Map.of("url", "x")),
                "target 'embedded' has no option 'url': it has none");
        refuses(
                TestSpec.builder().defects(List.of("gremlins")),
                "has no defect 'gremlins': expected one of half-snapshot, ");
        refuses(
                TestSpec.builder().defects(List.of("half-snapshot", "reused-snapshot")),
                "defects half-snapshot and reused-snapshot cannot be on together");
    }

    private static void refuses(TestSpec.Builder builder, String message) {
        assertThatThrownBy(builder::build).isInstanceOf(SpecException.class).hasMessageContaining(message);
    }

    @Test
    void isReadyAgainWhenARestartIsOver() throws InterruptedException {
        TargetSettings settings = new TargetSettings(
                folder.resolve("data"),
                "snapshot",
                "async",
                Map.of(),
                List.of(),
                Set.of(Controls.Restart.class),
                new Seed(1));
        try (Target target = EmbeddedTarget.TYPE.open(settings);
                JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(target.awaitReady(Duration.ZERO)).isTrue();
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> restart = CompletableFuture.runAsync(((Controls.Restart) target)::restart);
                while (target.awaitReady(Duration.ZERO) && !restart.isDone()) {
                    Thread.onSpinWait();
                }
                assertThat(target.awaitReady(Duration.ofSeconds(30))).isTrue();
                assertThat(connection.append(1, 10 + i)).isEqualTo(new Position(0, i));
                restart.join();
            }
            assertThat(connection.readJournal(1).rows().entries()).containsExactly(10, 11, 12);
        }
    }
}
