/** Tests of the view of one linearizability check. */
@NullMarked
package dev.skewer.results.linear;

import org.jspecify.annotations.NullMarked;
