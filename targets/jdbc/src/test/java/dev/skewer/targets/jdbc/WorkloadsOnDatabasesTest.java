package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Under load, each workload finds what autocommit lets happen, and finds nothing where the database promises more. */
class WorkloadsOnDatabasesTest {
    private static final List<String> WORKLOADS = List.of("register", "set", "queue", "fifo-queue", "counter");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    static Stream<Arguments> cells() {
        return new JdbcTargets()
                .targets().stream()
                        .filter(type -> type.availability(Map.of()).isAvailable())
                        .flatMap(type -> WORKLOADS.stream().map(workload -> Arguments.of(workload, type.name())));
    }

    private static TestSpec.Builder spec(String workload, String target) {
        return TestSpec.builder().workload(workload).target(target).keys(4).seed(1);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void nothingIsFoundAtTheDefaultLevel(String workload, String target) {
        Verdict verdict =
                DatabaseRuns.verdict(folder, spec(workload, target).ops(800).build());
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatAutocommitLosesIsFound(String workload, String target) {
        Verdict verdict = DatabaseRuns.verdict(
                folder,
                spec(workload, target)
                        .isolation("autocommit")
                        .timeLimit(Duration.ofSeconds(30))
                        .failFast(true)
                        .build());
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey("nonlinearizable");
    }
}
