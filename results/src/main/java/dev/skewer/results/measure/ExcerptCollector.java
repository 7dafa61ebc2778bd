package dev.skewer.results.measure;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Highlight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out of a history, as it passes by, what all clients did around the examples of a verdict on it.
 *
 * <p>Keeps what is under way, and the operations that ended last, as it is not known before whether an example follows. Memory for these and
 * for what is cut out; time in proportion to the history.
 */
public final class ExcerptCollector implements EventSink {
    /** How many operations all excerpts have together, so that a summary stays of a size that a page can hold. */
    private static final int OPERATIONS = 2_400;
    /** The most that one has. */
    private static final int MAX_OPERATIONS = 300;
    /** The fewest that one has room for: what lies on both sides, and something between. */
    private static final int MIN_OPERATIONS = 2 * ExcerptWindow.MARGIN + 20;
    /** How many that of a history without examples has; there is one of each clean run of a campaign. */
    private static final int HIGHLIGHT_OPERATIONS = 120;
    /** More examples than this have no excerpt, the less telling ones. */
    private static final int MAX_EXCERPTS = 40;
    /** Of more operations at a time, those that begin later are passed over. */
    private static final int MAX_OPEN = 1 << 16;

    private final List<ExcerptWindow> windows;
    /** Sorted. */
    private final long[] steps;

    private final OpenCalls open = new OpenCalls();
    private final List<HeldOperation> held = new ArrayList<>();
    private final List<HeldOperation> free = new ArrayList<>();
    /** Those that ended last, by their number. */
    private final @Nullable HeldOperation[] recent = new HeldOperation[MAX_OPERATIONS];

    private long ended;
    /** When the next moment of any window is. */
    private long next;

    private boolean isAnyActive;
    private @Nullable Symbols symbols;

    /**
     * Of a history that is about to pass by.
     *
     * @param verdict on it
     * @param otherwise what is cut out if the verdict has no example
     */
    public ExcerptCollector(Verdict verdict, Optional<Highlight> otherwise) {
        List<Anomaly> anomalies = Stream.concat(
                        verdict.anomalies().values().stream(), verdict.allowed().values().stream())
                .toList();
        int count = Math.min(
                MAX_EXCERPTS,
                anomalies.stream().mapToInt(each -> each.examples().size()).sum());
        int room = Math.max(MIN_OPERATIONS, Math.min(MAX_OPERATIONS, OPERATIONS / Math.max(1, count)));
        windows = count > 0
                ? anomalies.stream()
                        .flatMap(anomaly -> windows(anomaly, room))
                        .limit(count)
                        .toList()
                : otherwise.stream()
                        .map(highlight -> new ExcerptWindow(highlight, HIGHLIGHT_OPERATIONS))
                        .toList();
        steps = windows.stream()
                .flatMap(window -> window.steps().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        next = nextMoment();
    }

    private static Stream<ExcerptWindow> windows(Anomaly anomaly, int room) {
        var windows = new ArrayList<ExcerptWindow>();
        for (Example example : anomaly.examples()) {
            windows.add(new ExcerptWindow(anomaly.name(), windows.size(), example, room));
        }
        return windows.stream();
    }

    /** Whether there is nothing to cut out, so that the history need not pass by. */
    public boolean isEmpty() {
        return windows.isEmpty();
    }

    @Override
    public void accept(Event event) {
        symbols = event.symbols;
        if (event.process == Event.NEMESIS) {
            return;
        }
        if (event.type == EventType.INVOKE) {
            begin(event);
        }
        if (event.time >= next) {
            pass(event);
        }
        if (event.type != EventType.INVOKE) {
            end(event);
        }
    }

    private void begin(Event event) {
        if (open.size() >= MAX_OPEN) {
            return;
        }
        HeldOperation operation = free.isEmpty() ? another() : free.remove(free.size() - 1);
        boolean isStep = Arrays.binarySearch(steps, event.index) >= 0;
        operation.begin(event, isStep);
        open.put(event.process, event.f, operation.handle(), event.time);
        if (isStep) {
            windows.stream()
                    .filter(window -> window.steps().contains(event.index))
                    .forEach(window -> window.await(operation));
            isAnyActive = true;
        }
    }

    private HeldOperation another() {
        var operation = new HeldOperation(held.size());
        held.add(operation);
        return operation;
    }

    private void pass(Event event) {
        Collection<HeldOperation> underWay = underWay();
        for (ExcerptWindow window : windows) {
            while (window.isDue(event.time)) {
                window.pass(ended, this::numbered, underWay, event.symbols);
            }
        }
        isAnyActive = true;
        next = nextMoment();
    }

    private void end(Event event) {
        int call = open.find(event.process);
        if (call == OpenCalls.NONE) {
            return;
        }
        HeldOperation operation = held.get(open.tag(call));
        open.remove(call);
        operation.end(event, ended);
        int place = (int) (ended % recent.length);
        ended++;
        HeldOperation evicted = recent[place];
        if (evicted != null) {
            free.add(evicted);
        }
        recent[place] = operation;
        if (isAnyActive) {
            isAnyActive = false;
            for (ExcerptWindow window : windows) {
                if (window.isActive()) {
                    window.ended(operation, event.symbols);
                    isAnyActive |= window.isActive();
                }
            }
        }
    }

    private HeldOperation numbered(long number) {
        HeldOperation operation = recent[(int) (number % recent.length)];
        if (operation == null || operation.number() != number) {
            throw new IllegalStateException("operation " + number + " of " + ended + " is not held");
        }
        return operation;
    }

    private Collection<HeldOperation> underWay() {
        var operations = new ArrayList<HeldOperation>();
        open.forEach(call -> operations.add(held.get(open.tag(call))));
        return operations;
    }

    private long nextMoment() {
        return windows.stream()
                .flatMapToLong(window -> LongStream.of(window.next()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What was cut out, the most telling first; nothing around an example whose moments the history does not have. */
    public List<Excerpt> excerpts() {
        Symbols names = symbols;
        if (names == null) {
            return List.of();
        }
        Collection<HeldOperation> underWay = underWay();
        return windows.stream()
                .filter(ExcerptWindow::hasBegun)
                .map(window -> window.excerpt(underWay, names))
                .toList();
    }
}
