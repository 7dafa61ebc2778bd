/** Which consistency models a history satisfies, by the cycles of its dependencies, and the cycles that are told of it. */
@NullMarked
package dev.skewer.checker.transaction.level;

import org.jspecify.annotations.NullMarked;
