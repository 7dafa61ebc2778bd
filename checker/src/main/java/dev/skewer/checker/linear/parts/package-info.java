/**
 * A history split into parts that can be checked alone, and the machine that runs a model on one.
 *
 * <p>{@code Parts} splits, {@code Kinds} counts calls that are alike, {@code PartKinds} and {@code
 * PartOperations} are those of one part, {@code Batches} puts together those that a search need not tell apart.
 * {@code StateMachine} steps a model through states that {@code TransitionTable} remembers, {@code Footprint} weighs them, {@code Allowance} bounds
 * what they may weigh and {@code Effort} what may be done; {@code ModelFailure} is a model that failed.
 */
@NullMarked
package dev.skewer.checker.linear.parts;

import org.jspecify.annotations.NullMarked;
