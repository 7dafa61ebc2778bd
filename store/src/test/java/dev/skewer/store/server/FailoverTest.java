package dev.skewer.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.partition.PartitionStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one log: who leads is asked, and who led before does not answer any more, unless a defect has it so. */
class FailoverTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Queue<StoreException> broken = new ConcurrentLinkedQueue<>();
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        assertThat(broken).isEmpty();
    }

    private StoreClient serve(String name, Set<Defect> defects) {
        StoreOptions options = StoreOptions.builder()
                .partitions(2)
                .durability(Durability.REPLAYED)
                .defects(defects)
                .sharedLog(folder.resolve("log"))
                .build();
        StoreServer server = StoreServer.startStandby(
                InetAddress.getLoopbackAddress(),
                () -> PartitionStore.open(folder.resolve(name), options),
                defects,
                broken::add);
        StoreClient client = new StoreClient(
                () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                ReadIsolation.SNAPSHOT,
                DEADLINE,
                defects);
        open.add(client);
        open.add(server);
        return client;
    }

    private static Command append(String entry) {
        return new Command.Append(1, entry.getBytes(StandardCharsets.UTF_8));
    }

    private static int length(StoreClient client) {
        return client.read(1, false).journal().size();
    }

    private static void assertNotLeading(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_LEADING));
    }

    @Test
    void aStandbyAnswersNothingUntilItIsAskedToLead() {
        StoreClient a = serve("a", Set.of());
        assertNotLeading(() -> a.execute(append("1")));
        assertNotLeading(() -> a.readMetadata(1));
        assertNotLeading(() -> a.readJournal(1));
        assertNotLeading(() -> a.scan(new long[] {1}));
        assertNotLeading(a::flush);
        a.lead();
        a.execute(append("1"));
        a.lead();
        assertThat(length(a)).isEqualTo(1);
    }

    @Test
    void anOldLeaderRefusesReadsAndIsAStandbyAgain() {
        StoreClient a = serve("a", Set.of());
        StoreClient b = serve("b", Set.of());
        a.lead();
        a.execute(append("1"));
        b.lead();
        b.execute(append("2"));
        assertNotLeading(() -> length(a));
        assertNotLeading(() -> a.execute(append("3")));
        assertThat(length(b)).isEqualTo(2);
        a.lead();
        assertThat(length(a)).isEqualTo(2);
        a.execute(append("4"));
        assertNotLeading(() -> b.readMetadata(1));
        assertThat(length(a)).isEqualTo(3);
    }

    @Test
    void anOldLeaderThatDoesNotLookAnswersReadsAsBefore() {
        Set<Defect> defects = Set.of(Defect.STALE_AFTER_FAILOVER);
        StoreClient a = serve("a", defects);
        StoreClient b = serve("b", defects);
        a.lead();
        a.execute(append("1"));
        b.lead();
        b.execute(append("2"));
        assertThat(length(a)).as("the stale read").isEqualTo(1);
        // The log takes nothing from it all the same, and it knows when it is asked.
        assertThatThrownBy(() -> a.execute(append("3"))).isInstanceOf(StoreException.class);
        assertThat(length(a)).isEqualTo(1);
        a.lead();
        assertThat(length(a)).isEqualTo(2);
    }
}
