package dev.skewer.checker.linear;

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

    /**
     * Whether {@link #decide} may come to a decision, judged by which calls there are, whenever they are made. Never needed; it
     * saves the time that it takes to find out that it cannot.
     *
     * @param kinds the calls, those that are alike once
     * @param counts how many there are of each
     */
    default boolean mayDecide(List<Operation> kinds, int[] counts) {
        return true;
    }

    /**
     * What a contradiction needs of the calls that it does not name: if this is true, no call on any element that none of its
     * calls is about, where the model is a {@link Composite}; otherwise none at all, whatever they did.
     */
    default boolean decidesByElement() {
        return false;
    }
}
