package dev.skewer.targets.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver that connects to nothing and says why with all that it was told. */
final class TalkativeDriver implements Driver {
    static Properties withPassword() {
        Properties properties = new Properties();
        properties.setProperty("password", "geheim");
        return properties;
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        throw new SQLException("cannot connect to jdbc:talks://u:ge:heim@h/d with " + info + ", that is with geheim");
    }

    @Override
    public boolean acceptsURL(String url) {
        return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
