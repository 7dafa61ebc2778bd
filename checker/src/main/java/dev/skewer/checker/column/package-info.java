/** Growing columns of primitives that histories are kept in, and the numbers of their values. */
@NullMarked
package dev.skewer.checker.column;

import org.jspecify.annotations.NullMarked;
