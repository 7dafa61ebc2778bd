package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventSink;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.runner.Run;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that park and are not woken any more, as those of HSQLDB's mode LOCKS do where another keeps its lock. */
@Tag("thorough")
class ParkedSessionsTest {
    private static final TargetType HSQLDB = JdbcTarget.type(new Hsqldb());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    /** Opens it with a stranger who writes to the table of counters and does not commit. */
    private static TargetType withStranger() {
        return TargetType.named("hsqldb", settings -> {
                    Target target = HSQLDB.open(settings);
                    try {
                        Connection stranger = DriverManager.getConnection(
                                "jdbc:hsqldb:file:" + settings.directory().resolve("db"));
                        stranger.setAutoCommit(false);
                        Database.run(stranger, "INSERT INTO counter (id, val) VALUES (99, 1)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return target;
                })
                .isolations(HSQLDB.isolations().names(), HSQLDB.isolations().standard())
                .durabilities(
                        HSQLDB.durabilities().names(), HSQLDB.durabilities().standard())
                .protocols(HSQLDB.protocols())
                .build();
    }

    @Test
    void theRunSaysWhereTheyStandAndEnds() {
        TestSpec spec = TestSpec.builder()
                .workload("counter")
                .target("hsqldb")
                .targetOptions(Map.of("mode", "locks"))
                .isolation("serializable")
                .concurrency(2)
                .keys(1)
                .opTimeout(Duration.ofMillis(200))
                .timeLimit(Duration.ofSeconds(20))
                .build();
        RunContext context = new RunContext() {
            @Override
            public Path scratch() {
                return folder;
            }

            @Override
            public EventSink history() {
                return event -> {};
            }
        };
        RunOutcome outcome = new Run<>(spec, context, Workloads.of("counter"), withStranger()).execute();
        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.ok()).isZero();
        assertThat(outcome.problems())
                .anyMatch(each -> each.startsWith("unavailable: ") && each.contains("org.hsqldb."));
    }
}
