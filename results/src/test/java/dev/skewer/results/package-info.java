/** Tests of what a run leaves behind. */
@NullMarked
package dev.skewer.results;

import org.jspecify.annotations.NullMarked;
