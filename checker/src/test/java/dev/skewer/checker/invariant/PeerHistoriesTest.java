package dev.skewer.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.history.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories of Jepsen's workloads, with the verdicts of Jepsen's checks. */
class PeerHistoriesTest {
    private static final Path HISTORIES = Path.of("..", "..", "shared", "peer-histories");

    @TestFactory
    List<DynamicTest> theVerdictIsThatOfJepsen() throws IOException {
        Path expectations = HISTORIES.resolve("EXPECTED.tsv");
        assumeTrue(Files.exists(expectations), "the peers' histories are not here");
        List<String> models = new InvariantModels()
                .checkers().stream().map(each -> each.info().name()).toList();
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(expectations)) {
            String[] column = line.split("\t", -1);
            if (column.length > 3 && models.contains(column[1])) {
                String options = column.length > 6 ? column[6] : "";
                tests.add(DynamicTest.dynamicTest(
                        column[0], () -> assertVerdict(HISTORIES.resolve(column[0]), column[1], options, column[3])));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void assertVerdict(Path file, String model, String words, String expected) throws IOException {
        CheckOptions options = CheckOptions.none();
        if (words.startsWith("--")) {
            String[] word = words.substring(2).split(" ", 2);
            CheckOption option = SmallHistory.checker(model).info().options().stream()
                    .filter(each -> each.name().equals(word[0]))
                    .findFirst()
                    .orElseThrow();
            options = options.withText(option, word[1]);
        }
        Format format = file.toString().endsWith(".json") ? Format.JSON : Format.EDN;
        assertThat(SmallHistory.verdict(Files.readString(file), format, model, options)
                        .valid())
                .hasToString(expected);
    }
}
