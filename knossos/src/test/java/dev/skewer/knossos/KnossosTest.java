package dev.skewer.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Skewer's verdicts are Knossos's. Skipped, with the reason, where Knossos is not to be had. */
class KnossosTest {
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
    Stream<DynamicTest> onStoredHistories() throws IOException {
        return StoredHistory.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.history().name(), () -> each.assertSameVerdict(knossos())));
    }
}
