package dev.skewer.targets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionAnswer;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference database behind the protocol of transactions. */
class MemoryTargetTest {
    private static Target open(String isolation, String pause) {
        return MemoryTarget.TYPE.open(new TargetSettings(
                Path.of("unused"), isolation, "default", Map.of("pause", pause), List.of(), Set.of(), new Seed(1)));
    }

    static List<String> levels() {
        return MemoryTarget.TYPE.isolations().names();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void transactionsSeeWhatTheyWrote(String level) {
        try (Target target = open(level, "0");
                TransactionConnection connection = target.connect(TransactionConnection.class)) {
            List<MicroOperation> done = connection.transact(List.of(
                    ReadList.of(1),
                    new Append(1, 10),
                    new Append(1, 11),
                    ReadList.of(1),
                    ReadRegister.of(1),
                    new Write(1, 5),
                    ReadRegister.of(1),
                    PredicateRead.of(List.of(2L, 1L))));
            assertThat(done)
                    .containsExactly(
                            new ReadList(1, null),
                            new Append(1, 10),
                            new Append(1, 11),
                            new ReadList(1, List.of(10L, 11L)),
                            new ReadRegister(1, null),
                            new Write(1, 5),
                            new ReadRegister(1, 5L),
                            new PredicateRead(List.of(2L, 1L), Map.of(1L, 5L)));
        }
    }

    /** What was told to have failed is in no list, what was told to have worked is in it once. */
    @ParameterizedTest
    @MethodSource("levels")
    void whatIsCommittedIsThereAndWhatIsAbortedIsNot(String level) throws Exception {
        try (Target target = open(level, "1")) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                var all = new ArrayList<Future<List<Long>>>();
                for (int thread = 0; thread < 4; thread++) {
                    long first = 100L * thread;
                    all.add(threads.submit(() -> appended(target, first)));
                }
                var committed = new HashSet<Long>();
                for (Future<List<Long>> each : all) {
                    committed.addAll(each.get());
                }
                assertThat(finalList(target, committed.size())).containsExactlyInAnyOrderElementsOf(committed);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static List<Long> appended(Target target, long first) {
        var committed = new ArrayList<Long>();
        try (TransactionConnection connection = target.connect(TransactionConnection.class)) {
            for (long element = first; element < first + 50; element++) {
                try {
                    connection.transact(List.of(ReadList.of(1), new Append(1, element)));
                    committed.add(element);
                } catch (NoEffectException refused) {
                    assertThat(refused).hasMessageContaining("conflict");
                }
            }
        }
        return committed;
    }

    /** A level may show an old list, so it is asked for until all is there. */
    private static List<Long> finalList(Target target, int size) {
        try (TransactionConnection connection = target.connect(TransactionConnection.class)) {
            List<Long> elements = List.of();
            for (int attempt = 0; attempt < 1_000 && elements.size() < size; attempt++) {
                var read =
                        (ReadList) connection.transact(List.of(ReadList.of(1))).get(0);
                elements = read.elements() == null ? List.of() : read.elements();
            }
            return elements;
        }
    }

    private static Target open(String isolation, Map<String, String> options) {
        return MemoryTarget.TYPE.open(
                new TargetSettings(Path.of("unused"), isolation, "default", options, List.of(), Set.of(), new Seed(1)));
    }

    @Test
    void transactionsCarryTheirTimestampsIfThatIsWished() {
        try (Target target = open("serializable", Map.of("pause", "0", "timestamps", "yes"));
                TransactionConnection connection = target.connect(TransactionConnection.class)) {
            assertThat(connection.answer(List.of(new Write(1, 5))).timestamps())
                    .isEqualTo(new TransactionAnswer.Timestamps(0, 1L));
            assertThat(connection.answer(List.of(new Write(1, 6))).timestamps())
                    .isNotNull()
                    .extracting(TransactionAnswer.Timestamps::commit)
                    .isEqualTo(2L);
            assertThat(connection.answer(List.of(ReadRegister.of(1))).timestamps())
                    .isNotNull()
                    .extracting(TransactionAnswer.Timestamps::commit)
                    .isNull();
        }
        try (Target target = open("serializable", "0");
                TransactionConnection connection = target.connect(TransactionConnection.class)) {
            assertThat(connection.answer(List.of(new Write(1, 5))).timestamps()).isNull();
        }
    }

    @Test
    void optionsThatCannotBeAreRefusedInOneLine() {
        assertThatThrownBy(() -> open("prefix", Map.of("timestamps", "yes")))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining(
                        "transactions at prefix have none; right would be --isolation snapshot-isolation");
        assertThatThrownBy(() -> open("prefix", Map.of("defects-from", "soon")))
                .isInstanceOf(NoEffectException.class)
                .hasMessage(
                        "target memory: option defects-from is a number of commits of at most 12 digits, not 'soon'");
    }

    @Test
    void aPauseThatIsNoneIsRefusedInOneLine() {
        assertThatThrownBy(() -> open("prefix", "soon"))
                .isInstanceOf(NoEffectException.class)
                .hasMessage("target memory: option pause is from 0 to 1000000 microseconds, not 'soon'");
    }
}
