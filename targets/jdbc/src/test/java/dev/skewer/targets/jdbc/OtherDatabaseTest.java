package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The target {@code jdbc}: its options, its secrets, and what it leaves. */
class OtherDatabaseTest {
    private static final TargetType TYPE = JdbcTarget.type(new OtherDialect());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private Target open(Map<String, String> options, String isolation) {
        return TYPE.open(new TargetSettings(
                folder.resolve("data"), isolation, "default", options, List.of(), Set.of(), new Seed(1)));
    }

    private static String obstacle(Map<String, String> options) {
        return String.valueOf(TYPE.availability(options).obstacle());
    }

    @Test
    void whatIsMissingOrWrongIsSaidInOneLine() throws Exception {
        Map<String, String> h2 = Map.of("url", "jdbc:h2:mem:a");
        assertThat(TYPE.availability(h2).isAvailable()).isTrue();
        assertThat(obstacle(Map.of())).startsWith("give --target-option url=jdbc:…");
        assertThat(obstacle(Map.of("url", "postgres://u:geheim@h/x")))
                .isEqualTo("url begins with jdbc:, not as 'postgres://u:***@h/x' does");
        assertThat(obstacle(Map.of("url", "jdbc:nosuch://u:geheim@h/x")))
                .startsWith("no JDBC driver for such a url: there is only ")
                .contains("org.h2.Driver", "give driver=PATH.jar");
        assertThat(obstacle(with(h2, "driver", "/no/such.jar")))
                .isEqualTo("driver=/no/such.jar: there is no file '/no/such.jar' to read");
        assertThat(obstacle(with(h2, "driver", folder.toString()))).contains("there is no file");
        assertThat(obstacle(with(h2, "driver", "a\0b"))).contains("is no path");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertThat(obstacle(with(h2, "driver", text.toString()))).contains("there is no driver in driver=");
        assertThat(obstacle(with(with(h2, "password", "a"), "password-env", "PATH")))
                .isEqualTo("password and password-env: one password is enough");
        assertThat(obstacle(with(h2, "password-env", "NO_SUCH_VARIABLE")))
                .isEqualTo("there is no environment variable 'NO_SUCH_VARIABLE', which password-env names");
        assertThat(obstacle(with(h2, "password-file", folder.toString()))).contains("which password-file names");
        assertThat(obstacle(with(h2, "password", "***"))).startsWith("the password is masked: ");
        assertThat(obstacle(Map.of("url", "jdbc:h2:mem:a;password=***"))).startsWith("the password is masked: ");
        assertThat(obstacle(with(h2, "driver", "x\ny"))).doesNotContain("\n");
    }

    private static Map<String, String> with(Map<String, String> options, String name, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(name, value);
        return more;
    }

