/** Tiny histories of transactions, and what they may be called by the definitions alone. */
@NullMarked
package dev.skewer.checker.transaction.oracle;

import org.jspecify.annotations.NullMarked;
