package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories that Jepsen's, Porcupine's and Knossos's authors recorded, with the verdicts of their tools. */
class PeerHistoriesTest {
    private static final Path HISTORIES = Path.of("..", "..", "shared", "peer-histories");

    @TestFactory
    List<DynamicTest> theVerdictIsThatOfThePeers() throws IOException {
        Path expectations = HISTORIES.resolve("EXPECTED.tsv");
        assumeTrue(Files.exists(expectations), "the peers' histories are not here");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(expectations)) {
            String[] column = line.split("\t", -1);
            if (column.length > 3 && ModelCatalog.names().contains(column[1])) {
                String options = column.length > 6 ? column[6] : "";
                tests.add(DynamicTest.dynamicTest(
                        column[0], () -> assertVerdict(HISTORIES.resolve(column[0]), column[1], options, column[3])));
            }
        }
        assertThat(tests).hasSizeGreaterThan(80);
        return tests;
    }

    private static void assertVerdict(Path file, String model, String options, String expected) throws IOException {
        OperationHistory history = Loading.load(file, Format.AUTO);
        Object initial = options.startsWith("--initial ") ? Literals.read(options.substring(10)) : null;
        NilRead nilRead = file.toString().endsWith(".log") ? NilRead.EXACT : NilRead.ANY;
        Verdict verdict = LinearizabilityChecker.check(
                        history,
                        ModelCatalog.named(model, initial, nilRead),
                        Budget.of(Duration.ofSeconds(30), 256L << 20))
                .verdict();
        assertThat(verdict.valid()).isEqualTo(expected.equals("true") ? Validity.TRUE : Validity.FALSE);
        assertThat(verdict.anomalies().isEmpty()).isEqualTo(verdict.valid() == Validity.TRUE);
    }
}