    private static Path jarOf(String type) throws Exception {
        return Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    @Test
    void aDriverComesFromItsJar() throws Exception {
        String jars = jarOf("org.hsqldb.jdbc.JDBCDriver") + java.io.File.pathSeparator + jarOf("org.h2.Driver");
        Map<String, String> options = Map.of("url", "jdbc:h2:mem:fromjar", "driver", jars);
        assertThat(TYPE.availability(options).isAvailable()).isTrue();
        try (Target target = open(options, "serializable");
                RegisterConnection client = target.connect(RegisterConnection.class)) {
            client.write(1, 2);
            assertThat(client.read(1)).isEqualTo(2);
            // Another H2 than this program's: a database in its memory is not there.
            assertThatThrownBy(() -> DriverManager.getConnection("jdbc:h2:mem:fromjar;IFEXISTS=TRUE"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nothingIsLeftBehindAndWhatWasThereStays() throws Exception {
        String url = "jdbc:h2:mem:shared;DB_CLOSE_DELAY=-1";
        try (Connection own = DriverManager.getConnection(url)) {
            Database.run(own, "CREATE TABLE register (id BIGINT PRIMARY KEY, name VARCHAR(10))");
            try (Target one = open(Map.of("url", url), "serializable");
                    Target other = open(Map.of("url", url), "read-committed");
                    RegisterConnection client = one.connect(RegisterConnection.class);
                    RegisterConnection stranger = other.connect(RegisterConnection.class)) {
                client.write(1, 2);
                assertThat(stranger.read(1)).isNull();
            }
            try (var rows = own.getMetaData().getTables(null, "PUBLIC", "%", new String[] {"BASE TABLE"})) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("TABLE_NAME")).isEqualTo("REGISTER");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void aLevelThatTheDatabaseTakesForAnotherIsRefused() {
        assertThatThrownBy(() -> open(Map.of("url", "jdbc:sqlite:" + folder.resolve("a.sqlite")), "repeatable-read"))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("level");
    }

    @Test
    void passwordsAreTakenFromWhereTheyAre() throws Exception {
        String url = "jdbc:h2:mem:guarded;DB_CLOSE_DELAY=-1";
        try (Connection own = DriverManager.getConnection(url, "sa", "s3cr et%;&é")) {
            Path file = Files.writeString(folder.resolve("password"), "s3cr et%;&é\nnot this", StandardCharsets.UTF_8);
            for (Map<String, String> options : List.of(
                    Map.of("url", url, "user", "sa", "password", "s3cr et%;&é"),
                    Map.of("url", url, "user", "sa", "password-file", file.toString()))) {
                assertThat(obstacle(options)).isEqualTo("null");
                open(options, "serializable").close();
            }
            String path = Objects.requireNonNull(System.getenv("PATH"));
            assertThatThrownBy(() -> open(Map.of("url", url, "user", "sa", "password-env", "PATH"), "serializable"))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessageNotContaining(path);
            assertThat(own.isClosed()).isFalse();
        }
    }

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of(Map.of("url", "jdbc:h2:mem:m", "password", "geheim")),
                Arguments.of(Map.of("url", "jdbc:h2:mem:m;PASSWORD=geheim")),
                Arguments.of(Map.of("url", "jdbc:postgresql://h:1/d?user=u&password=geheim&ssl=true")),
                Arguments.of(Map.of("url", "jdbc:postgresql://h:1/d?sslpassword=geheim")),
                Arguments.of(Map.of("url", "jdbc:mysql://u:geheim@h:1/d?x=y")),
                Arguments.of(Map.of("url", "jdbc:mysql://u:ge/heim@h/d")),
                Arguments.of(Map.of("url", "jdbc:sqlserver://h;user=u;password={ge;heim};encrypt=true")),
                Arguments.of(Map.of("url", "jdbc:oracle:thin:scott/geheim@//h:1521/x")),
                Arguments.of(Map.of("url", "jdbc:x://h/d", "user", "password=geheim")));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretsAreMaskedWhereverOptionsAreShown(Map<String, String> options) {
        TestSpec spec = TestSpec.builder().target("jdbc").targetOptions(options).build();
        assertThat(String.join(" ", spec.toArguments())).contains("***").doesNotContain("geheim", "heim");
        assertThat(TYPE.shown(options).toString()).contains("***").doesNotContain("geheim", "heim");
        assertThat(spec.toString()).doesNotContain("geheim", "heim");
    }

    @Test
    void whatIsNoSecretIsShownAsItIs() {
        String url = "jdbc:postgresql://host:5432/db?ssl=true&tokenize=no";
        assertThat(TYPE.shown(Map.of("url", "jdbc:postgresql://host:5432/db?ssl=true", "password-env", "DB_PASSWORD")))
                .isEqualTo(Map.of("url", "jdbc:postgresql://host:5432/db?ssl=true", "password-env", "DB_PASSWORD"));
        assertThat(TYPE.shown(Map.of("url", url)).get("url")).startsWith("jdbc:postgresql://host:5432/db?ssl=true");
    }

    /** Drivers like to repeat the URL, and now and then the password. */
    @Test
    void whatADriverSaysIsPassedOnWithoutThePassword() {
        Database database = new OtherDatabase("jdbc:talks", new TalkativeDriver(), TalkativeDriver.withPassword());
        assertThatThrownBy(database::connect).hasMessageContaining("geheim");
        try {
            database.connect();
        } catch (SQLException e) {
            for (RuntimeException told : List.of(database.noEffect(e), database.outcomeUnknown("so: ", e))) {
                assertThat(told.toString()).contains("***").doesNotContain("geheim", "heim");
                assertThat(told.getCause()).isNull();
            }
        }
    }
}
