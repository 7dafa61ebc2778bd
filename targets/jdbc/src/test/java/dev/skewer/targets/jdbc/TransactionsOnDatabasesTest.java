package dev.skewer.targets.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one client does is as the protocol says, on each database at each level; and what two of them do that meet. */
class TransactionsOnDatabasesTest {
    private static final Set<String> EMBEDDED = Set.of("h2", "hsqldb", "sqlite");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private static Stream<TargetType> types() {
        return new JdbcTargets()
                .targets().stream().filter(type -> type.availability(Map.of()).isAvailable());
    }

    static Stream<Arguments> levels() {
        // A server takes a while to start, and its levels are no different to one client.
        return types().flatMap(type -> type.isolations().names().stream()
                .filter(level -> EMBEDDED.contains(type.name()) || level.equals("autocommit"))
                .map(level -> Arguments.of(type.name(), level)));
    }

    static Stream<Arguments> strongest() {
        return types().map(type -> Arguments.of(type.name(), "serializable"));
    }

    private Target open(String name, String level) {
        TargetType type =
                types().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return type.open(new TargetSettings(
                folder.resolve("data"),
                level,
                type.durabilities().standard(),
                type.allOptions(Map.of()),
                List.of(),
                Set.of(),
                new Seed(1)));
    }

    private static ReadList list(long key, long... elements) {
        return new ReadList(key, LongStream.of(elements).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("levels")
    void aTransactionReadsAndWrites(String name, String level) {
        try (Target target = open(name, level);
                TransactionConnection client = target.connect(TransactionConnection.class)) {
            List<MicroOperation> absent =
                    List.of(ReadList.of(1), ReadRegister.of(1), ReadList.of(2), ReadRegister.of(2));
            assertThat(client.transact(absent)).isEqualTo(absent);

            assertThat(client.transact(List.of(
                            new Append(1, 10),
                            ReadList.of(1),
                            new Append(1, 11),
                            ReadList.of(1),
                            new Append(2, 10),
                            new Write(1, 5),
                            ReadRegister.of(1))))
                    .containsExactly(
                            new Append(1, 10),
                            list(1, 10),
                            new Append(1, 11),
                            list(1, 10, 11),
                            new Append(2, 10),
                            new Write(1, 5),
                            new ReadRegister(1, 5L));
            client.transact(List.of(new Write(1, 6), new Append(1, -12), new Write(2, 0)));
            assertThat(client.transact(List.of(
                            new Write(4, 8),
                            PredicateRead.of(List.of(4L, 2L, 1L, 3L, 6L)),
                            PredicateRead.of(List.of(5L)))))
                    .containsExactly(
                            new Write(4, 8),
                            new PredicateRead(List.of(4L, 2L, 1L, 3L, 6L), Map.of(1L, 6L, 2L, 0L, 4L, 8L)),
                            new PredicateRead(List.of(5L), Map.of()));
            try (TransactionConnection other = target.connect(TransactionConnection.class)) {
                assertThat(other.transact(List.of(
                                ReadRegister.of(1),
                                ReadList.of(1),
                                ReadRegister.of(2),
                                ReadList.of(2),
                                ReadList.of(3))))
                        .containsExactly(
                                new ReadRegister(1, 6L),
                                list(1, 10, 11, -12),
                                new ReadRegister(2, 0L),
                                list(2, 10),
                                ReadList.of(3));
            }
        }
    }

    /** Two clients append to two lists, each to the other's first, until one of them is told so: what it wrote is not there. */
    @ParameterizedTest
    @MethodSource("strongest")
    void whatIsAbortedIsNotThere(String name, String level) throws Exception {
        try (Target target = open(name, level);
                TransactionConnection first = target.connect(TransactionConnection.class);
                TransactionConnection second = target.connect(TransactionConnection.class)) {
            first.transact(List.of(new Append(1, 0), new Append(2, 0)));
            int aborted = 0;
            for (long element = 1; aborted == 0; element += 2) {
                long next = element;
                CompletableFuture<Boolean> meanwhile =
                        CompletableFuture.supplyAsync(() -> commits(second, 2, 1, next + 1));
                boolean isFirst = commits(first, 1, 2, element);
                boolean isSecond = meanwhile.get(60, TimeUnit.SECONDS);
                List<MicroOperation> read = first.transact(List.of(ReadList.of(1), ReadList.of(2)));
                for (MicroOperation each : read) {
                    List<Long> elements = Objects.requireNonNull(((ReadList) each).elements());
                    assertThat(elements.contains(element)).isEqualTo(isFirst);
                    assertThat(elements.contains(element + 1)).isEqualTo(isSecond);
                }
                aborted = (isFirst ? 0 : 1) + (isSecond ? 0 : 1);
                assertThat(elementsOf(read)).as("no end of commits").isLessThan(600);
            }
        }
    }

    private static int elementsOf(List<MicroOperation> read) {
        return Objects.requireNonNull(((ReadList) read.get(0)).elements()).size();
    }

    private static boolean commits(TransactionConnection client, long read, long other, long element) {
        try {
            client.transact(List.of(
                    ReadList.of(read), ReadList.of(other), new Append(other, element), new Append(read, element)));
            return true;
        } catch (NoEffectException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"h2, serializable", "hsqldb, serializable", "sqlite, serializable"})
    void aListIsAsLongAsItsRowLets(String name, String level) {
        try (Target target = open(name, level);
                TransactionConnection client = target.connect(TransactionConnection.class)) {
            List<MicroOperation> appends = LongStream.rangeClosed(1, 1_000)
                    .<MicroOperation>mapToObj(element -> new Append(1, element))
                    .toList();
            client.transact(appends);
            assertThat(((ReadList) client.transact(List.of(ReadList.of(1))).get(0)).elements())
                    .hasSize(1_000);
        }
    }
}
