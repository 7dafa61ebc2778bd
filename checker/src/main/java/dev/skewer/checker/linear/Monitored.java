package dev.skewer.checker.linear;

import dev.skewer.checker.linear.poly.Decision;
import java.util.List;

/**
 * A model some of whose histories can be decided without a search, in polynomial time: as a rule those in which every value
 * is written once.
 */
public interface Monitored {
    /**
     * Decides a history if that is possible.
     *
     * @param times when each call was made and returned; its other columns are not filled
     * @param operations the calls
     * @return the decision, whose calls are numbered as in {@code times}
     */
    Decision decide(Calls times, List<Operation> operations);
}
