/**
 * Histories in JSON, in one array or line by line.
 *
 * <p>{@code JsonReader} goes through the history and through each event's map, {@code JsonValues} through whole values, {@code
 * JsonLexer} reads the tokens, among them a {@code JsonString} and the {@code JsonNumbers} that are no integers. {@code JsonKeys} says
 * what the keys of maps stand for, in both directions. {@code PlainJson} is the fast way for plain values.
 */
@NullMarked
package dev.skewer.history.json;

import org.jspecify.annotations.NullMarked;
