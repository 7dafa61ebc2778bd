package dev.skewer.knossos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.api.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That the comparison works, wherever Clojure is to be had: with a brute force in Clojure that has Knossos's names, and with
 * one that has a mistake and must be found out.
 */
class StandInTest {
    private static @Nullable Peer loaded;

    @BeforeAll
    static void load() throws Exception {
        PeerClasspath clojure = PeerClasspath.of(System.getProperty("skewer.clojure"));
        assertThat(clojure.reason()).isEmpty();
        List<Path> classpath = new ArrayList<>(clojure.entries());
        classpath.add(Path.of("src", "test", "resources", "stand-in").toAbsolutePath());
        loaded = new Peer(classpath);
    }

    private static Peer peer() {
        return Objects.requireNonNull(loaded);
    }

    @ParameterizedTest
    @EnumSource
    void aRightCheckerAgrees(Subject subject) throws Exception {
        Comparison comparison = Comparison.of(peer(), subject, 0, 300);
        System.out.println(subject + ", stand-in: " + comparison);
        assertThat(comparison.disagreements()).isEmpty();
        assertThat(comparison.valid()).isGreaterThan(100);
        assertThat(comparison.invalid()).isGreaterThan(30);
        assertThat(comparison.undecided()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongCheckerIsFoundOut(Subject subject) throws Exception {
        System.setProperty("skewer.lax", "true");
        try {
            assertThat(Comparison.of(peer(), subject, 0, 300).disagreements()).isNotEmpty();
        } finally {
            System.clearProperty("skewer.lax");
        }
    }

    @Test
    void whatIsNotToBeHadIsSaidInOneLine() throws Exception {
        PeerClasspath nothing = PeerClasspath.of("dev.skewer:no-such-library:0");
        assertThat(nothing.isThere()).isFalse();
        assertThat(nothing.entries()).isEmpty();
        assertThat(nothing.reason())
                .startsWith("dev.skewer:no-such-library:0: Could not")
                .contains("no-such-library")
                .doesNotContain("\n");
    }

    @Test
    void aFailedCallHasItsArgumentForKnossos() throws Exception {
        History recorded = History.parse("""
                {:process :nemesis :type :info :f :kill}
                {:process 0 :type :invoke :f :cas :value [1 2]}
                {:process 1 :type :invoke :f :read}
                {:process 0 :type :fail :f :cas :value nil}
                {:process 1 :type :ok :f :read :value 0}
                """);
        assertThat(new StoredHistory(recorded, Subject.CAS_REGISTER, "0").edn()).isEqualTo("""
                        {:process 0, :type :invoke, :f :cas, :value [1 2]}
                        {:process 1, :type :invoke, :f :read, :value nil}
                        {:process 0, :type :fail, :f :cas, :value [1 2]}
                        {:process 1, :type :ok, :f :read, :value 0}
                        """);
        new StoredHistory(recorded, Subject.CAS_REGISTER, "0").assertSameVerdict(peer());
    }

    @TestFactory
    Stream<DynamicTest> whatKnossosIsGivenMeansTheSame() throws IOException {
        return StoredHistory.all().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.history().name(),
                        () -> assertThat(each.verdict(History.parse(each.edn())))
                                .isEqualTo(each.verdict(each.history()))));
    }
}
