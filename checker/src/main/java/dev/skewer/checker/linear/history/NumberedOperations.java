package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Values;
import java.util.List;

/**
 * Operations whose values have numbers: two values are equal if and only if their numbers are. What only compares values need not
 * have them made, which for a history of millions of distinct values takes longer than all else.
 */
public interface NumberedOperations extends List<Operation> {
    /** What an operation calls. */
    String f(int index);

    /** Whether an operation returned. */
    boolean isKnown(int index);

    /** The number of the value of the invocation, or {@link dev.skewer.checker.linear.Calls#NONE}. */
    int input(int index);

    /** The number of the value of the completion, or {@link dev.skewer.checker.linear.Calls#NONE}. */
    int output(int index);

    /** The values behind the numbers. */
    Values values();
}
