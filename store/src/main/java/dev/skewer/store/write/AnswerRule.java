package dev.skewer.store.write;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;

/** What the writer does with a command after it is committed. */
@FunctionalInterface
public interface AnswerRule {
    /** Tells the caller. */
    AnswerRule SOUND = (command, outcome) -> Answer.ACKNOWLEDGE;

    /** What can be done with a committed command. */
    enum Answer {
        ACKNOWLEDGE,
        /** Do as if it had not happened, and say so. */
        REFUSE,
        /** Do as if it had not happened, and apply it again. */
        RETRY
    }

    /** Decides about {@code command}, whose first and so far only attempt ended in {@code outcome}. */
    Answer answer(Command command, Outcome outcome);
}
