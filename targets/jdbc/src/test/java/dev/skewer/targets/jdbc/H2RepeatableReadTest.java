package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The smallest case of what the campaign finds in H2: a transaction reads one table, another changes both and commits, and the
 * first reads the other table. At REPEATABLE READ it sees the first table as it was and the second as it is, and goes on to see
 * the first as it was: each table is of one moment, the two are not.
 */
class H2RepeatableReadTest {
    private static final int SNAPSHOT = 6;

    @ParameterizedTest
    @CsvSource({
        Connection.TRANSACTION_REPEATABLE_READ + ", 1, 0",
        SNAPSHOT + ", 0, 0",
        Connection.TRANSACTION_SERIALIZABLE + ", 0, 0",
        Connection.TRANSACTION_READ_COMMITTED + ", 1, 1"
    })
    void twoTablesAreOfOneMomentOnlyAtSnapshotAndAbove(int level, long second, long firstAgain) throws SQLException {
        String url = "jdbc:h2:mem:repeatable" + level;
        try (Connection reader = DriverManager.getConnection(url);
                Connection writer = DriverManager.getConnection(url)) {
            execute(writer, "CREATE TABLE ta (v BIGINT)");
            execute(writer, "CREATE TABLE tb (v BIGINT)");
            execute(writer, "INSERT INTO ta VALUES (0)");
            execute(writer, "INSERT INTO tb VALUES (0)");
            reader.setTransactionIsolation(level);
            reader.setAutoCommit(false);
            assertThat(number(reader, "ta")).isZero();
            writer.setAutoCommit(false);
            execute(writer, "UPDATE ta SET v = 1");
            execute(writer, "UPDATE tb SET v = 1");
            writer.commit();
            assertThat(number(reader, "tb")).isEqualTo(second);
            assertThat(number(reader, "ta")).isEqualTo(firstAgain);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT v FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
