package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches, commands of several partitions, and what happens when writing fails. */
@Timeout(60)
class WriterTest {
    @TempDir
    Path directory;

    /** Not the common pool, which may have one thread only. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /**
     * Submits {@code count} appends of {@code bytes} while the writer is held up, and returns the size of each batch.
     */
    private List<Integer> batches(StoreOptions.Builder options, int count, int bytes) {
        CompletableFuture<Void> submitted = new CompletableFuture<>();
        List<Integer> sizes = new ArrayList<>();
        boolean[] committing = {false};
        YieldPoints yieldPoints = (point, invocation) -> {
            if (point == YieldPoint.BEFORE_COMMIT) {
                submitted.join();
                if (!committing[0]) {
                    committing[0] = true;
                    sizes.add(0);
                }
                sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) + 1);
            } else if (point == YieldPoint.AFTER_COMMIT) {
                committing[0] = false;
            }
        };
        try (PartitionStore store =
                PartitionStore.open(directory, options.yieldPoints(yieldPoints).build())) {
            List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, count)
                    .mapToObj(i -> store.submit(new Command.Append(1, new byte[bytes])))
                    .toList();
            submitted.complete(null);
            outcomes.forEach(CompletableFuture::join);
        }
        return sizes;
    }

    @Test
    void aBatchHasABoundedNumberOfCommands() {
        List<Integer> sizes = batches(StoreOptions.builder().maxBatchCommands(5), 100, 10);
        assertThat(sizes).allMatch(size -> size <= 5).contains(5);
    }

    @Test
    void aBatchTakesNoFurtherCommandWhenItIsFullOfBytes() {
        List<Integer> sizes = batches(StoreOptions.builder().maxBatchBytes(10_000), 50, 4_000);
        assertThat(sizes).allMatch(size -> size <= 3).contains(3);
    }

    @Test
    void anEntryMayBeEmptyOrLarge() {
        try (PartitionStore store = PartitionStore.open(directory, StoreOptions.defaults());
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            byte[] large = new byte[5 << 20];
            new Random(1).nextBytes(large);
            store.execute(new Command.Append(1, new byte[0]));
            store.execute(new Command.Append(1, large));
            assertThat(reader.read(1, false).journal())
                    .isEqualTo(new Journal(new int[] {0, 1}, new byte[][] {{}, large}));
        }
    }

    /**
     * Two invocations of different partitions only ever get entries together, so every scan must find them equally
     * long.
     */
    @Test
    void aCommandOfSeveralPartitionsIsSeenAtOnce() throws Exception {
        StoreOptions options = StoreOptions.builder().partitions(3).build();
        for (ReadIsolation isolation : List.of(ReadIsolation.SNAPSHOT, ReadIsolation.LOCKED)) {
            try (PartitionStore store = PartitionStore.open(directory.resolve(isolation.id()), options)) {
                AtomicBoolean over = new AtomicBoolean();
                List<CompletableFuture<Void>> clients = new ArrayList<>();
                // In both orders, and among single commands of each partition.
                clients.add(CompletableFuture.runAsync(() -> write(store, over, 1, 2, 3), threads));
                clients.add(CompletableFuture.runAsync(() -> write(store, over, 3, 2, 1), threads));
                clients.add(CompletableFuture.runAsync(() -> write(store, over, 2, 1, 3), threads));
                clients.add(CompletableFuture.runAsync(() -> writeAlone(store, over), threads));
                try (PartitionReader reader = store.reader(isolation)) {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
                    while (System.nanoTime() < end) {
                        List<InvocationView> views = reader.scan(new long[] {1, 2, 3});
                        assertThat(views).allMatch(Findings::whole);
                        assertThat(views.get(1).metadata())
                                .isEqualTo(views.get(0).metadata());
                        assertThat(views.get(2).metadata())
                                .isEqualTo(views.get(0).metadata());
                    }
                }
                over.set(true);
                for (CompletableFuture<Void> client : clients) {
                    client.get();
                }
                assertThat(store.appliedLsn(0)).isPositive();
            }
        }
    }

    private static void write(PartitionStore store, AtomicBoolean over, long... invocations) {
        while (!over.get()) {
            List<Command.Append> appends = new ArrayList<>();
            for (long invocation : invocations) {
                appends.add(Commands.append(invocation, "entry"));
            }
            assertThat(store.execute(new Command.AppendAll(appends))).isInstanceOf(Outcome.Appended.class);
        }
    }

    private static void writeAlone(PartitionStore store, AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            store.execute(Commands.append(10 + i % 3, "alone"));
        }
    }

    @Test
    void commandsOfSeveralPartitionsAreAnsweredWhenTheStoreCloses() throws Exception {
        for (int round = 0; round < 5; round++) {
            StoreOptions options = StoreOptions.builder().partitions(3).build();
            PartitionStore store = PartitionStore.open(directory, options);
            long before = store.appliedLsn(0);
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            CompletableFuture<Void> client = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 3000; i++) {
                            outcomes.add(store.submit(
                                    Commands.appendAll(Commands.append(i, "a"), Commands.append(i + 1 + i % 2, "b"))));
                        }
                    },
                    threads);
            while (store.appliedLsn(0) < before + 50) {
                Thread.onSpinWait();
            }
            store.close();
            client.get();
            long done = outcomes.stream()
                    .filter(outcome -> !outcome.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .count();
            assertThat(outcomes).allMatch(CompletableFuture::isDone);
            assertThat(done).isPositive();
            assertThat(store.openHandles()).isZero();
        }
    }

    @Test
    void defectsThatReplaceTheSameThingAreRefused() {
        assertThatThrownBy(() -> StoreOptions.builder()
                        .defects(Set.of(Defect.HALF_SNAPSHOT, Defect.REUSED_SNAPSHOT))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half-snapshot")
                .hasMessageContaining("reused-snapshot");
    }

    @Test
    void whatWasWrittenSurvivesAKilledProcessAsFarAsTheDurabilitySays() throws Exception {
        for (Durability durability : List.of(Durability.ASYNC, Durability.SYNC)) {
            Path home = directory.resolve(durability.id());
            Process child = child("append", home.toString(), durability.id());
            try {
                String acknowledged = new String(child.getInputStream().readNBytes(6), StandardCharsets.UTF_8);
                assertThat(acknowledged).isEqualTo("000200");
            } finally {
                child.destroyForcibly().waitFor();
            }
            StoreOptions options = StoreOptions.builder().durability(durability).build();
            try (PartitionStore store = PartitionStore.open(home, options);
                    PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
                assertThat(reader.read(1, false)).matches(Findings::whole);
                assertThat(reader.readJournal(1).journal().size()).isGreaterThanOrEqualTo(200);
                assertThat(store.appliedLsn(0))
                        .isEqualTo(reader.readJournal(1).journal().size());
            }
        }
    }

    @Test
    void afterAFailedWriteTheOutcomeIsUnknownAndReadsGoOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit makes writing fail");
        Process child = child("limited", directory.resolve("limited").toString());
        try {
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("indeterminate readable\n");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static Process child(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Another process with a store. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = Path.of(arguments[1]);
            if (arguments[0].equals("append")) {
                append(PartitionStore.open(
                        directory,
                        StoreOptions.builder()
                                .durability(Durability.of(arguments[2]))
                                .build()));
            } else {
                limited(PartitionStore.open(directory, StoreOptions.defaults()));
            }
        }

        /** Appends until killed, and says so once 200 are acknowledged. */
        private static void append(PartitionStore store) {
            for (int i = 1; ; i++) {
                store.execute(Commands.append(1, "entry " + i));
                if (i == 200) {
                    System.out.print("000200");
                    System.out.flush();
                }
            }
        }

        /** Forbids itself large files and writes until that matters. */
        private static void limited(PartitionStore store) throws IOException, InterruptedException {
            store.execute(Commands.append(1, "before"));
            int exit = new ProcessBuilder(
                            "/usr/bin/prlimit",
                            "--pid",
                            Long.toString(ProcessHandle.current().pid()),
                            "--fsize=500000:")
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
            String failure = "";
            for (int i = 0; failure.isEmpty() && i < 1000; i++) {
                try {
                    store.execute(new Command.Append(2, new byte[10_000]));
                } catch (StoreException e) {
                    failure = e.isIndeterminate() ? "indeterminate" : e.toString();
                }
            }
            try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
                boolean readable = reader.read(1, false).journal().toString().equals("[0:before]")
                        && Findings.whole(reader.read(2, false));
                System.out.print(failure + (readable ? " readable" : " unreadable") + "\n");
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
