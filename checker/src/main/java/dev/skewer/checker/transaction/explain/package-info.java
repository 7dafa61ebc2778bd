/** Findings and cycles as stories: the transactions involved, what puts one before another and why, and the contradiction. */
@NullMarked
package dev.skewer.checker.transaction.explain;

import org.jspecify.annotations.NullMarked;
