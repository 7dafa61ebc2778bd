/**
 * Values, as far as it does not matter in which format they are written.
 *
 * <p>{@code PlainValues} reads what nearly all values are and leaves the rest to the general reader of a format; {@code
 * StringLiteral} is the string last read; {@code DuplicateKeys} finds a key that a map has twice.
 */
@NullMarked
package dev.skewer.history.value;

import org.jspecify.annotations.NullMarked;
