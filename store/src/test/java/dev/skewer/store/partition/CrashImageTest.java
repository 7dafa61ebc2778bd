package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Command;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The copy of a store under load is what a crash of its process would leave. */
class CrashImageTest {
    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void holdsWhatWasAcknowledgedAndNothingHalf(Durability durability) throws Exception {
        images(durability, 12);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void holdsItHoweverOften(Durability durability) throws Exception {
        images(durability, 200);
    }

    /** Each client appends pairs, one entry to either of two partitions, so that both journals are always equally long. */
    private void images(Durability durability, int count) throws Exception {
        StoreOptions options = StoreOptions.builder()
                .partitions(2)
                .durability(durability)
                .writeBufferBytes(64 << 10)
                .logSegmentBytes(16 << 10)
                .build();
        boolean survivesCrash = durability != Durability.NONE && durability != Durability.BUFFERED;
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(CLIENTS);
        AtomicBoolean isOver = new AtomicBoolean();
        try (PartitionStore store = PartitionStore.open(folder.resolve("live"), options)) {
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                Thread thread = new Thread(() -> append(store, number, acknowledged, isOver));
                thread.start();
                clients.add(thread);
            }
            try {
                for (int i = 0; i < count; i++) {
                    int[] before = new int[CLIENTS];
                    for (int client = 0; client < CLIENTS; client++) {
                        before[client] = survivesCrash ? acknowledged.get(client) : 0;
                    }
                    Path image = folder.resolve("image" + i);
                    store.copyFiles(image);
                    check(image, options, before);
                    delete(image);
                }
            } finally {
                isOver.set(true);
                for (Thread client : clients) {
                    client.join();
                }
            }
            for (int client = 0; client < CLIENTS; client++) {
                assertThat(acknowledged.get(client)).isPositive();
            }
        }
    }

    private static void append(
            PartitionStore store, int client, AtomicIntegerArray acknowledged, AtomicBoolean isOver) {
        for (int i = 0; !isOver.get(); i++) {
            store.execute(Commands.appendAll(
                    Commands.append(2L * client, "a" + i), Commands.append(2L * client + 1, "b" + i)));
            acknowledged.set(client, i + 1);
            if (i % 64 == 63) {
                // A range deletion now and then, as they make RocksDB flush too.
                store.execute(new Command.Compact(2L * client, i));
            }
        }
    }

    private static void check(Path image, StoreOptions options, int[] acknowledged) {
        try (PartitionStore store = PartitionStore.open(image, options);
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            for (int client = 0; client < CLIENTS; client++) {
                InvocationView one = reader.readRange(2L * client, false);
                InvocationView other = reader.readRange(2L * client + 1, false);
                assertThat(Findings.whole(one)).as("%s", one.metadata()).isTrue();
                assertThat(Findings.whole(other)).as("%s", other.metadata()).isTrue();
                int length = one.metadata() == null ? 0 : one.metadata().length();
                assertThat(other.metadata() == null ? 0 : other.metadata().length())
                        .isEqualTo(length);
                assertThat(length).isGreaterThanOrEqualTo(acknowledged[client]);
                for (int i = 0; i < other.journal().size(); i++) {
                    assertThat(Commands.text(other.journal().entries()[i])).isEqualTo("b" + i);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
