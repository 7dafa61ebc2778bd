package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.ConsistencyModel;
import dev.skewer.checker.ConsistencyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that has a name is explained, shown by an example, and told of in the documentation. */
class TopicsTest {
    /** The page that tells of each list. */
    private static final Map<String, List<String>> PAGES = Map.of(
            "workloads", List.of("workloads"),
            "targets", List.of("targets"),
            "faults", List.of("faults"),
            "defects", List.of("defects"),
            "models", List.of("linearizability", "isolation", "jepsen-checks"),
            "anomalies", List.of("journal-checker", "linearizability", "isolation", "jepsen-checks"),
            "consistency-models", List.of("consistency-models"),
            "formats", List.of("formats"),
            "reports", List.of("results"));

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void everyListHasAPage() {
        assertThat(PAGES.keySet()).containsExactlyInAnyOrderElementsOf(Topics.listNames());
    }

    @Test
    void eachConsistencyModelOfTheLatticeIsATopic() {
        assertThat(Topics.list("consistency-models").stream().map(Topics.Topic::name))
                .containsExactlyElementsOf(ConsistencyModels.names());
    }

    @Test
    void thePageOfConsistencyModelsHasTheLatticeAsItIs() throws IOException {
        String page = Files.readString(DOCS.resolve("consistency-models.md"));
        for (ConsistencyModel model : ConsistencyModels.all()) {
            String implied =
                    model.implied().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            String promise = model.sentence().substring(1, model.sentence().length() - 1);
            assertThat(page.lines())
                    .as(model.name())
                    .anyMatch(line -> line.startsWith("| `" + model.name() + "` | ")
                            && line.endsWith(promise + " | " + implied + " |"));
        }
    }

    static Stream<String> lists() {
        return Topics.listNames().stream();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatHasANameIsExplainedAndDocumented(String list) throws IOException {
        StringBuilder pages = new StringBuilder();
        for (String page : PAGES.getOrDefault(list, List.of())) {
            pages.append(Files.readString(DOCS.resolve(page + ".md")));
        }
        assertThat(Topics.list(list)).isNotEmpty().allSatisfy(topic -> {
            assertThat(List.of(topic.sentence(), topic.text(), topic.example())).noneMatch(String::isBlank);
            assertThat(pages).contains("`" + topic.name() + "`");
        });
    }
}
