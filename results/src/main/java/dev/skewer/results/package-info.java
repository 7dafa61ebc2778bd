/**
 * What a run leaves behind and how people read it.
 *
 * <p>{@code RunFolder} is where it lies and {@code RunListing} finds all of them. What is known of a run is a
 * {@linkplain dev.skewer.results.summary summary}, of which {@linkplain dev.skewer.results.report reports} are made; the page of a
 * linearizability check is a {@linkplain dev.skewer.results.linear view} of its own. {@code AtomicFile} writes files whole or not at
 * all, {@code FileTree} removes folders, {@code Printable} makes text of unknown origin harmless, {@code Figures} writes numbers as people read them.
 */
@NullMarked
package dev.skewer.results;

import org.jspecify.annotations.NullMarked;
