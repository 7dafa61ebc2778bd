package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
}
