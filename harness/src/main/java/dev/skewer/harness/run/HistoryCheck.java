package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Quantities;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.file.Histories;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.workloads.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one history and has it checked, within a budget of time and memory: past either the verdict is unknown, and says
 * why.
 */
public final class HistoryCheck {
    /** How many events are read between two looks at the clock. */
    private static final int STRIDE = 1 << 14;

    private final Duration timeLimit;
    private final long memoryBytes;
    private final boolean acceptTruncated;
    /** Sees each event besides the checker. */
    private final EventSink observer;

    private final CheckStage stage;

    /**
     * A check that is about to run, of a file that has to be whole.
     *
     * @param limits for reading and checking together, and for the history in memory and what the checker remembers
     */
    public HistoryCheck(CheckLimits limits) {
        this(limits.timeLimit(), limits.memoryBytes(), false, event -> {}, new CheckStage());
    }

    private HistoryCheck(
            Duration timeLimit, long memoryBytes, boolean acceptTruncated, EventSink observer, CheckStage stage) {
        this.timeLimit = timeLimit;
        this.memoryBytes = memoryBytes;
        this.acceptTruncated = acceptTruncated;
        this.observer = observer;
        this.stage = stage;
    }

    /** The same check, which takes what is there of a file that was cut off for the whole history. */
    public HistoryCheck acceptingTruncated() {
        return new HistoryCheck(timeLimit, memoryBytes, true, observer, stage);
    }

    /** The same check, while another sink is given each event that is read. */
    public HistoryCheck observedBy(EventSink sink) {
        return new HistoryCheck(timeLimit, memoryBytes, acceptTruncated, sink, stage);
    }

    /** The same check, which says there how far it has come. */
    public HistoryCheck seenBy(CheckStage watched) {
        return new HistoryCheck(timeLimit, memoryBytes, acceptTruncated, observer, watched);
    }

    /** Begins the check of a history, once it is known how it is stored. */
    @FunctionalInterface
    public interface Opening {
        /**
         * A check that is about to take the events.
         *
         * @param source the history's name in complaints
         * @param format how it is stored
         */
        CheckSession open(String source, Format format);
    }

    /**
     * What came of it.
     *
     * @param verdict of the checker
     * @param cost of reading and checking
     * @param session the check, for its views; null if it ended before there was a verdict
     */
    public record Result(
            Verdict verdict, CheckCost cost, @Nullable CheckSession session) {}

    /**
     * Reads and checks. An interrupt of the thread ends it early, with verdict unknown.
     *
     * @param in the history; read to its end and closed
     * @param name its name in complaints
     * @param format its format
     * @param model the name of the checker's model
     * @param opening begins its check
     * @throws HistoryException if it is no history; one that ends inside an event is checked up to there, with a note, and
     *     unknown unless it is false or the part was accepted for the whole
     * @throws IOException if it cannot be read
     */
    public Result check(InputStream in, String name, Format format, String model, Opening opening) throws IOException {
        Budget budget = Budget.of(timeLimit, memoryBytes);
        HeapPeak.reset();
        long start = System.nanoTime();
        long parsed = 0;
        Verdict verdict;
        CheckSession session = null;
        try {
            Reading reading = read(in, name, format, opening, budget);
            parsed = System.nanoTime();
            session = reading.session();
            stage.readToTheEnd();
            if (session != null) {
                verdict = session.verdict(budget);
                verdict = reading.cut() == null ? verdict : cutOff(verdict, reading.cut());
                for (String note : reading.notes()) {
                    verdict = verdict.with(verdict.valid(), note);
                }
            } else {
                verdict = unknown(model, String.valueOf(reading.stopped()));
            }
        } catch (OutOfMemoryError e) {
            // Everything that was allocated here is garbage by now.
            session = null;
            verdict = outOfMemory(model);
        }
        long end = System.nanoTime();
        parsed = parsed == 0 ? end : parsed;
        return new Result(
                verdict,
                new CheckCost((parsed - start) / 1_000_000, (end - parsed) / 1_000_000, HeapPeak.megabytes()),
                session);
    }

