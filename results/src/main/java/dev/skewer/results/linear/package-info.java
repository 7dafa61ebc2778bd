/**
 * The interactive view of one linearizability check, as one HTML page that needs nothing beside itself.
 *
 * <p>{@link dev.skewer.results.linear.LinearView} is what there is to see, as plain data and without a word of how it was
 * decided; {@link dev.skewer.results.linear.LinearViewPage} writes it with the picture that all histories have
 * ({@code results.view}). {@code Headline} is what a reader gets to know in the first ten seconds.
 */
@NullMarked
package dev.skewer.results.linear;

import org.jspecify.annotations.NullMarked;
