package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Secrets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A database that runs elsewhere. Its tables have names of the run's own, for others may use the database too. What it says of a
 * failure is passed on without the password.
 */
final class OtherDatabase extends Database {
    private static final int PREFIXES = 1_000_000;

    private final String url;
    private final Driver driver;
    private final Properties properties;
    private final String prefix = "skewer_" + ThreadLocalRandom.current().nextInt(PREFIXES) + "_";
    private volatile boolean hasForUpdate;

    OtherDatabase(String url, Driver driver, Properties properties) {
        super(url);
        this.url = url;
        this.driver = driver;
        this.properties = properties;
    }

    @Override
    Connection connect() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not take the url");
        }
        hasForUpdate = connection.getMetaData().supportsSelectForUpdate();
        return connection;
    }

    @Override
    Connection open(Level level) throws SQLException {
        Connection connection = super.open(level);
        if (level.unit() != Level.Unit.TRANSACTION) {
            return connection;
        }
        boolean isHad = connection.getMetaData().supportsTransactionIsolationLevel(level.jdbc());
        int is = connection.getTransactionIsolation();
        if (isHad && is == level.jdbc()) {
            return connection;
        }
        connection.close();
        throw new SQLException("the database has no level " + level.name()
                + (isHad ? ": it takes it for another, number " + is + " in JDBC" : ", says its driver"));
    }

    @Override
    Connection openWriter() throws SQLException {
        return open(Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE));
    }

    @Override
    String forUpdate() {
        return hasForUpdate ? " FOR UPDATE" : "";
    }

    @Override
    boolean isConflict(SQLException failure) {
        return StandardConflicts.include(failure) || (isMariadb() && StandardConflicts.includeInMariadb(failure));
    }

    private boolean isMariadb() {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    @Override
    String sql(String text) {
        return text.replace("~", prefix);
    }

    @Override
    void shutDown(Statements last, List<String> tables) throws SQLException {
        SQLException failure = null;
        for (String table : tables) {
            try {
                last.run("DROP TABLE " + table);
            } catch (SQLException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Without the cause, which may tell what the message must not. */
    @Override
    NoEffectException noEffect(SQLException failure) {
        return new NoEffectException(masked(failure.getMessage()));
    }

    @Override
    OutcomeUnknownException outcomeUnknown(String before, Throwable failure) {
        return new OutcomeUnknownException(
                masked(before + (failure instanceof SQLException ? failure.getMessage() : failure.toString())));
    }

    private String masked(@Nullable String message) {
        String password = properties.getProperty("password", "");
        String text = String.valueOf(message);
        return Secrets.masked(password.isEmpty() ? text : text.replace(password, Secrets.MASK));
    }
}
