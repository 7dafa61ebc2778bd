package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers, where they are: PostgreSQL if it is installed, and whatever {@code SKEWER_JDBC_URL} names, such as a MariaDB, of which its
 * serializable transactions and what it loses at autocommit are tried.
 */
@Tag("slow")
class ServersTest {
    private static final List<String> WORKLOADS =
            List.of("journal", "register", "bank", "set", "queue", "fifo-queue", "counter");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private Verdict verdict(String url, String workload, String isolation, TestSpec.Builder spec) {
        return DatabaseRuns.verdict(
                folder,
                spec.workload(workload)
                        .target("jdbc")
                        .targetOptions(Map.of("url", url))
                        .isolation(isolation)
                        .keys(4)
                        .seed(1)
                        .build());
    }

    private void keepsAndBreaks(String url, List<String> keeping, List<String> breaking) {
        for (String workload : WORKLOADS) {
            for (String level : keeping) {
                Verdict verdict =
                        verdict(url, workload, level, TestSpec.builder().ops(800));
                assertThat(verdict.valid())
                        .as("%s at %s: %s", workload, level, verdict)
                        .isEqualTo(Validity.TRUE);
            }
            for (String level : breaking) {
                Verdict verdict = verdict(
                        url,
                        workload,
                        level,
                        TestSpec.builder().timeLimit(Duration.ofSeconds(30)).failFast(true));
                assertThat(verdict.anomalies())
                        .as("%s at %s", workload, level)
                        .containsKey(workload.equals("journal") ? "read-skew" : "nonlinearizable");
            }
        }
    }

    private static void hasNoTables(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet tables = connection.getMetaData().getTables(null, null, "skewer%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void postgresqlKeepsWhatItPromises() throws Exception {
        assumeTrue(
                PostgresqlServer.availability().isAvailable(),
                PostgresqlServer.availability().obstacle());
        PostgresqlServer server = PostgresqlServer.start(
                new TargetSettings(
                        folder.resolve("server"), "serializable", "sync", Map.of(), List.of(), Set.of(), new Seed(1)),
                List.of());
        try {
            String url = server.url() + "?user=" + PostgresqlServer.USER + "&password=" + server.password();
            keepsAndBreaks(url, List.of("serializable", "repeatable-read"), List.of("read-committed"));
            hasNoTables(url);
        } finally {
            server.close();
        }
    }

    @Test
    void theServerThatIsNamedKeepsWhatIsSerializable() throws Exception {
        String url = System.getenv("SKEWER_JDBC_URL");
        assumeTrue(url != null, "SKEWER_JDBC_URL is not set; give it the URL of a database, such as a MariaDB");
        keepsAndBreaks(url, List.of("serializable"), List.of("autocommit"));
        hasNoTables(url);
    }
}
