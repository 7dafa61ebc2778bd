package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Secrets;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Any database that has a JDBC driver and speaks standard SQL. */
final class OtherDialect implements Dialect {
    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String PASSWORD_ENV = "password-env";
    private static final String PASSWORD_FILE = "password-file";
    private static final String DRIVER = "driver";

    private static final List<String> WAYS_TO_GIVE_A_PASSWORD = List.of(PASSWORD, PASSWORD_ENV, PASSWORD_FILE);

    /** A password is a line; a file that is longer is another file. */
    private static final int LONGEST_PASSWORD_FILE = 64 << 10;

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String sentence() {
        return "Any database with a JDBC driver, such as PostgreSQL or MariaDB, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                A database that you run, reached through its JDBC driver: --target-option url=jdbc:… with user=…, a password, and \
                driver=PATH.jar where the driver is not one that is here already. Metadata, entries and state are rows of three \
                tables, as in the other databases; all tables of a run begin with skewer_ and a number of its own, and are dropped at \
                its end. The SQL is standard.

                Levels are those of JDBC, as the database understands them: one that its driver does not have, or takes for \
                another, is refused. At autocommit each statement is alone, and at one-statement what belongs together is one \
                statement. Writers of journals are serializable, lock the metadata with SELECT … FOR UPDATE where the driver \
                says that there is such a thing, and try again when they lose (SQLSTATE 40xxx, a duplicate key, a lock that was not to \
                be had).

                A password is best given by password-env=NAME or password-file=PATH. One that is given in plain text, or in \
                the URL, is masked wherever options are shown or kept, so that the printed command has to be completed before it can \
                be used again. Durability is what the server is set to.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ));
    }

    @Override
    public List<String> durabilities() {
        return List.of("default");
    }

    @Override
    public List<TargetOption> options() {
        return List.of(
                new TargetOption(URL, "Where the database is: jdbc:….", null),
                new TargetOption(USER, "Who connects.", null),
                TargetOption.secret(PASSWORD, "The password in plain text, masked wherever options are shown."),
                new TargetOption(PASSWORD_ENV, "The environment variable that holds the password.", null),
                new TargetOption(PASSWORD_FILE, "The file whose first line is the password.", null),
                new TargetOption(DRIVER, "The jar of the driver, or several as in a class path.", null));
    }

    @Override
    public Availability availability(Map<String, String> options) {
        String url = options.get(URL);
        if (url == null) {
            return Availability.missing("give --target-option url=jdbc:…, and user, password-env and driver as needed");
        }
        if (!url.startsWith("jdbc:")) {
            return Availability.missing("url begins with jdbc:, not as '" + Secrets.masked(url) + "' does");
        }
        List<String> given =
                WAYS_TO_GIVE_A_PASSWORD.stream().filter(options::containsKey).toList();
        if (given.size() > 1) {
            return Availability.missing(String.join(" and ", given) + ": one password is enough");
        }
        String obstacle = obstacle(url, options);
        if (obstacle != null) {
            return Availability.missing(obstacle);
        }
        try {
            Drivers.find(url, options.get(DRIVER));
            return Availability.AVAILABLE;
        } catch (Drivers.MissingException e) {
            return Availability.missing(Secrets.masked(String.valueOf(e.getMessage())));
        }
    }

    /** Why there is no password though there should be; null if there is, or none is asked for. */
    private static @Nullable String obstacle(String url, Map<String, String> options) {
        if (Secrets.MASK.equals(options.get(PASSWORD)) || url.contains(Secrets.MASK)) {
            return "the password is masked: put it in place of " + Secrets.MASK
                    + ", or give password-env or password-file";
        }
        String variable = options.get(PASSWORD_ENV);
        if (variable != null && System.getenv(variable) == null) {
            return "there is no environment variable '" + variable + "', which password-env names";
        }
        String file = options.get(PASSWORD_FILE);
        return file == null || isReadable(file)
                ? null
                : "there is no file '" + file + "' to read, which password-file names";
    }

    private static boolean isReadable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isReadable(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        Map<String, String> options = settings.options();
        String url = Objects.requireNonNull(options.get(URL));
        Properties properties = new Properties();
        if (options.containsKey(USER)) {
            properties.setProperty("user", options.get(USER));
        }
        String password = password(options);
        if (password != null) {
            properties.setProperty("password", password);
        }
        try {
            return new OtherDatabase(url, Drivers.find(url, options.get(DRIVER)), properties);
        } catch (Drivers.MissingException e) {
            throw new NoEffectException(Secrets.masked(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable String password(Map<String, String> options) {
        String variable = options.get(PASSWORD_ENV);
        if (variable != null) {
            return System.getenv(variable);
        }
        String file = options.get(PASSWORD_FILE);
        return file == null ? options.get(PASSWORD) : firstLine(file);
    }

    private static String firstLine(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            String text = new String(in.readNBytes(LONGEST_PASSWORD_FILE), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException | InvalidPathException e) {
            throw new NoEffectException("cannot read the password from '" + file + "': " + e);
        }
    }
}
