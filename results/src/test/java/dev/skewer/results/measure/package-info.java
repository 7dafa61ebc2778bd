/** What is measured of a history while it passes by, beside what is counted of it when it lies there whole. */
@NullMarked
package dev.skewer.results.measure;

import org.jspecify.annotations.NullMarked;
