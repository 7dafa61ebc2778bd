package dev.skewer.results.measure;

import dev.skewer.checker.Example;
import dev.skewer.history.Symbols;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Highlight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What is wanted of a history around one example, or around its {@link Highlight}. Its moments are the calls and returns of the example's operations: when one passes, the
 * operations that ended just before, those under way and those that end just after are taken, and where there is not room for all those
 * nearest to a moment stay. Operations are numbered by their ends.
 */
final class ExcerptWindow {
    /** How many that ended before the first moment, and after the last, are taken. */
    static final int MARGIN = 30;
    /** The number of an operation that never ended. */
    private static final long UNENDED = Long.MAX_VALUE;

    private final String anomaly;
    private final int example;
    private final int room;
    private final long[] moments;
    private final Set<Long> steps = new HashSet<>();
    /** How many moments passed. */
    private int passed;
    /** How many operations had ended at the latest of them. */
    private long latest;
    /** What ends with a lower number is taken. */
    private long until;
    /** The handles of those under way that are taken when they end, whatever their number. */
    private final Set<Integer> awaited = new HashSet<>();

    private final List<Candidate> candidates = new ArrayList<>();
    /** When the window begins and ends, and the numbers that it covers, the last exclusive. */
    private long from;

    private long to;
    private long fromNumber;
    private long toNumber;
    private boolean isOver;

    /**
     * An operation that may stay.
     *
     * @param distance how many others ended between it and the nearest moment; negative if it is the example's own
     */
    private record Candidate(long number, long distance, Excerpt.Operation operation) {
        Candidate before(long moment) {
            return new Candidate(number, Math.min(distance, moment - number), operation);
        }
    }

    /** Tells of an operation by its number, of those that ended lately. */
    interface Recent {
        HeldOperation numbered(long number);
    }

    /**
     * Around an example.
     *
     * @param anomaly its name
     * @param example which of its examples
     * @param story the example
     * @param room for how many operations; fewer than the example has are not too many
     */
    ExcerptWindow(String anomaly, int example, Example story, int room) {
        this(
                anomaly,
                example,
                story.steps().stream().flatMapToLong(step -> LongStream.of(step.invoked(), step.completed())),
                room);
        story.steps().forEach(step -> steps.add(step.index()));
    }

    /**
     * Around the beginning and the end of what is shown without an example.
     *
     * @param room for how many operations
     */
    ExcerptWindow(Highlight highlight, int room) {
        this(Excerpt.NONE, 0, LongStream.of(highlight.from(), highlight.to()), room);
    }

    private ExcerptWindow(String anomaly, int example, LongStream moments, int room) {
        this.anomaly = anomaly;
        this.example = example;
        this.room = room;
        this.moments = moments.filter(time -> time >= 0).sorted().distinct().toArray();
    }

    /** The indexes of the example's operations. */
    Collection<Long> steps() {
        return steps;
    }

    /** Whether the next moment is over by a time. */
    boolean isDue(long time) {
        return passed < moments.length && time >= moments[passed];
    }

    /** When the next moment is; the end of time after the last. */
    long next() {
        return passed < moments.length ? moments[passed] : Long.MAX_VALUE;
    }

    /** Whether a moment has passed. */
    boolean hasBegun() {
        return passed > 0;
    }

    /** Whether it takes something of what ends. */
    boolean isActive() {
        return (passed > 0 && !isOver) || !awaited.isEmpty();
    }

    /** One of the example's own operations begins. */
    void await(HeldOperation step) {
        awaited.add(step.handle());
    }

    /**
     * The next moment passes.
     *
     * @param ended how many operations ended before it
     * @param recent holds the last of them, at least as many as there is room for
     * @param underWay those that are under way
     */
    void pass(long ended, Recent recent, Collection<HeldOperation> underWay, Symbols symbols) {
        long reach = passed == 0 ? MARGIN : room;
        long fresh = Math.max(until, Math.max(0, ended - reach));
        candidates.replaceAll(candidate -> candidate.before(ended));
        if (passed == 0) {
            fromNumber = fresh;
            from = moments[0];
        }
        for (long number = fresh; number < ended; number++) {
            HeldOperation operation = recent.numbered(number);
            candidates.add(new Candidate(number, ended - number, operation.told(symbols)));
            from = Math.min(from, operation.completed());
        }
        to = moments[passed];
        toNumber = ended;
        passed++;
        latest = ended;
        until = ended + (passed == moments.length ? MARGIN : room);
        if (underWay.size() <= room) {
            underWay.forEach(operation -> awaited.add(operation.handle()));
        }
        // What is there now comes no nearer to a later moment.
        prune();
    }

    /** An operation ended, with the next number. */
    void ended(HeldOperation operation, Symbols symbols) {
        long number = operation.number();
        boolean isAwaited = awaited.remove(operation.handle());
        if (isAwaited || number < until) {
            candidates.add(
                    new Candidate(number, distance(operation, isAwaited, number - latest), operation.told(symbols)));
        }
        if (!isOver) {
            to = operation.completed();
            toNumber = number + 1;
            isOver = passed == moments.length && toNumber >= until;
        }
    }

    private long distance(HeldOperation operation, boolean isAwaited, long otherwise) {
        return steps.contains(operation.index()) ? -1 : isAwaited ? 0 : otherwise;
    }

    /**
     * What was taken.
     *
     * @param open what is under way at the end of the history
     */
    Excerpt excerpt(Collection<HeldOperation> open, Symbols symbols) {
        long there = toNumber - fromNumber;
        for (HeldOperation operation : open) {
            boolean isAwaited = awaited.contains(operation.handle());
            if (isAwaited || operation.invoked() <= to) {
                candidates.add(new Candidate(UNENDED, distance(operation, isAwaited, room), operation.told(symbols)));
                there++;
            }
        }
        prune();
        long listed = candidates.stream()
                .filter(candidate -> candidate.number() == UNENDED
                        || (candidate.number() >= fromNumber && candidate.number() < toNumber))
                .count();
        return new Excerpt(
                anomaly,
                example,
                from,
                to,
                candidates.stream()
                        .map(Candidate::operation)
                        .sorted(Comparator.comparingLong(Excerpt.Operation::invoked)
                                .thenComparingLong(Excerpt.Operation::index))
                        .toList(),
                there - listed);
    }

    private void prune() {
        if (candidates.size() <= room) {
            return;
        }
        candidates.sort(Comparator.comparingLong(Candidate::distance).thenComparingLong(Candidate::number));
        int own =
                (int) candidates.stream().takeWhile(each -> each.distance() < 0).count();
        candidates.subList(Math.max(room, own), candidates.size()).clear();
    }
}
