/**
 * Histories: what every client saw, in the order in which it happened.
 *
 * <p>Start at {@link dev.skewer.history.Histories}: it opens a file in any supported format. Everything else flows
 * through one mutable {@link dev.skewer.history.Event}: readers fill it, a running test fills it, and
 * {@link dev.skewer.history.EventSink}s (writers, in-memory histories) take from it what they need. Nothing of a history
 * is kept that a sink does not keep, so files of any size stream.
 */
@NullMarked
package dev.skewer.history;

import org.jspecify.annotations.NullMarked;
