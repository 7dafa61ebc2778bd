package dev.skewer.checker.linear.parts;

/**
 * Why an object in one of the states that were possible does not answer a call as it was answered.
 *
 * @param state as the model renders it
 * @param why as a clause, such as {@code the register holds 3, not 2}
 */
public record Refusal(String state, String why) {}
