package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to databases on the way to them and on their machine, seen by a client. */
class ServedMachineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Class<? extends Controls>> NETWORK =
            Set.of(Controls.Network.class, Controls.Partitions.class);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    static Stream<ServedType> types() {
        return ServedType.present();
    }

    private TargetSettings settings(ServedType served, Set<Class<? extends Controls>> controls) {
        return new TargetSettings(
                folder.resolve("data"),
                served.type().isolations().standard(),
                served.safe(),
                served.type().allOptions(served.options()),
                List.of(),
                controls,
                new Seed(1));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aPartitionHoldsWhatIsAskedUntilItHeals(ServedType served) throws Exception {
        try (MachineControls target = (MachineControls) served.type().open(settings(served, NETWORK));
                RegisterConnection connection = target.connect(RegisterConnection.class)) {
            connection.write(1, 1);
            CompletableFuture<Long> read;
            try (Controls.Imposed partition = target.partition(0)) {
                assertThat(partition).isNotNull();
                read = CompletableFuture.supplyAsync(() -> connection.read(1));
                Thread.sleep(300);
                assertThat(read).isNotDone();
            }
            assertThat(read).succeedsWithin(PATIENCE).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aResetBreaksAConnectionAndTheNextOneWorks(ServedType served) throws InterruptedException {
        try (MachineControls target = (MachineControls) served.type().open(settings(served, NETWORK))) {
            try (RegisterConnection connection = target.connect(RegisterConnection.class)) {
                connection.write(1, 1);
                target.reset(0);
                boolean isBroken = false;
                try {
                    connection.write(1, 2);
                } catch (NoEffectException | OutcomeUnknownException e) {
                    isBroken = true;
                }
                assertThat(isBroken).isTrue();
                assertThat(connection.read(1)).isIn(1L, 2L);
            }
            assertThat(target.quiesce(PATIENCE)).isTrue();
        }
    }

    static Stream<Dialect> dialects() {
        return Stream.of(new H2(), new Hsqldb(), new Postgresql(), new Mariadb())
                .filter(dialect -> dialect.availability(Map.of()).isAvailable());
    }

    /** Servers without privileges load the library too. */
    @ParameterizedTest
    @MethodSource("dialects")
    void aClockThatIsSetForwardIsAheadForTheDatabaseAlone(Dialect dialect) throws SQLException {
        Availability clocks = NodeMachines.availability(Controls.Clocks.class, Map.of());
        assumeTrue(clocks.isAvailable(), () -> String.valueOf(clocks.obstacle()));
        ServedType served = types().filter(type -> type.type().name().equals(dialect.name()))
                .findFirst()
                .orElseThrow();
        Database database = dialect.open(
                settings(served, Set.of(Controls.Clocks.class)),
                dialect.levels().get(0));
        DatabaseProcess process = Objects.requireNonNull(database.process());
        try (Connection connection = database.open(Level.AUTOCOMMIT)) {
            assertThat(ahead(connection)).isLessThan(Duration.ofMinutes(10));
            try (Controls.Imposed shift = process.machines().resources().shiftClock(0, Duration.ofHours(1))) {
                assertThat(shift).isNotNull();
                assertThat(ahead(connection)).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(70));
            }
            assertThat(ahead(connection)).isLessThan(Duration.ofMinutes(10));
        } finally {
            process.close();
        }
    }

    private static Duration ahead(Connection connection) throws SQLException {
        boolean isHsqldb = connection.getMetaData().getDatabaseProductName().startsWith("HSQL");
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CURRENT_TIMESTAMP" + (isHsqldb ? " FROM (VALUES(0))" : ""))) {
            assertThat(rows.next()).isTrue();
            Timestamp now = rows.getTimestamp(1);
            return Duration.ofMillis(now.getTime() - System.currentTimeMillis());
        }
    }
}
