package dev.skewer.targets.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** The database of a server of the run's own, whose writers of journals are serializable and lock the metadata that they read. */
abstract class ServerDatabase extends Database {
    /** The level that is what it says in each of them. */
    static final Level SERIALIZABLE = Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE);

    ServerDatabase(String url, Properties properties, DatabaseProcess process) {
        super(url, properties, process);
    }

    /**
     * What any driver of a server is told.
     *
     * @param user who connects
     * @param patience how long to wait for an answer, in the driver's unit
     */
    static Properties properties(String user, long patience) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("socketTimeout", Long.toString(patience));
        properties.setProperty("connectTimeout", Long.toString(patience));
        return properties;
    }

    @Override
    Connection openWriter() throws SQLException {
        return open(SERIALIZABLE);
    }

    @Override
    String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    boolean isConflict(SQLException failure) {
        return StandardConflicts.include(failure);
    }
}
