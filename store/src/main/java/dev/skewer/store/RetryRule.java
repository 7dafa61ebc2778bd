package dev.skewer.store;

/** Which commands are applied again although they are committed. */
@FunctionalInterface
interface RetryRule {
    /** None. */
    RetryRule NEVER = (command, outcome) -> false;

    /** Whether the first attempt at {@code command}, which ended in {@code outcome}, is followed by a second. */
    boolean again(Command command, Outcome outcome);
}
