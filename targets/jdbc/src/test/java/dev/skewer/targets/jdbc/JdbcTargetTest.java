package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.bank.BankConnection;
import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.queue.FifoQueueConnection;
import dev.skewer.workloads.queue.QueueConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.set.SetConnection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every database, at each of its levels, speaks the protocols: what one client does alone is as they say. */
class JdbcTargetTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before all tests
    static Path folder;

    /** Those of one client are opened once, by name and level: the protocols have tables of their own, and the tests keys. */
    private static final Map<List<String>, Target> SHARED = new HashMap<>();

    private static int opened;

    @AfterAll
    static void close() {
        SHARED.values().forEach(Target::close);
        SHARED.clear();
    }

    /** All levels where one is opened in no time; of servers the usual one, as the others differ in a number that is handed on. */
    static Stream<Arguments> levels() {
        return present()
                .flatMap(type -> (type.availability(Controls.Processes.class, Map.of())
                                        .isAvailable()
                                ? Stream.of(type.isolations().standard())
                                : type.isolations().names().stream())
                        .map(level -> Arguments.of(type, level)));
    }

    static Stream<Arguments> durabilities() {
        return present().flatMap(type -> type.durabilities().names().stream().map(level -> Arguments.of(type, level)));
    }

    private static Stream<TargetType> present() {
        return new JdbcTargets()
                .targets().stream()
                        .filter(type -> type.name().equals("jdbc")
                                || type.availability(Map.of()).isAvailable());
    }

    private static Target open(TargetType type, String isolation, String durability) {
        Path data = folder.resolve("data" + opened++);
        // The target for databases of others is tried on one that is in memory.
        Map<String, String> options = type.name().equals("jdbc") ? Map.of("url", "jdbc:h2:mem:" + data) : Map.of();
        return type.open(new TargetSettings(
                data, isolation, durability, type.allOptions(options), List.of(), Set.of(), new Seed(1)));
    }

    private static Target shared(TargetType type, String isolation) {
        return SHARED.computeIfAbsent(
                List.of(type.name(), isolation),
                unused -> open(type, isolation, type.durabilities().standard()));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsJournals(TargetType type, String level) {
        try (JournalConnection client = shared(type, level).connect(JournalConnection.class)) {
            assertThat(client.readMetadata(1)).isNull();
            assertThat(client.read(1, false, true).rows().size()).isZero();
            assertThat(client.append(1, 10)).isEqualTo(new Position(0, 0));
            assertThat(client.appendAll(List.of(new Append(1, 11), new Append(2, 20), new Append(1, 12))))
                    .containsExactly(new Position(0, 1), new Position(0, 0), new Position(0, 2));
            assertThat(client.setState(1, "a", 13)).isEqualTo(new Position(0, 3));
            assertThat(client.setState(1, "a", 14)).isEqualTo(new Position(0, 4));
            assertThat(client.trim(1, 4)).isEqualTo(new Metadata(1, 0, 4));
            assertThat(client.trim(1, 9)).isEqualTo(new Metadata(1, 0, 4));
            assertThat(client.append(1, 15)).isEqualTo(new Position(1, 4));
            assertThat(client.compact(1, 2)).isEqualTo(new Metadata(1, 2, 5));
            assertThat(client.compact(1, 1)).isEqualTo(new Metadata(1, 2, 5));

            InvocationRead read = client.read(1, false, true);
            assertThat(read.metadata()).isEqualTo(new Metadata(1, 2, 5));
            assertThat(read.rows().indexes()).containsExactly(2, 3, 4);
            assertThat(read.rows().entries()).containsExactly(12, 13, 15);
            assertThat(read.state()).containsExactly(Map.entry("a", 14L));
            assertThat(client.read(1, true, false).rows().entries()).containsExactly(12, 13, 15);
            assertThat(client.readJournal(1).rows().entries()).containsExactly(12, 13, 15);
            assertThat(client.readMetadata(2)).isEqualTo(new Metadata(0, 0, 1));
            assertThat(client.scan(new long[] {2, 3, 1}))
                    .extracting(InvocationRead::metadata)
                    .containsExactly(new Metadata(0, 0, 1), null, new Metadata(1, 2, 5));

            assertThat(client.purge(1)).isEqualTo(new Metadata(1, 2, 5));
            assertThat(client.read(1, true, true)).satisfies(gone -> {
                assertThat(gone.metadata()).isNull();
                assertThat(gone.rows().size()).isZero();
            });
            assertThatThrownBy(() -> client.append(1, 16)).isInstanceOf(NoEffectException.class);
            assertThatThrownBy(() -> client.appendAll(List.of(new Append(2, 21), new Append(1, 17))))
                    .isInstanceOf(NoEffectException.class);
            assertThat(client.readMetadata(2)).isEqualTo(new Metadata(0, 0, 1));
            assertThatThrownBy(() -> client.trim(3, 0)).isInstanceOf(NoEffectException.class);
            assertThatThrownBy(() -> client.purge(1)).isInstanceOf(NoEffectException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsRegisters(TargetType type, String level) {
        try (RegisterConnection client = shared(type, level).connect(RegisterConnection.class)) {
            assertThat(client.read(1)).isNull();
            assertThat(client.compareAndSet(1, 0, 1)).isFalse();
            client.write(1, 3);
            assertThat(client.compareAndSet(1, 3, 4)).isTrue();
            assertThat(client.compareAndSet(1, 3, 5)).isFalse();
            client.write(2, 7);
            assertThat(client.read(1)).isEqualTo(4);
            assertThat(client.read(2)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsAccounts(TargetType type, String level) {
        try (BankConnection client = shared(type, level).connect(BankConnection.class)) {
            client.open(3, 10);
            assertThat(client.transfer(0, 1, 4)).isTrue();
            assertThat(client.transfer(0, 2, 7)).isFalse();
            assertThat(client.transfer(1, 2, 14)).isTrue();
            assertThat(client.readAll()).isEqualTo(Map.of(0L, 6L, 1L, 0L, 2L, 24L));
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsCounters(TargetType type, String level) {
        try (CounterConnection client = shared(type, level).connect(CounterConnection.class)) {
            assertThat(client.read(1)).isZero();
            client.increment(1);
            client.increment(2);
            client.increment(1);
            assertThat(client.read(1)).isEqualTo(2);
            assertThat(client.read(2)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsSets(TargetType type, String level) {
        try (SetConnection client = shared(type, level).connect(SetConnection.class)) {
            assertThat(client.read(1)).isEmpty();
            for (long element : new long[] {7, Long.MAX_VALUE, 0}) {
                client.add(1, element);
            }
            client.add(2, 5);
            assertThat(client.read(1)).containsExactlyInAnyOrder(0, 7, Long.MAX_VALUE);
            assertThat(client.read(2)).containsExactly(5);
        }
    }

    /** A set gets 64 elements at most, so many of the longest find room in a row. */
    @ParameterizedTest
    @MethodSource("levels")
    void aSetHoldsManyLongElements(TargetType type, String level) {
        long[] elements = LongStream.range(0, 64).map(i -> Long.MAX_VALUE - i).toArray();
        try (SetConnection client = shared(type, level).connect(SetConnection.class)) {
            for (long element : elements) {
                client.add(3, element);
            }
            assertThat(client.read(3)).containsExactlyInAnyOrder(elements);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void itKeepsQueues(TargetType type, String level) {
        Target target = shared(type, level);
        try (QueueConnection client = target.connect(FifoQueueConnection.class);
                QueueConnection other = target.connect(QueueConnection.class)) {
            assertThat(client.dequeue(1)).isNull();
            client.enqueue(1, 10);
            other.enqueue(1, 9);
            client.enqueue(2, 8);
            assertThat(other.dequeue(1)).isEqualTo(10);
            client.enqueue(1, 7);
            assertThat(client.dequeue(1)).isEqualTo(9);
            assertThat(other.dequeue(2)).isEqualTo(8);
            assertThat(other.dequeue(1)).isEqualTo(7);
            assertThat(client.dequeue(1)).isNull();
        }
    }

    private static void appendToBoth(JournalConnection client, long entry) {
        while (true) {
            try {
                client.appendAll(List.of(new Append(1, entry), new Append(2, entry + 1)));
                return;
            } catch (NoEffectException e) {
                // It lost to the others too often.
            }
        }
    }

    /** Whatever readers see, writers lose nothing: that is theirs to see to. */
    @ParameterizedTest
    @MethodSource("durabilities")
    void writersOfJournalsLoseNothing(TargetType type, String durability) throws Exception {
        int clients = 4;
        int appends = 25;
        AtomicInteger entry = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try (Target target = open(type, type.isolations().standard(), durability)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(pool.submit(() -> {
                    try (JournalConnection client = target.connect(JournalConnection.class)) {
                        for (int j = 0; j < appends; j++) {
                            appendToBoth(client, entry.getAndAdd(2));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            try (JournalConnection client = target.connect(JournalConnection.class)) {
                assertThat(client.read(1, false, false).rows().entries())
                        .hasSize(clients * appends)
                        .doesNotHaveDuplicates();
                assertThat(client.readMetadata(2)).isEqualTo(new Metadata(0, 0, clients * appends));
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
