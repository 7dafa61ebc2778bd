package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories of transactions that other tools ship, with the verdict that they give. */
class TransactionPeersTest {
    private static final Set<String> MODELS = Set.of("list-append", "rw-register");
    /** Files of which something else is said on purpose, with the reason in docs/isolation.md. */
    private static final Set<String> OTHERWISE = Set.of("elle-cli/elle/rw-register.edn");

    @TestFactory
    Stream<DynamicTest> eachFileHasTheVerdictThatIsExpected() throws IOException {
        Path folder = Path.of(System.getProperty("skewer.shared", "../../shared"), "peer-histories");
        Path expected = folder.resolve("EXPECTED.tsv");
        assumeTrue(
                Files.isRegularFile(expected),
                () -> folder.toAbsolutePath().normalize() + " is missing; -Dskewer.shared= says where it is");
        return Files.readAllLines(expected).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .filter(row -> MODELS.contains(row[1]) && !OTHERWISE.contains(row[0]))
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[2], () -> {
                    Verdict verdict = verdict(folder.resolve(row[0]), row[1], row[2]);
                    assertThat(verdict.valid()).as("%s", verdict).hasToString(row[3]);
                    if (!row[4].isEmpty()) {
                        assertThat(verdict.anomalies().keySet()).containsAll(List.of(row[4].split("[ ,]+")));
                    }
                }));
    }

    private static Verdict verdict(Path file, String model, String consistencyModel) throws IOException {
        try (EventReader reader = Histories.read(Files.newInputStream(file), file.toString(), Format.AUTO)) {
            CheckSession session = Checkers.named(model)
                    .orElseThrow()
                    .open(CheckOptions.none()
                            .of(file.toString(), reader.format())
                            .with(CheckOption.CONSISTENCY_MODEL, consistencyModel));
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
            return session.verdict(Budget.unlimited());
        }
    }
}
