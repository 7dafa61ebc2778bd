/**
 * The history of calls as columns of numbers.
 *
 * <p>{@code OperationHistoryBuilder} takes events and fills an {@code OperationHistory}; {@code Coding} turns values into numbers and back
 * (those of {@code NumberedOperations} have some already, which {@code IntegerCodes} make small),
 * {@code Signatures} hold calls to the shapes that a model has, {@code KeysAndArguments} settle which object each was called on and with what,
 * and {@code KeyName} says keys as people write them.
 */
@NullMarked
package dev.skewer.checker.linear.history;

import org.jspecify.annotations.NullMarked;
