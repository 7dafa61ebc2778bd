/**
 * What is known of all stored runs, in memory: {@code RunIndex} keeps an {@code Entry} for each, which {@code EntryReader} reads, and a
 * {@code Filter} chooses among them.
 */
@NullMarked
package dev.skewer.site.index;

import org.jspecify.annotations.NullMarked;
