package dev.skewer.junit;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.ShellWords;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.api.History;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.harness.run.CheckLimits;
import dev.skewer.harness.run.Environment;
import dev.skewer.harness.run.HistoryCheck;
import dev.skewer.harness.run.HistoryExcerpts;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.Producer;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.measure.MetricsRecorder;
import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.OperationMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions on histories, whoever recorded them. When one fails, its message tells the story of what was found, and a page with the same
 * lies among the {@linkplain ConsistencyTest results of tests}.
 *
 * <p>What was not decided within the limits fails, and so does a history in which nothing could have been wrong: no operation that ended,
 * or none of the opportunities that the checker counts, such as operations that overlap ({@link ConsistencyOptions#acceptingVacuous}).
 */
public final class ConsistencyAssertions {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Set<Class<?>> OWN = Set.of(ConsistencyAssertions.class, Question.class);

    private ConsistencyAssertions() {}

    /**
     * Asserts that the operations of a history, each at one moment between its call and its return, have an order in which an object
     * gives just these answers.
     *
     * @param model what the object should do; one of {@link dev.skewer.checker.api.Models}, or your own
     * @return the verdict, which is true
     * @throws AssertionFailedError if there is none, or that could not be shown
     * @throws HistoryException if the events are no history of the model; says which
     */
    public static Verdict assertLinearizable(History history, Model<?> model) {
        return new Question(
                        new LinearizabilityChecker(model),
                        CheckOptions.none(),
                        ModelCatalog.options(model),
                        ConsistencyOptions.model(model.name()))
                .ask(history);
    }

    /**
     * Asserts that a history is what a checker asks for.
     *
     * @param options how it is judged
     * @return the verdict, which is true
     * @throws AssertionFailedError if it is not, or that could not be shown
     * @throws HistoryException if the events are no history of the model; says which
     * @throws IllegalArgumentException if there is no such model, or it does not have such an option; says what would be right
     */
    public static Verdict assertConsistent(History history, ConsistencyOptions options) {
        return Question.of(options).ask(history);
    }

    /**
     * Asserts that the history in a file is what a checker asks for.
     *
     * @param file in any of the formats that {@code skewer check} reads, plain or compressed
     * @param options how it is judged
     * @return the verdict, which is true
     * @throws AssertionFailedError if it is not, or that could not be shown
     * @throws HistoryException if the file has no history of the model; says where
     * @throws IllegalArgumentException if there is no such model, or it does not have such an option; says what would be right
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Verdict assertConsistent(Path file, ConsistencyOptions options) {
        return Question.of(options).ask(file);
    }

    /** What is asked of a history, in the words of the command line too; there are none for a model of a test's own. */
    private record Question(Checker checker, CheckOptions chosen, List<String> arguments, ConsistencyOptions options) {
        static Question of(ConsistencyOptions options) {
            Checker checker = Checkers.named(options.model())
                    .orElseThrow(() -> new IllegalArgumentException(Printable.line(Checkers.unknown(options.model()))));
            CheckOptions chosen = CheckOptions.none();
            List<String> arguments = new ArrayList<>(List.of("--model", options.model()));
            for (Map.Entry<String, String> choice : options.choices().entrySet()) {
                chosen = chosen.withText(option(checker, choice.getKey()), choice.getValue());
                arguments.addAll(List.of("--" + choice.getKey(), choice.getValue()));
            }
            if (options.acceptTruncated()) {
                arguments.add("--accept-truncated");
            }
            Question question = new Question(checker, chosen, arguments, options);
            // What is wrong with the options is found before the history is read.
            question.open("history", Format.EDN);
            return question;
        }

        private Map<String, String> chosenByName() {
            var chosenByName = new LinkedHashMap<String, String>();
            chosenByName.put("model", checker.info().name());
            chosenByName.putAll(options.choices());
            if (options.acceptTruncated()) {
                chosenByName.put("accept-truncated", "true");
            }
            return chosenByName;
        }

        private static CheckOption option(Checker checker, String name) {
            List<CheckOption> all = checker.info().options();
            return all.stream()
                    .filter(option -> option.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Printable.line("the "
                            + checker.info().name() + " model has no option '" + name + "'"
                            + Nearest.hint(
                                    name, all.stream().map(CheckOption::name).toList()))));
        }

        private CheckSession open(String source, Format format) {
            try {
                return checker.open(chosen.of(source, format));
            } catch (CheckOptionException e) {
                throw new IllegalArgumentException(Printable.line(e.option() + ": " + e.getMessage()), e);
            }
        }

        private CheckLimits limits() {
            return new CheckLimits(options.timeLimit().orElse(null), null);
        }

        Verdict ask(History history) {
            MetricsRecorder metrics = new MetricsRecorder();
            CheckSession session = open(history.name(), chosen.format());
            try {
                history.replay(event -> {
                    session.accept(event);
                    metrics.accept(event);
                });
                return judge(
                        history.name(),
                        new HistoryCheck(limits()).check(checker.info().name(), session),
                        metrics,
                        Optional.of(history));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Verdict ask(Path file) {
            MetricsRecorder metrics = new MetricsRecorder();
            HistoryCheck whole = new HistoryCheck(limits()).observedBy(metrics);
            HistoryCheck check = options.acceptTruncated() ? whole.acceptingTruncated() : whole;
            try (InputStream in = Files.newInputStream(file)) {
                HistoryCheck.Result result = check.check(
                        in, file.toString(), Format.AUTO, checker.info().name(), this::open);
                return judge(file.toAbsolutePath().toString(), result, metrics, Optional.empty());
            } catch (IOException e) {
                throw new UncheckedIOException(Printable.line(file.toString()) + ": " + IoMessages.of(e), e);
            }
        }

        /**
         * Fails unless the verdict is true and worth something.
         *
         * @param name what the history is called; its file, if it has one
         * @param recorded the history, if it is in no file yet
         */
        private Verdict judge(
                String name, HistoryCheck.Result result, MetricsRecorder metrics, Optional<History> recorded)
                throws IOException {
            Verdict verdict = result.verdict();
            if (verdict.valid() == Validity.TRUE && verdict.opportunities() == 0 && !options.acceptVacuous()) {
                verdict = verdict.with(
                        Validity.UNKNOWN,
                        "nothing was checked: there were no "
                                + checker.info().opportunity()
                                + "; ConsistencyOptions.acceptingVacuous takes that for enough");
            }
            if (verdict.valid() == Validity.TRUE) {
                return verdict;
            }
            RunFolder folder =
                    RunFolder.create(Configuration.results(Configuration::property), caller(), Instant.now());
            String file = name;
            if (recorded.isPresent()) {
                Path saved = folder.history(false);
                recorded.get().save(saved);
                file = saved.toString();
            }
            String command = arguments.isEmpty()
                    ? ""
                    : "skewer check " + ShellWords.join(arguments) + " " + ShellWords.quote(file);
            Optional<OperationMetrics> measured = Optional.of(metrics.metrics());
            folder.write(
                    "report.html",
                    HtmlReport.render(new CheckSummary(
                            name,
                            verdict,
                            result.cost(),
                            command,
                            measured,
                            HistoryExcerpts.of(Path.of(file), file, Format.AUTO, verdict, measured),
                            chosenByName(),
                            Environment.here(),
                            Producer.name())));
            throw new AssertionFailedError(
                    FailureMessage.of(name, checker.info().promise(), verdict, folder.report(), command));
        }
    }

    /** The test that asks, such as {@code com.example.StoreTest.isLinearizable}. */
    private static String caller() {
        return CALLERS.walk(frames -> frames.filter(frame -> !OWN.contains(frame.getDeclaringClass()))
                        .findFirst())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("history");
    }
}
