package dev.skewer.store.defect;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Outcome;
import dev.skewer.store.write.AnswerRule;

/**
 * The defects at the seam {@code ANSWER}: a commit that is taken for timed out although it succeeded. One plain
 * append in {@value #PERIOD}, by its LSN, meets that.
 */
final class TimeoutDefects {
    private static final int PERIOD = 64;

    /** {@link Defect#DOUBLE_APPEND_ON_RETRY}: tries again. */
    static final AnswerRule DOUBLE_APPEND = after(AnswerRule.Answer.RETRY);

    /** {@link Defect#LATE_REFUSAL}: gives up, and says that nothing happened. */
    static final AnswerRule LATE_REFUSAL = after(AnswerRule.Answer.REFUSE);

    private TimeoutDefects() {}

    private static AnswerRule after(AnswerRule.Answer timeout) {
        return (command, outcome) -> timedOut(command, outcome) ? timeout : AnswerRule.Answer.ACKNOWLEDGE;
    }

    private static boolean timedOut(Command command, Outcome outcome) {
        return command instanceof Command.Append append
                && append.ifLength() == Command.ANY_LENGTH
                && outcome instanceof Outcome.Appended appended
                && appended.lsn() % PERIOD == 0;
    }
}
