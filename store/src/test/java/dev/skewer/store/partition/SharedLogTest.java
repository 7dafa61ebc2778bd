package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.Durability;
import dev.skewer.store.Journal;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that take one command log from each other: what is acknowledged is there once, and an old leader is told so. */
class SharedLogTest {
    @TempDir
    Path folder;

    private PartitionStore open(String name) {
        return open(name, YieldPoints.none());
    }

    private PartitionStore open(String name, YieldPoints yields) {
        return PartitionStore.open(
                folder.resolve(name),
                StoreOptions.builder()
                        .partitions(2)
                        .durability(Durability.REPLAYED)
                        .logSegmentBytes(1 << 10)
                        .yieldPoints(yields)
                        .sharedLog(folder.resolve("log"))
                        .build());
    }

    private static List<String> entries(PartitionStore store, long invocation) {
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            Journal journal = reader.read(invocation, false).journal();
            List<String> entries = new ArrayList<>();
            for (byte[] entry : journal.entries()) {
                entries.add(Commands.text(entry));
            }
            return entries;
        }
    }

    private static void assertKind(Kind kind, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void whoTakesTheLogHasAllThatWasAcknowledged() {
        try (PartitionStore old = open("a")) {
            old.execute(Commands.append(1, "1"));
            old.execute(Commands.append(2, "2"));
            try (PartitionStore next = open("b")) {
                assertThat(entries(next, 1)).containsExactly("1");
                assertThat(entries(next, 2)).containsExactly("2");
                next.execute(Commands.append(1, "3"));
            }
        }
        try (PartitionStore again = open("a")) {
            assertThat(again.isLeading()).isTrue();
            assertThat(entries(again, 1)).containsExactly("1", "3");
        }
    }

    @Test
    void theOldLeaderWritesNothingAndIsToldSo() {
        try (PartitionStore old = open("a");
                PartitionStore next = open("b")) {
            assertThat(old.isLeading()).isFalse();
            assertThat(next.isLeading()).isTrue();
            // It cannot know whether the log that the other one read had it.
            assertKind(Kind.INDETERMINATE, () -> old.execute(Commands.append(1, "lost")));
            assertThat(entries(old, 1)).isEmpty();
            assertKind(Kind.NOT_LEADING, () -> old.execute(Commands.append(1, "refused")));
            next.execute(Commands.append(1, "kept"));
            assertThat(entries(next, 1)).containsExactly("kept");
        }
        try (PartitionStore again = open("a")) {
            assertThat(entries(again, 1)).containsExactly("kept");
        }
    }

    @Test
    void aCommandThatChangesNothingIsNotAnsweredFromAnOldState() {
        try (PartitionStore old = open("a")) {
            old.execute(Commands.append(1, "1"));
            try (PartitionStore next = open("b")) {
                next.execute(Commands.append(1, "2"));
                assertKind(Kind.NOT_LEADING, () -> old.execute(new Command.Trim(1, 1)));
            }
        }
    }

    @Test
    void whatAnOldLeaderWritesIntoItsOwnFilesIsNotRead() {
        try (PartitionStore old = open("a");
                PartitionStore next = open("b")) {
            byte[] large = new byte[2 << 10];
            // Fills the segment, after which a leader would begin another one.
            assertKind(Kind.INDETERMINATE, () -> old.execute(new Command.Append(1, large)));
            next.execute(Commands.append(1, "kept"));
            for (int i = 0; i < 40; i++) {
                next.execute(Commands.append(2, "fills segments of one kibibyte"));
            }
        }
        try (PartitionStore third = open("c")) {
            assertThat(entries(third, 1)).containsExactly("kept");
            assertThat(entries(third, 2)).hasSize(40);
        }
    }

    @Test
    void aWriteThatLookedBeforeTheLogWasTakenStands() {
        AtomicReference<PartitionStore> next = new AtomicReference<>();
        AtomicBoolean takes = new AtomicBoolean();
        try (PartitionStore old = open("a", (point, invocation) -> {
            if (point == YieldPoint.AFTER_LOG && takes.compareAndSet(true, false)) {
                next.set(open("b"));
            }
        })) {
            old.execute(Commands.append(1, "1"));
            takes.set(true);
            assertThat(old.execute(Commands.append(1, "2"))).isInstanceOf(Outcome.Appended.class);
            try (PartitionStore leading = Objects.requireNonNull(next.get())) {
                assertThat(entries(leading, 1)).containsExactly("1", "2");
                assertThat(old.isLeading()).isFalse();
            }
        }
    }

    @Test
    void nothingIsRemovedThatAnotherStoreMayNeed() throws IOException {
        try (PartitionStore leader = open("a")) {
            for (int i = 0; i < 100; i++) {
                leader.execute(Commands.append(1, "fills segments of one kibibyte"));
            }
            leader.flush();
        }
        try (PartitionStore other = open("b")) {
            assertThat(entries(other, 1)).hasSize(100);
        }
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".log")).count())
                    .isGreaterThan(3);
        }
    }

    // ── at any moment ───────────────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void takingItAtAnyMomentLosesAndDoublesNothing(long seed) throws Exception {
        new Contest(seed, 8).run();
    }

    /** {@code mvn -pl store test -Dtest=SharedLogTest -Dskewer.excludedGroups=}. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void takingItOftenAtAnyMomentLosesAndDoublesNothing(long seed) throws Exception {
        new Contest(seed, 20).run();
    }

    /**
     * Four stores that take the log from each other while clients append unique entries and read, at whichever store they like, as long as
     * that thinks that it leads.
     */
    private final class Contest {
        private static final int STORES = 4;
        private static final int TAKERS = 2;
        private static final int CLIENTS = 4;
        private static final int INVOCATIONS = 3;

        private final long seed;
        private final int turns;
        private final List<AtomicReference<PartitionStore>> stores = Stream.generate(
                        AtomicReference<PartitionStore>::new)
                .limit(STORES)
                .toList();
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        private final Queue<String> refused = new ConcurrentLinkedQueue<>();
        /** By invocation: how many entries were acknowledged, which is never more than what a read that begins then shows. */
        private final List<AtomicInteger> counts =
                Stream.generate(AtomicInteger::new).limit(INVOCATIONS).toList();

        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final AtomicInteger reads = new AtomicInteger();

        Contest(long seed, int turns) {
            this.seed = seed;
            this.turns = turns;
        }

        void run() throws Exception {
            take(0);
            List<Thread> clients = threads(CLIENTS, "client", number -> client(number, new Random(seed * 31 + number)));
            // So that one may find, while it takes the log, that another has.
            List<Thread> takers = threads(TAKERS, "taker", number -> taker(number, new Random(seed * 37 + number)));
            for (Thread taker : takers) {
                taker.join();
            }
            isOver.set(true);
            for (Thread client : clients) {
                client.join();
            }
            for (AtomicReference<PartitionStore> store : stores) {
                close(store.get());
            }
            check();
        }

        private List<Thread> threads(int count, String name, IntConsumer work) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Thread thread = new Thread(
                        () -> {
                            try {
                                work.accept(number);
                            } catch (RuntimeException | Error e) {
                                wrong.add(name + ": " + e);
                            }
                        },
                        name + "-" + i);
                thread.start();
                threads.add(thread);
            }
            return threads;
        }

        /** Each has stores of its own. */
        private void taker(int number, Random random) {
            for (int turn = 0; turn < turns; turn++) {
                LockSupport.parkNanos(random.nextInt(20_000_000));
                take(number + TAKERS * random.nextInt(STORES / TAKERS));
            }
        }

        /** Closes a store and opens it again, by which it takes the log, if it is the quickest. */
        private void take(int which) {
            close(stores.get(which).getAndSet(null));
            try {
                stores.get(which).set(open("store-" + which));
            } catch (StoreException e) {
                if (e.kind() != Kind.NOT_LEADING) {
                    throw e;
                }
            }
        }

        private void close(@Nullable PartitionStore store) {
            if (store != null) {
                store.close();
            }
        }

        private void client(int number, Random random) {
            for (int i = 0; !isOver.get(); i++) {
                PartitionStore store = stores.get(random.nextInt(STORES)).get();
                int invocation = random.nextInt(INVOCATIONS);
                if (store == null) {
                    Thread.onSpinWait();
                } else if (random.nextBoolean()) {
                    append(store, invocation, number + "-" + i);
                } else {
                    read(store, invocation);
                }
            }
        }

        private void append(PartitionStore store, int invocation, String entry) {
            String text = invocation + ":" + entry;
            try {
                store.execute(Commands.append(invocation, text));
                acknowledged.add(text);
                counts.get(invocation).incrementAndGet();
            } catch (StoreException e) {
                if (!e.isIndeterminate()) {
                    refused.add(text);
                }
            }
        }

        private void read(PartitionStore store, int invocation) {
            int atLeast = counts.get(invocation).get();
            try {
                int seen = entries(store, invocation).size();
                if (store.isLeading()) {
                    reads.incrementAndGet();
                    if (seen < atLeast) {
                        wrong.add("read " + seen + " entries of " + invocation + " after " + atLeast
                                + " were acknowledged");
                    }
                }
            } catch (StoreException e) {
                assertThat(e.kind()).isEqualTo(Kind.CLOSED);
            }
        }

        private void check() {
            Map<String, Integer> found = new HashMap<>();
            try (PartitionStore last = open("last")) {
                for (int invocation = 0; invocation < INVOCATIONS; invocation++) {
                    entries(last, invocation).forEach(entry -> found.merge(entry, 1, Integer::sum));
                }
            }
            assertThat(wrong).as("seed %s", seed).isEmpty();
            assertThat(found.values()).as("seed %s: each entry once", seed).allMatch(times -> times == 1);
            assertThat(found.keySet()).as("seed %s", seed).containsAll(acknowledged);
            assertThat(found.keySet()).as("seed %s", seed).doesNotContainAnyElementsOf(refused);
            assertThat(acknowledged).as("seed %s", seed).isNotEmpty();
            assertThat(reads.get()).as("seed %s", seed).isPositive();
        }
    }
}
