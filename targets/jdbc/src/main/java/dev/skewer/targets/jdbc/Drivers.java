package dev.skewer.targets.jdbc;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver for a URL: in jars, or beside this class, or among those of plugins, which the thread finds. {@link
 * java.sql.DriverManager} is no use where these differ: it looks once, where the thread that came first finds classes, and hides a
 * driver from who would find another class under its name. Jars stay open as long as this JVM, for late calls may need them.
 */
final class Drivers {
    private static final Map<List<URL>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private Drivers() {}

    /** There is no driver; the message is one line that says why. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }

    /**
     * The driver for a URL.
     *
     * @param jars paths of jars, separated as those of a class path are; null is the class path of this program
     */
    static Driver find(String url, @Nullable String jars) throws MissingException {
        Throwable broken = null;
        Set<String> found = new TreeSet<>();
        for (ClassLoader loader : loaders(jars)) {
            try {
                for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                    if (driver.acceptsURL(url)) {
                        return driver;
                    }
                    found.add(driver.getClass().getName());
                }
            } catch (SQLException | RuntimeException | ServiceConfigurationError | LinkageError e) {
                broken = e;
            }
        }
        throw new MissingException("no JDBC driver for such a url: there is "
                + (found.isEmpty() ? "no driver" : "only " + String.join(", ", found))
                + (jars == null ? " on the class path; give driver=PATH.jar" : " in driver=" + jars)
                + (broken == null ? "" : "; one cannot be loaded: " + broken));
    }

    private static List<ClassLoader> loaders(@Nullable String jars) throws MissingException {
        if (jars == null) {
            return Stream.of(
                            Drivers.class.getClassLoader(),
                            Thread.currentThread().getContextClassLoader())
                    .filter(Objects::nonNull)
                    .toList();
        }
        // A driver of the user's own takes nothing from this program, which may have another version of it.
        return List.of(LOADERS.computeIfAbsent(
                urls(jars), all -> new URLClassLoader(all.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())));
    }

    /** A connection to a database by one of the drivers that are here. */
    static Connection connect(String url, Properties properties) throws SQLException {
        try {
            Connection connection = find(url, null).connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not take the url " + url);
            }
            return connection;
        } catch (MissingException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static List<URL> urls(String jars) throws MissingException {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars.split(File.pathSeparator, -1)) {
            try {
                Path path = Path.of(jar).toAbsolutePath().normalize();
                if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                    throw new MissingException("driver=" + jars + ": there is no file '" + jar + "' to read");
                }
                urls.add(path.toUri().toURL());
            } catch (InvalidPathException | MalformedURLException e) {
                throw new MissingException("driver=" + jars + ": '" + jar + "' is no path: " + e.getMessage());
            }
        }
        return urls;
    }
}
