package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Defect;
import dev.skewer.store.HeldSnapshot;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads, writes, maintenance, snapshots, closes of readers and closes of the store at once, and the next store on the same files as
 * soon as one close has come back. A native object that is used after its release ends the JVM, and so this test; what calls may see is an exception
 * of the store's own.
 */
class CloseUnderLoadTest {
    private static final int ROUNDS = 150;
    private static final int READERS = 4;
    private static final List<ReadIsolation> ISOLATIONS = List.of(ReadIsolation.values());
    private static final List<Defect> DEFECTS = List.of(Defect.values());
    private static final Duration MOST = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** What a thread does again and again until the store says that it is closed. */
    private interface Step {
        void take(Random random);
    }

    private static final class Round {
        final PartitionStore store;
        final AtomicLong acknowledged = new AtomicLong();
        final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
        final List<Thread> threads = new ArrayList<>();
        private final Random seeds;

        Round(PartitionStore store, Random seeds) {
            this.store = store;
            this.seeds = seeds;
        }

        void start(Step step) {
            Random random = new Random(seeds.nextLong());
            Thread thread = new Thread(() -> untilClosed(step, random));
            threads.add(thread);
            thread.start();
        }

        private void untilClosed(Step step, Random random) {
            try {
                while (true) {
                    try {
                        step.take(random);
                    } catch (StoreException e) {
                        if (isOfTheStore(e)) {
                            return;
                        }
                    }
                }
            } catch (Throwable e) {
                surprises.add(e);
            }
        }

        /** Whether the store itself is closed, and not a reader, or a reader busy. */
        private boolean isOfTheStore(StoreException e) {
            if (e.kind() != StoreException.Kind.CLOSED && e.kind() != StoreException.Kind.MISUSE) {
                throw e;
            }
            try {
                store.backgroundErrors();
                return false;
            } catch (StoreException closed) {
                return closed.kind() == StoreException.Kind.CLOSED;
            }
        }
    }

    private Round begin(PartitionStore store, Random random) {
        Round round = new Round(store, random);
        for (int i = 0; i < 2; i++) {
            round.start(own -> {
                store.execute(Commands.append(own.nextInt(3), "entry"));
                round.acknowledged.incrementAndGet();
            });
        }
        List<PartitionReader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(store.reader(ISOLATIONS.get(i % ISOLATIONS.size())));
        }
        for (int i = 0; i < 3; i++) {
            round.start(own -> {
                PartitionReader reader =
                        own.nextBoolean() ? readers.get(own.nextInt(READERS)) : store.reader(ReadIsolation.SNAPSHOT);
                switch (own.nextInt(4)) {
                    case 0 -> reader.read(own.nextInt(3), true);
                    case 1 -> reader.scan(new long[] {0, 1, 2});
                    case 2 -> reader.readJournal(own.nextInt(3));
                    default -> reader.readMetadata(own.nextInt(3));
                }
                if (own.nextInt(8) == 0) {
                    reader.close();
                }
            });
        }
        round.start(own -> {
            HeldSnapshot snapshot = store.holdSnapshot();
            LockSupport.parkNanos(own.nextInt(200_000));
            snapshot.close();
        });
        round.start(own -> {
            if (own.nextBoolean()) {
                store.flush();
            } else {
                store.compactRange();
            }
            LockSupport.parkNanos(500_000);
        });
        // Closed from outside, while the store closes too.
        Thread closer = new Thread(() -> {
            try {
                LockSupport.parkNanos(random.nextInt(6_000_000));
                readers.forEach(PartitionReader::close);
            } catch (RuntimeException | Error e) {
                round.surprises.add(e);
            }
        });
        round.threads.add(closer);
        closer.start();
        return round;
    }

    @Test
    @Tag("slow")
    void whateverRunsWhileAStoreClosesEndsWellAndTheNextOneGoesOn() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long lsn = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Set<Defect> defects = random.nextInt(3) == 0
                    ? EnumSet.noneOf(Defect.class)
                    : EnumSet.of(DEFECTS.get(random.nextInt(DEFECTS.size())));
            String what = "seed " + seed + ", round " + i + ", defects " + defects;
            PartitionStore store = PartitionStore.open(
                    directory, StoreOptions.builder().defects(defects).build());
            long before = store.appliedLsn(0);
            if (defects.isEmpty()) {
                assertThat(before).as(what).isGreaterThanOrEqualTo(lsn);
            }
            Round round = begin(store, random);
            LockSupport.parkNanos(random.nextInt(8_000_000));
            Thread second = new Thread(store::close);
            second.start();
            store.close();
            long after = store.appliedLsn(0);
            // Files are free once a close has come back, whoever else still waits.
            PartitionStore.open(directory, StoreOptions.builder().build()).close();
            second.join(MOST.toMillis());
            for (Thread thread : round.threads) {
                thread.join(MOST.toMillis());
                assertThat(thread.isAlive())
                        .as("%s: hangs at %s", what, List.of(thread.getStackTrace()))
                        .isFalse();
            }
            assertThat(second.isAlive()).as(what).isFalse();
            assertThat(round.surprises).as(what).isEmpty();
            assertThat(store.openHandles()).as(what).isZero();
            if (defects.isEmpty()) {
                assertThat(after - before)
                        .as(what + ": each answer is a commit, each refusal none")
                        .isEqualTo(round.acknowledged.get());
            }
            lsn = after;
        }
        assertThat(lsn).isPositive();
    }
}
