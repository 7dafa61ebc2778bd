package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.store.HeldSnapshot;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing, and everything after it. */
@Timeout(60)
class LifecycleTest {
    @TempDir
    Path directory;

    /** Not the common pool, which may have one thread only. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private PartitionStore open(YieldPoints yieldPoints) {
        return PartitionStore.open(
                directory, StoreOptions.builder().yieldPoints(yieldPoints).build());
    }

    private PartitionStore open() {
        return open(YieldPoints.none());
    }

    private static void assertKind(StoreException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void everythingOfAClosedStoreSaysThatItIsClosed() {
        PartitionStore store = open();
        store.execute(Commands.append(1, "a"));
        List<PartitionReader> readers = new ArrayList<>();
        for (ReadIsolation isolation : ReadIsolation.values()) {
            readers.add(store.reader(isolation));
        }
        HeldSnapshot snapshot = store.holdSnapshot();
        store.close();
        store.close();
        assertThat(store.openHandles()).isZero();
        assertKind(StoreException.Kind.CLOSED, () -> store.execute(Commands.append(1, "b")));
        assertThat(store.submit(Commands.append(1, "b"))).isCompletedExceptionally();
        assertKind(StoreException.Kind.CLOSED, () -> store.reader(ReadIsolation.SNAPSHOT));
        assertKind(StoreException.Kind.CLOSED, store::flush);
        assertKind(StoreException.Kind.CLOSED, store::compactRange);
        assertKind(StoreException.Kind.CLOSED, store::holdSnapshot);
        assertKind(StoreException.Kind.CLOSED, store::backgroundErrors);
        assertThat(store.appliedLsn(0)).isEqualTo(1);
        for (PartitionReader reader : readers) {
            assertKind(StoreException.Kind.CLOSED, () -> reader.readMetadata(1));
            assertKind(StoreException.Kind.CLOSED, () -> reader.readJournal(1).journal());
            assertKind(StoreException.Kind.CLOSED, () -> reader.read(1, true));
            assertKind(StoreException.Kind.CLOSED, () -> reader.readRange(1, true));
            assertKind(StoreException.Kind.CLOSED, () -> reader.scan(new long[] {1}));
            reader.close();
            reader.close();
        }
        snapshot.close();
        snapshot.close();
    }

    @Test
    void aClosedReaderSaysSoAndTheStoreGoesOn() {
        try (PartitionStore store = open()) {
            int handles = store.openHandles();
            PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT);
            assertThat(store.openHandles()).isGreaterThan(handles);
            reader.close();
            reader.close();
            assertThat(store.openHandles()).isEqualTo(handles);
            assertKind(StoreException.Kind.CLOSED, () -> reader.readMetadata(1));
            assertThat(store.execute(Commands.append(1, "a"))).isInstanceOf(Outcome.Appended.class);
        }
    }

    @Test
    void manyReadsLeaveNothingBehind() {
        try (PartitionStore store = open()) {
            store.execute(Commands.setState(1, "key", "value"));
            int handles = store.openHandles();
            for (ReadIsolation isolation : ReadIsolation.values()) {
                try (PartitionReader reader = store.reader(isolation)) {
                    int own = store.openHandles();
                    for (int i = 0; i < 7000; i++) {
                        reader.read(1, true);
                    }
                    assertThat(store.openHandles()).isEqualTo(own);
                }
            }
            for (int i = 0; i < 2000; i++) {
                store.reader(ReadIsolation.SNAPSHOT).close();
                store.holdSnapshot().close();
            }
            assertThat(store.openHandles()).isEqualTo(handles);
        }
    }

    @Test
    void closeWaitsForAReadThatRuns() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PartitionStore store = open((point, invocation) -> {
            if (point == YieldPoint.BETWEEN_METADATA_AND_JOURNAL) {
                reading.countDown();
                await(goOn);
            }
        });
        store.execute(Commands.append(1, "a"));
        PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT);
        CompletableFuture<InvocationView> read = CompletableFuture.supplyAsync(() -> reader.read(1, true), threads);
        await(reading);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close, threads);
        // While it waits, what needs the store is refused at once.
        assertKind(StoreException.Kind.CLOSED, () -> untilRefused(store));
        Thread.sleep(50);
        assertThat(closing).isNotDone();
        goOn.countDown();
        assertThat(read.get().journal()).hasToString("[0:a]");
        closing.get();
        assertThat(store.openHandles()).isZero();
    }

    private static void untilRefused(PartitionStore store) {
        while (true) {
            store.holdSnapshot().close();
        }
    }

    @Test
    void readersOnManyThreadsSurviveCloseAtAnyMoment() throws Exception {
        for (int round = 0; round < 10; round++) {
            PartitionStore store = open();
            for (int i = 0; i < 20; i++) {
                store.execute(Commands.append(i % 3, "entry"));
            }
            AtomicInteger reads = new AtomicInteger();
            List<CompletableFuture<StoreException>> clients = IntStream.range(0, 6)
                    .mapToObj(client -> CompletableFuture.supplyAsync(() -> untilClosed(store, client, reads), threads))
                    .toList();
            while (reads.get() < 300) {
                Thread.onSpinWait();
            }
            store.close();
            assertThat(store.openHandles()).isZero();
            for (CompletableFuture<StoreException> client : clients) {
                assertThat(client.get().kind()).isEqualTo(StoreException.Kind.CLOSED);
            }
        }
    }

    private static StoreException untilClosed(PartitionStore store, int client, AtomicInteger reads) {
        ReadIsolation isolation = List.of(ReadIsolation.values()).get(client % 3);
        return catchThrowableOfType(StoreException.class, () -> {
            PartitionReader reader = store.reader(isolation);
            while (true) {
                reader.read(client % 3, true);
                if (reads.incrementAndGet() % 10 == 0) {
                    reader.close();
                    reader = store.reader(isolation);
                }
            }
        });
    }

    @Test
    void theBatchBeingWrittenIsAnsweredAndWhatIsQueuedBehindItHasNoEffect() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PartitionStore store = open((point, invocation) -> {
            if (point == YieldPoint.BEFORE_COMMIT) {
                committing.countDown();
                await(goOn);
            }
        });
        CompletableFuture<Outcome> first = store.submit(Commands.append(1, "first"));
        await(committing);
        CompletableFuture<Outcome> second = store.submit(Commands.append(1, "second"));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close, threads);
        while (!isClosing(store)) {
            Thread.onSpinWait();
        }
        // The writer learns of it a moment later.
        Thread.sleep(50);
        goOn.countDown();
        closing.get();
        assertThat(first.get()).isInstanceOf(Outcome.Appended.class);
        assertThatThrownBy(second::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED);
                    assertThat(e.isIndeterminate()).isFalse();
                });
        try (PartitionStore again = open();
                PartitionReader reader = again.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.readJournal(1).journal()).hasToString("[0:first]");
            assertThat(again.appliedLsn(0)).isEqualTo(1);
        }
    }

    private static boolean isClosing(PartitionStore store) {
        return catchThrowableOfType(
                        StoreException.class, () -> store.holdSnapshot().close())
                != null;
    }

    @Test
    void aReaderServesOneCallAtATime() {
        CompletableFuture<PartitionReader> created = new CompletableFuture<>();
        List<StoreException> refusals = new CopyOnWriteArrayList<>();
        YieldPoints yieldPoints = (point, invocation) -> {
            if (point == YieldPoint.BETWEEN_METADATA_AND_JOURNAL) {
                PartitionReader busy = created.join();
                refusals.add(catchThrowableOfType(StoreException.class, () -> busy.readMetadata(1)));
                refusals.add(catchThrowableOfType(StoreException.class, busy::close));
                Runnable second =
                        () -> refusals.add(catchThrowableOfType(StoreException.class, () -> busy.readMetadata(1)));
                CompletableFuture.runAsync(second, threads).join();
            }
        };
        try (PartitionStore store = open(yieldPoints)) {
            PartitionReader reader = store.reader(ReadIsolation.COMMITTED);
            created.complete(reader);
            reader.read(1, false);
            assertThat(refusals).hasSize(3).allMatch(refusal -> refusal.kind() == StoreException.Kind.MISUSE);
            assertThat(reader.readMetadata(1)).isNull();
        }
    }

    @Test
    void aWritersThreadNeitherWaitsForItselfNorClosesTheStore() {
        CompletableFuture<PartitionStore> opened = new CompletableFuture<>();
        List<StoreException> refusals = new CopyOnWriteArrayList<>();
        YieldPoints yieldPoints = (point, invocation) -> {
            if (point == YieldPoint.BEFORE_ACKNOWLEDGE) {
                PartitionStore store = opened.join();
                refusals.add(catchThrowableOfType(StoreException.class, () -> store.execute(Commands.append(1, "b"))));
                refusals.add(catchThrowableOfType(StoreException.class, store::close));
            }
        };
        try (PartitionStore store = open(yieldPoints)) {
            opened.complete(store);
            store.execute(Commands.append(1, "a"));
            assertThat(refusals).hasSize(2).allMatch(refusal -> refusal.kind() == StoreException.Kind.MISUSE);
        }
    }

    @Test
    void anInterruptedCallerDoesNotKnow() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (PartitionStore store = open((point, invocation) -> {
            if (point == YieldPoint.BEFORE_COMMIT) {
                await(goOn);
            }
        })) {
            Thread.currentThread().interrupt();
            StoreException failure =
                    catchThrowableOfType(StoreException.class, () -> store.execute(Commands.append(1, "a")));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.isIndeterminate()).isTrue();
            goOn.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
