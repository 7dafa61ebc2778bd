package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transactions keep what each level is documented to promise, and no more. Servers are left to the campaign of databases, as they take a
 * while to start.
 */
class IsolationOfDatabasesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private static TestSpec.Builder spec(String workload, String target, String level) {
        return TestSpec.builder()
                .workload(workload)
                .target(target)
                .isolation(level)
                .keys(4)
                .seed(1);
    }

    @ParameterizedTest
    @CsvSource({
        "h2, snapshot, snapshot-isolation",
        "h2, serializable, snapshot-isolation",
        "h2, repeatable-read, read-committed",
        "h2, read-committed, read-committed",
        "hsqldb, repeatable-read, snapshot-isolation",
        "hsqldb, serializable, snapshot-isolation",
        "hsqldb, read-committed, read-committed",
        "sqlite, serializable, serializable"
    })
    void aLevelKeepsWhatItPromises(String target, String level, String promised) {
        TestSpec spec =
                spec("list-append", target, level).concurrency(4).ops(800).build();
        assertThat(spec.consistencyModel()).isEqualTo(promised);
        Verdict verdict = DatabaseRuns.verdict(folder, spec);
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "list-append, h2, serializable, serializable",
        "journal-txn, h2, repeatable-read, snapshot-isolation",
        "list-append, h2, read-uncommitted, read-committed",
        "list-append, hsqldb, serializable, serializable",
        "list-append, hsqldb, read-committed, snapshot-isolation",
        "list-append, sqlite, autocommit, read-uncommitted"
    })
    void aLevelKeepsNoMore(String workload, String target, String level, String model) {
        TestSpec spec = spec(workload, target, level)
                .consistencyModel(model)
                .timeLimit(Duration.ofSeconds(30))
                .failFast(true)
                .build();
        Verdict verdict = DatabaseRuns.verdict(folder, spec);
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(Stream.of(verdict.not(), verdict.alsoNot()).flatMap(List::stream))
                .contains(model);
    }
}
