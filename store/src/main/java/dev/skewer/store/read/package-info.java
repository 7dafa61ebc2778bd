/**
 * Reading: {@code RocksReader} reads the parts in order, a {@code ReadView} lets it see them at one isolation. {@code ReadViews} makes the
 * views and {@code MetadataSource} says where metadata is found: both have a sound form, in whose place a defect may be put. {@code
 * TrailingSnapshots} are late on purpose.
 */
@NullMarked
package dev.skewer.store.read;

import org.jspecify.annotations.NullMarked;
