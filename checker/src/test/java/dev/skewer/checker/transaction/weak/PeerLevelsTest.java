package dev.skewer.checker.transaction.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.history.TransactionHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** AWDIT's own histories get the answers that AWDIT gives, which counts the order of sessions at all levels. */
class PeerLevelsTest {
    private static final Map<String, WeakLevel> LEVELS = Map.of(
            "read-committed", WeakLevel.READ_COMMITTED,
            "read-atomic", WeakLevel.READ_ATOMIC,
            "causal", WeakLevel.CAUSAL);

    @TestFactory
    Stream<DynamicTest> awditsAnswers() throws IOException {
        Path folder = Path.of(System.getProperty("skewer.shared", "../../shared"), "peer-histories");
        Path expected = folder.resolve("EXPECTED.tsv");
        assumeTrue(
                Files.isReadable(expected),
                () -> folder.toAbsolutePath().normalize() + " is missing; -Dskewer.shared= says where it is");
        List<String[]> rows = Files.readAllLines(expected).stream()
                .map(line -> line.split("\t"))
                .filter(row -> row.length > 3 && row[0].startsWith("awdit/") && LEVELS.containsKey(row[2]))
                .toList();
        assertThat(rows).isNotEmpty();
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row[0] + " " + row[2],
                        () -> check(
                                folder.resolve(row[0]),
                                Objects.requireNonNull(LEVELS.get(row[2])),
                                Boolean.parseBoolean(row[3]))));
    }

    private static void check(Path file, WeakLevel level, boolean holds) throws IOException {
        var builder = new TransactionHistoryBuilder(DataType.REGISTER, file.toString());
        try (EventReader reader = Histories.open(file, Format.AUTO)) {
            assertThat(reader.format().hasRealTime()).isFalse();
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        }
        TransactionHistory history = builder.build();
        WeakLevels levels = WeakLevels.of(history, Budget.unlimited());
        Decision decision = levels.decide(level, true);
        assertThat(decision.outcome()).isEqualTo(holds ? Decision.Outcome.HOLDS : Decision.Outcome.VIOLATED);
        decision.contradiction().ifPresent(found -> new ContradictionCheck(history, level, true).require(found));
    }
}
