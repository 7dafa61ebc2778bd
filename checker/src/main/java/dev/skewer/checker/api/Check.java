package dev.skewer.checker.api;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.ShellWords;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to a history, and the assertion of the answer.
 *
 * <pre>{@code
 * Check.linearizable(history, Models.casRegister(0))
 *         .within(Duration.ofSeconds(10))
 *         .savingFailuresTo(Path.of("target", "register.edn"))
 *         .assertValid();
 * }</pre>
 *
 * <p>A check does not change; each of its methods that ends with an answer checks anew. What the verdicts prove, assume and
 * cannot see is said by {@link LinearizabilityChecker} and {@link JournalChecker}.
 */
public final class Check {
    /** As on the command line. */
    private static final Duration TIME = Duration.ofSeconds(60);

    private final History history;
    private final Checker checker;
    private final CheckOptions chosen;
    /** What of the command line stands for the model; empty if it does not have it. */
    private final List<String> options;

    private final Duration time;
    private final long memoryBytes;
    private final @Nullable Path failures;

    private Check(
            History history,
            Checker checker,
            CheckOptions chosen,
            List<String> options,
            Duration time,
            long memoryBytes,
            @Nullable Path failures) {
        this.history = history;
        this.checker = checker;
        this.chosen = chosen;
        this.options = List.copyOf(options);
        this.time = time;
        this.memoryBytes = memoryBytes;
        this.failures = failures;
    }

    /**
     * Whether a history keeps the promise of a checker.
     *
     * @param checker such as one of {@link dev.skewer.checker.Checkers}
     * @param options what it lets one choose
     */
    public static Check of(History history, Checker checker, CheckOptions options) {
        return of(history, checker, options, List.of());
    }

    private static Check of(History history, Checker checker, CheckOptions options, List<String> command) {
        return new Check(
                history, checker, options, command, TIME, Runtime.getRuntime().maxMemory() / 2, null);
    }

    /**
     * Whether the operations of a history, each at one moment between its call and its return, have an order in which an
     * object gives just these answers.
     *
     * @param model what the object should do; one of {@link Models}, or your own
     */
    public static Check linearizable(History history, Model<?> model) {
        return of(history, new LinearizabilityChecker(model), CheckOptions.none(), ModelCatalog.options(model));
    }

    /** Whether a history of journal operations is strictly serializable; the command line's model {@code journal}. */
    public static Check journal(History history) {
        return of(history, new JournalChecker(), CheckOptions.none(), List.of("--model", JournalChecker.NAME));
    }

    private CheckSession session() {
        CheckSession session = checker.open(chosen.of(history.name(), chosen.format()));
        try {
            history.replay(session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session;
    }

    /** The same check with another limit of time; past it the verdict is unknown. Without it, a minute. */
    public Check within(Duration limit) {
        return new Check(history, checker, chosen, options, limit, memoryBytes, failures);
    }

    /** The same check with another limit for what its searches remember, in bytes. Without it, half the heap. */
    public Check withMemory(long bytes) {
        return new Check(history, checker, chosen, options, time, bytes, failures);
    }

    /**
     * The same check, which writes the history to a file when an assertion fails, for {@code skewer check} and for people.
     *
     * @param file is replaced; see {@link History#save}
     */
    public Check savingFailuresTo(Path file) {
        return new Check(history, checker, chosen, options, time, memoryBytes, file);
    }

    /**
     * The verdict.
     *
     * @throws HistoryException if the events are no history of the model: an operation that it does not have, a completion
     *     without an invocation; says which event
     */
    public Verdict verdict() {
        return session().verdict(Budget.of(time, memoryBytes));
    }

    /**
     * Asserts that the verdict is true, which it is not of a history in which no operation ended.
     *
     * @return the verdict
     * @throws AssertionError if it is not; tells the story of the first contradiction, or what was not decided
     * @throws HistoryException as {@link #verdict}
     */
    public Verdict assertValid() {
        Verdict verdict = verdict();
        if (verdict.valid() != Validity.TRUE) {
            String finding =
                    verdict.valid() == Validity.FALSE ? " is not " + claim() : " could not be shown to be " + claim();
            throw failure(finding, verdict);
        }
        return verdict;
    }

    /**
     * Asserts that the verdict is false: for a test that shows that a mistake is found.
     *
     * @return the verdict
     * @throws AssertionError if it is true or unknown
     * @throws HistoryException as {@link #verdict}
     */
    public Verdict assertInvalid() {
        Verdict verdict = verdict();
        if (verdict.valid() != Validity.FALSE) {
            throw failure(
                    (verdict.valid() == Validity.TRUE ? " is " + claim() : " was not decided")
                            + ", and should have been found not to be",
                    verdict);
        }
        return verdict;
    }

    /**
     * Asserts that the verdict is false because of an anomaly.
     *
     * @param anomaly such as {@code nonlinearizable} or {@code read-skew}; {@code skewer list anomalies} has them
     * @return the verdict
     * @throws AssertionError if it is true or unknown, or false for other reasons only
     * @throws HistoryException as {@link #verdict}
     */
    public Verdict assertInvalid(String anomaly) {
        Verdict verdict = assertInvalid();
        if (!verdict.anomalies().containsKey(anomaly)) {
            throw failure(" is not " + claim() + ", but not because of " + anomaly, verdict);
        }
        return verdict;
    }

    private String claim() {
        return checker.info().promise();
    }

    private AssertionError failure(String finding, Verdict verdict) {
        String message = history.name() + finding;
        List<String> saved = List.of();
        Exception unsaved = null;
        if (failures != null) {
            try {
                history.save(failures);
                saved = saved(failures, verdict);
            } catch (IOException | HistoryException e) {
                saved = List.of("the history could not be written to " + failures + ": " + e);
                unsaved = e;
            }
        }
        AssertionError error = new AssertionError(Message.of(message, verdict, saved));
        if (unsaved != null) {
            error.addSuppressed(unsaved);
        }
        return error;
    }

    /** Where the history is, and the command that gives the same verdict on it, as it can be pasted anywhere. */
    private List<String> saved(Path file, Verdict verdict) {
        String where = "the history is in " + file;
        if (options.isEmpty()) {
            return List.of(where);
        }
        List<String> command = new ArrayList<>(List.of("skewer", "check"));
        command.addAll(options);
        boolean isOpen = verdict.valid() == Validity.UNKNOWN;
        if (isOpen || time.compareTo(TIME) > 0) {
            command.addAll(List.of("--time-limit", Math.max(1, time.toMillis()) + "ms"));
        }
        if (isOpen) {
            command.addAll(List.of("--memory-limit", Long.toString(Math.max(1, memoryBytes))));
        }
        command.add(file.toAbsolutePath().toString());
        return List.of(where + "; the same verdict comes from", "  " + ShellWords.join(command));
    }
}
