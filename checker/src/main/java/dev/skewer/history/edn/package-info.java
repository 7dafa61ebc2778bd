/**
 * Histories in EDN, as Jepsen stores them.
 *
 * <p>{@code EdnReader} goes through the history and through each event's map, {@code EdnValues} through whole values, {@code EdnLexer}
 * reads the atoms, among them an {@code EdnString}. {@code PlainEdn} is the fast way for plain values.
 */
@NullMarked
package dev.skewer.history.edn;

import org.jspecify.annotations.NullMarked;
