/**
 * Events, whatever the format that they are written in.
 *
 * <p>{@code EventParser} is what the parser of a format has to do: it finds the {@code EventField}s of an event, most of them by
 * {@code ExpectedKeys} and {@code PlainEvents}, and gives them to an {@code EventAssembler}, which adds the event to an {@code
 * EventBatch}. {@code MissingFields} fills in what events leave out, and {@code HistoryReader} is what hands them out, the reader
 * that a user has.
 */
@NullMarked
package dev.skewer.history.event;

import org.jspecify.annotations.NullMarked;
