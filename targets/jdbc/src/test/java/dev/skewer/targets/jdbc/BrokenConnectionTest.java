package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver that breaks down in the middle of an operation: half a transfer must not become part of the next operation. HSQLDB does
 * so, when its detector of deadlocks overflows the stack.
 */
class BrokenConnectionTest {
    private static final Level LEVEL = Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE);
    private static final int ACCOUNTS = 2;
    private static final long BALANCE = 10;

    private final Breakable database = new Breakable();

    @SuppressWarnings("NullAway.Init") // set before each test
    private JdbcBankConnection bank;

    /** H2 with a driver that fails on demand. */
    private static final class Breakable extends Database {
        final List<Connection> opened = new ArrayList<>();
        /** How many more statements are prepared, or commits done, before the breakdown; negative for none. */
        int statementsLeft = -1;

        int commitsLeft = -1;
        Supplier<Throwable> breakdown = IllegalStateException::new;
        boolean isAway;

        Breakable() {
            super("jdbc:h2:mem:broken;DB_CLOSE_DELAY=-1");
        }

        @Override
        Connection connect() throws SQLException {
            if (isAway) {
                throw new SQLException("nothing listens there", "08001");
            }
            Connection real = super.connect();
            opened.add(real);
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement") && statementsLeft-- == 0) {
                            throw breakdown.get();
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            if (method.getName().equals("commit") && commitsLeft-- == 0) {
                                throw breakdown.get();
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        Connection openWriter() throws SQLException {
            return open(LEVEL);
        }

        @Override
        boolean isConflict(SQLException failure) {
            return false;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        try (Connection connection = database.connect()) {
            Database.run(connection, "CREATE TABLE account " + JdbcBankConnection.COLUMNS);
        }
        bank = new JdbcBankConnection(new LevelTransactions(database, LEVEL));
        bank.open(ACCOUNTS, BALANCE);
    }

    @AfterEach
    void close() throws SQLException {
        bank.close();
        try (Connection connection = database.connect()) {
            Database.run(connection, "SHUTDOWN");
        }
        assertThat(database.opened).allMatch(BrokenConnectionTest::isClosed);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Supplier<Throwable>> breakdowns() {
        return Stream.of(IllegalStateException::new, StackOverflowError::new);
    }

    private long total() {
        return bank.readAll().values().stream().mapToLong(Long::longValue).sum();
    }

    @ParameterizedTest
    @MethodSource("breakdowns")
    void whatABreakdownLeftOpenIsNotCommittedWithTheNextOperation(Supplier<Throwable> breakdown) {
        database.breakdown = breakdown;
        for (int statements = 0; statements < 4; statements++) {
            database.statementsLeft = statements;
            assertThatThrownBy(() -> bank.transfer(0, 1, 3))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("the driver broke down");
            assertThat(bank.transfer(1, 0, 1)).isTrue();
            assertThat(total()).as("after %d statements", statements).isEqualTo(ACCOUNTS * BALANCE);
            assertThat(bank.transfer(0, 1, 1)).isTrue();
        }
    }

    @Test
    void aCommitOfUnknownOutcomeIsTheLastOfItsConnection() {
        for (Supplier<Throwable> breakdown :
                List.<Supplier<Throwable>>of(IllegalStateException::new, () -> new SQLException("cut", "08007"))) {
            database.breakdown = breakdown;
            database.commitsLeft = 0;
            int before = database.opened.size();
            assertThatThrownBy(() -> bank.transfer(0, 1, 1)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(total()).isEqualTo(ACCOUNTS * BALANCE);
            assertThat(database.opened).hasSize(before + 1);
        }
    }

    @Test
    void whereThereIsNoConnectionAnyMoreNothingHappens() {
        database.statementsLeft = 2;
        assertThatThrownBy(() -> bank.transfer(0, 1, 3)).isInstanceOf(OutcomeUnknownException.class);
        database.isAway = true;
        assertThatThrownBy(() -> bank.transfer(0, 1, 3))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("nothing listens there");
        database.isAway = false;
        assertThat(total()).isEqualTo(ACCOUNTS * BALANCE);
    }

    /** What is not committed is rolled back with its connection, and not tried again; what was to be committed may have been. */
    @Test
    void aTransactionIsUnknownOnlyIfItsCommitBrokeOff() throws SQLException {
        try (Connection connection = database.connect()) {
            for (Map.Entry<String, String> table : JdbcTransactionConnection.TABLES.entrySet()) {
                Database.run(connection, "CREATE TABLE " + database.sql(table.getKey()) + " " + table.getValue());
            }
        }
        database.breakdown = () -> new SQLException("the connection is gone", "08006");
        try (var client = new JdbcTransactionConnection(new LevelTransactions(database, LEVEL))) {
            client.transact(List.of(new Append(1, 1), new Write(2, 1)));
            for (int statements = 0; statements < 3; statements++) {
                database.statementsLeft = statements;
                assertThatThrownBy(() -> client.transact(List.of(new Append(1, 2), new Write(2, 2), ReadList.of(1))))
                        .isInstanceOf(NoEffectException.class)
                        .hasMessageContaining("gone");
            }
            assertThat(client.transact(List.of(ReadList.of(1), ReadRegister.of(2))))
                    .containsExactly(new ReadList(1, List.of(1L)), new ReadRegister(2, 1L));

            database.commitsLeft = 0;
            assertThatThrownBy(() -> client.transact(List.of(new Append(1, 3), ReadRegister.of(2))))
                    .isInstanceOf(OutcomeUnknownException.class);
            database.commitsLeft = 0;
            assertThatThrownBy(() -> client.transact(List.of(ReadList.of(1))))
                    .isInstanceOf(NoEffectException.class);
            assertThat(client.transact(List.of(ReadList.of(1))))
                    .containsExactly(new ReadList(1, List.of(1L, 3L)));
        }
    }
}
