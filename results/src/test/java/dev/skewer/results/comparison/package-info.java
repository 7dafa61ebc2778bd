/** Tests of comparisons: what is certain, what figures claim, and how often they do so without cause. */
@NullMarked
package dev.skewer.results.comparison;

import org.jspecify.annotations.NullMarked;
