package dev.skewer.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.api.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Skewer's verdicts are Knossos's. Skipped, with the reason, where Knossos is not to be had. */
class KnossosTest {
    private static final Path HISTORIES = Path.of(System.getProperty(
            "skewer.peers", Path.of("..", "..", "shared", "peer-histories").toString()));

    private static @Nullable Peer knossos;

    @BeforeAll
    static void findKnossos() throws Exception {
        PeerClasspath found = PeerClasspath.of(System.getProperty("skewer.knossos"));
        if (!found.isThere()) {
            System.out.println("skipped, for Knossos is not to be had: " + found.reason());
        }
        assumeTrue(found.isThere(), found::reason);
        knossos = new Peer(found.entries());
    }

    private static Peer knossos() {
        return java.util.Objects.requireNonNull(knossos);
    }

    @ParameterizedTest
    @EnumSource
    void onRandomHistories(Subject subject) throws Exception {
        int count = Integer.getInteger("skewer.histories", 500);
        long seed = Long.getLong("skewer.seed", 0);
        Comparison comparison = Comparison.of(knossos(), subject, seed, count);
        System.out.println(subject + ", seeds from " + seed + ": " + comparison);
        assertThat(comparison.disagreements()).isEmpty();
        assertThat(comparison.valid()).isGreaterThan(count / 10);
        assertThat(comparison.invalid()).isGreaterThan(count / 10);
    }

    /** The histories that Knossos's authors and Jepsen's tests of etcd left, if they are here. */
    @TestFactory
    @Tag("slow")
    List<DynamicTest> onStoredHistories() throws IOException {
        Path expectations = HISTORIES.resolve("EXPECTED.tsv");
        assumeTrue(
                Files.exists(expectations),
                HISTORIES + " has no stored histories; name a folder with -Dskewer.peers=…");
        Map<String, Subject> subjects = Map.of(
                "register", Subject.REGISTER,
                "cas-register", Subject.CAS_REGISTER,
                "mutex", Subject.MUTEX,
                "multi-register", Subject.MULTI_REGISTER);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(expectations)) {
            String[] column = line.split("\t", -1);
            Subject subject = column.length > 6 ? subjects.get(column[1]) : null;
            if (subject != null) {
                String initial = column[6].startsWith("--initial ") ? column[6].substring(10) : "nil";
                History history = History.load(HISTORIES.resolve(column[0]));
                tests.add(DynamicTest.dynamicTest(
                        column[0], () -> new StoredHistory(history, subject, initial).assertSameVerdict(knossos())));
            }
        }
        return tests;
    }
}
