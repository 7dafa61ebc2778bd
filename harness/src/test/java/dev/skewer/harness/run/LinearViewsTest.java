package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistoryBuilder;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import dev.skewer.results.linear.LinearView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture of a check marks the operation that the story beside it says fits nowhere, and is the same each time. */
class LinearViewsTest {
    private static Analysis check(String model, String history) throws IOException {
        var builder = new OperationHistoryBuilder("a history");
        try (EventReader reader = Histories.read(
                new ByteArrayInputStream(history.getBytes(StandardCharsets.UTF_8)), "a history", Format.EDN)) {
            var event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        }
        return LinearizabilityChecker.check(
                builder.build(),
                ModelCatalog.named(model, null, NilRead.ANY),
                Keyed.NO,
                Budget.of(Duration.ofSeconds(10), 128 << 20));
    }

    /** Views of one analysis; all parts that are wrong. */
    private static Stream<LinearView> views(Analysis analysis, String model) {
        LinearViews views = new LinearViews("a history", analysis, model);
        return analysis.parts().stream()
                .filter(part -> part.valid() == Validity.FALSE)
                .map((PartResult part) -> views.of(part));
    }

    private static void assertAgrees(LinearView view, String history) {
        Example story = Objects.requireNonNull(view.story());
        LinearView.Op marked = view.ops().get(view.stuck());
        assertThat(story.steps().stream().filter(step -> step.role().equals("cannot be placed")))
                .as(history)
                .singleElement()
                .extracting(Example.Step::index)
                .isEqualTo(marked.index());
        assertThat(view.paths().stream().limit(1).flatMap(path -> path.stream()))
                .as(history)
                .extracting(LinearView.Step::op)
                .doesNotContain(view.stuck());
    }

    @Test
    void theOneAtWhichEveryOrderEndsIsNamedIfItIsOneOfThose() throws IOException {
        String history = """
                {:process 0 :type :invoke :f :append :key :a :value "p"}
                {:process 0 :type :ok :f :append :key :a :value "p"}
                {:process 0 :type :invoke :f :append :key :a :value "q"}
                {:process 0 :type :ok :f :append :key :a :value "q"}
                {:process 1 :type :invoke :f :get :key :a}
                {:process 1 :type :ok :f :get :key :a :value "p"}
                {:process 2 :type :invoke :f :get :key :a}
                {:process 2 :type :ok :f :get :key :a :value "pq"}
                """;
        LinearView view = views(check("kv", history), "kv").findFirst().orElseThrow();
        assertAgrees(view, history);
        assertThat(view.ops().get(view.stuck()).answer()).contains("\"p\"");
    }

    @ParameterizedTest
    @CsvSource({
        "register, write, read, false",
        "kv, put, get, false",
        "fifo-queue, enqueue, dequeue, true",
        "unordered-queue, enqueue, dequeue, true",
        "stack, push, pop, true",
        "priority-queue, insert, extract-min, true",
        "counter, add, read, true"
    })
    void storyAndPictureNameOneOperation(String model, String write, String read, boolean distinct) throws IOException {
        int wrong = 0;
        for (long seed = 0; seed < 60; seed++) {
            String history = random(new SplittableRandom(seed), write, read, distinct);
            for (LinearView view : views(check(model, history), model).toList()) {
                assertAgrees(view, history);
                wrong++;
            }
        }
        assertThat(wrong).isGreaterThan(10);
    }

    @Test
    void thePictureIsTheSameEachTime() throws IOException {
        String history = random(new SplittableRandom(7), "enqueue", "dequeue", true);
        assertThat(views(check("fifo-queue", history), "fifo-queue").toList())
                .isEqualTo(views(check("fifo-queue", history), "fifo-queue").toList())
                .isNotEmpty();
    }

    /** Calls whose answers are drawn from what was written about then: sometimes right, often not. */
    private static String random(SplittableRandom random, String write, String read, boolean distinct) {
        StringBuilder history = new StringBuilder();
        int processes = 1 + random.nextInt(4);
        String[] pending = new String[processes];
        int written = 0;
        int begun = 0;
        while (begun < 14 || Stream.of(pending).anyMatch(Objects::nonNull)) {
            int process = random.nextInt(processes);
            String type = ":ok";
            String call = pending[process];
            if (call != null) {
                String answer = " :value " + Math.max(0, written - random.nextInt(4));
                call += call.startsWith(":f :" + read + " ") ? answer : "";
                pending[process] = null;
            } else if (begun++ < 14) {
                type = ":invoke";
                boolean isRead = random.nextBoolean();
                if (!isRead) {
                    written = distinct ? written + 1 : random.nextInt(4);
                }
                call = isRead ? ":f :" + read + " :key 1" : ":f :" + write + " :key 1 :value " + written;
                pending[process] = call;
            } else {
                continue;
            }
            history.append("{:process ")
                    .append(process)
                    .append(" :type ")
                    .append(type)
                    .append(' ')
                    .append(call)
                    .append("}\n");
        }
        return history.toString();
    }
}