    /**
     * Checks a history that is in memory already.
     *
     * @param model the name of the checker's model
     * @param session has had all events, whose bytes are part of the memory that the check may take
     */
    public Result check(String model, CheckSession session) {
        Budget budget = Budget.of(timeLimit, memoryBytes);
        HeapPeak.reset();
        long start = System.nanoTime();
        Verdict verdict;
        try {
            verdict = session.verdict(budget);
        } catch (OutOfMemoryError e) {
            verdict = outOfMemory(model);
        }
        if (verdict.valid() == Validity.UNKNOWN && System.nanoTime() - start >= timeLimit.toNanos()) {
            verdict = verdict.with(
                    Validity.UNKNOWN, "the check ended at its time limit of " + DurationText.of(timeLimit));
        }
        return new Result(
                verdict, new CheckCost(0, (System.nanoTime() - start) / 1_000_000, HeapPeak.megabytes()), session);
    }

    /**
     * What can be said of a history that was too large to be kept in memory.
     *
     * @param model the name of the checker's model
     * @param memoryBytes how much it was allowed
     */
    static Result tooLarge(String model, long memoryBytes) {
        return new Result(
                unknown(
                        model,
                        "the history became too large for the memory limit of " + Quantities.showSize(memoryBytes)
                                + ", and is in its file only"),
                new CheckCost(0, 0, HeapPeak.megabytes()),
                null);
    }

    private static Verdict outOfMemory(String model) {
        return unknown(
                model,
                "the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB is too small for this history; set SKEWER_JAVA_OPTS=-Xmx… to enlarge it");
    }

    /**
     * How far a history was read.
     *
     * @param session has taken all events that are there; null if reading stopped before
     * @param stopped why it did, if it did
     * @param cut where the file was cut off, and what came before that; null if it is whole
     * @param notes what else a user has to know of what was read
     */
    private record Reading(
            @Nullable CheckSession session,
            @Nullable String stopped,
            @Nullable String cut,
            List<String> notes) {}

    private static Reading stopped(String why) {
        return new Reading(null, why, null, List.of());
    }

    /** The verdict on a file that lacks its end: what it shows stands, but what it lacks might show more. */
    private Verdict cutOff(Verdict verdict, String cut) {
        boolean isOpen = verdict.valid() == Validity.TRUE && !acceptTruncated;
        return verdict.with(
                isOpen ? Validity.UNKNOWN : verdict.valid(),
                cut + (isOpen ? "; --accept-truncated takes what is there for the whole history" : ""));
    }

    /**
     * Has a check take the events. A recorder that was killed, or whose disk was full, leaves half an event at the end of
     * the file; what comes before is a history, and the lost event's operation one whose outcome is unknown or one that nobody saw.
     */
    private Reading read(InputStream in, String name, Format format, Opening opening, Budget budget)
            throws IOException {
        long events = 0;
        long operations = 0;
        CheckSession session = null;
        List<String> notes = List.of();
        try (EventReader reader = Histories.read(in, name, format)) {
            session = opening.open(name, reader.format());
            var event = new Event(reader.symbols());
            try {
                for (; reader.next(event); events++) {
                    session.accept(event);
                    observer.accept(event);
                    operations += event.type == EventType.INVOKE ? 1 : 0;
                    if (events % STRIDE != 0) {
                        continue;
                    }
                    stage.read(operations);
                    String cut = exceeded(session, budget);
                    if (cut != null) {
                        return stopped(cut + " after reading " + Figures.count(events + 1) + " events");
                    }
                }
            } finally {
                notes = reader.notes();
                stage.read(operations);
            }
            return new Reading(session, null, null, notes);
        } catch (ClosedByInterruptException e) {
            return stopped("interrupted after reading " + Figures.count(events) + " events");
        } catch (HistoryException e) {
            if (e.isOutOfMemory()) {
                return stopped(String.valueOf(e.getMessage()));
            }
            if (!e.isTruncated()) {
                throw e;
            }
            if (session == null || events == 0) {
                return stopped(e.getMessage() + " Nothing comes before that");
            }
            String checked = events == 1
                    ? " The one event before that was checked"
                    : " The " + Figures.count(events) + " events before that were checked";
            return new Reading(session, null, e.getMessage() + checked, notes);
        }
    }

    private @Nullable String exceeded(CheckSession session, Budget budget) {
        if (Thread.currentThread().isInterrupted()) {
            return "interrupted";
        }
        if (budget.exhausted()) {
            return "the time limit was reached";
        }
        return session.bytes() > memoryBytes ? "the memory limit was reached" : null;
    }

    private static Verdict unknown(String model, String why) {
        return new Verdict(Validity.UNKNOWN, model, new TreeMap<>(), List.of(), List.of(), 0, 0, List.of(why));
    }
}
