/**
 * The one interactive picture of what clients did: {@code HistoryView} is what there is to see, as plain data and without a word of how
 * it was decided; {@code ViewJson} writes it for the scripts that draw it, which are beside it in the jar. The page around it is made by
 * others.
 */
@NullMarked
package dev.skewer.results.view;

import org.jspecify.annotations.NullMarked;
