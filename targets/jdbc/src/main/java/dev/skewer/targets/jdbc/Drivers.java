package dev.skewer.targets.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Drivers of databases: those beside this class, and then those of plugins, which the thread finds. {@link java.sql.DriverManager}
 * is no use where the two differ: it looks once, where the thread that came first finds classes, and hides a driver from who
 * would find another class under its name.
 */
final class Drivers {
    private Drivers() {}

    /**
     * A connection to a database.
     *
     * @throws SQLException if the database refuses it, or no driver knows the URL
     */
    static Connection connect(String url) throws SQLException {
        Error broken = null;
        for (ClassLoader loader : Arrays.asList(
                Drivers.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
            try {
                for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                    Connection connection = driver.connect(url, new Properties());
                    if (connection != null) {
                        return connection;
                    }
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                broken = e;
            }
        }
        throw new SQLException(
                "no driver knows " + url + (broken == null ? "" : "; one cannot be loaded: " + broken), broken);
    }
}
