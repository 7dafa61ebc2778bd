package dev.skewer.checker.linear.poly;

/** What a polynomial algorithm has to say of the calls on one object. */
public enum Outcome {
    /** There is a linearization. */
    TRUE,
    /** There is none, whatever became of the calls of unknown outcome. */
    FALSE,
    /** The algorithm's assumptions do not hold: something else must decide. */
    NOT_APPLICABLE
}
