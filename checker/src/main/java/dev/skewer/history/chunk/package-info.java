/**
 * A text in pieces, read on several threads.
 *
 * <p>{@code ChunkedReader} takes the events in order. Ahead of it a {@code ChunkPipeline} has a {@code ChunkCutter} cut the text into
 * {@code Chunk}s and a {@code ChunkParser} on each thread look for the events in them; {@code ChunkInput} is the text again, for a
 * parser that goes over their borders.
 */
@NullMarked
package dev.skewer.history.chunk;

import org.jspecify.annotations.NullMarked;
