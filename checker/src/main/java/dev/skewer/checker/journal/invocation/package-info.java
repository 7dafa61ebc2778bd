/**
 * The check of one invocation, and of a few together.
 *
 * <p>{@code InvocationCheck} puts the order of versions and, where that is not enough, a search to work on one invocation;
 * {@code JointOrder} searches a few together, and {@code OrderedParts} places what such an order has. {@code UnknownAppendAlls} keeps account
 * of writes to several invocations whose outcome nobody knows, {@code TimeConflict} says which operation the clock sets against another.
 */
@NullMarked
package dev.skewer.checker.journal.invocation;

import org.jspecify.annotations.NullMarked;
