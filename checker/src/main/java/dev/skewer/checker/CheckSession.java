package dev.skewer.checker;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.HistoryException;
import java.util.Optional;

/**
 * The check of one history: takes its events, in order, and says what it thinks of those that it has had. One thread at a
 * time.
 */
public interface CheckSession extends EventSink {
    /**
     * Takes one event.
     *
     * @throws HistoryException if it does not fit what came before it, or is none of this checker's
     */
    @Override
    void accept(Event event);

    /** About how many bytes the events take so far. */
    long bytes();

    /** How many operations of clients have ended so far, whether as ok, fail or info. */
    long completed();

    /**
     * The verdict on the events so far; operations that are still open count as such of unknown outcome. More events may
     * follow, and another verdict: so a check while a test goes on is no other than that in the end.
     *
     * @param budget what finding it may cost; past it the verdict is unknown
     * @throws HistoryException if they are no history of this checker's
     */
    Verdict verdict(Budget budget);

    /**
     * Looks at the latest events alone, those since the look before the last, as one may often do while a test goes on: the cost follows
     * these events, where that of a {@linkplain #verdict verdict} follows all.
     *
     * @param budget what the look may cost; past it nothing is found
     * @return nothing if nothing looks wrong, which is no proof, or if there is no way to look that is cheaper than a verdict; a false
     *     one, if something is certainly wrong with the whole; an unknown one, if only a verdict on the whole can tell
     */
    default Optional<Verdict> suspicion(Budget budget) {
        return Optional.empty();
    }

    /**
     * Checks the answers of the latest verdict again, independently of what gave them. Takes at most a few seconds an answer.
     *
     * @return what became of that; nothing if there was no verdict yet
     * @throws IllegalStateException if one is wrong
     * @throws HistoryException if the model fails; names the operation
     */
    default Certification certify() {
        return Certification.NONE;
    }

    /**
     * What else the latest verdict rests on, for those who know this checker, such as the linearizations that were found.
     *
     * @param type what is wanted
     * @return nothing if there was no verdict yet or the checker has nothing of the kind
     */
    default <T> Optional<T> view(Class<T> type) {
        return Optional.empty();
    }
}
