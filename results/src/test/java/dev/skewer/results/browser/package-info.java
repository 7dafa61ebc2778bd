/** A real browser for tests of pages, in this module and in those that take its tests as a library. */
@NullMarked
package dev.skewer.results.browser;

import org.jspecify.annotations.NullMarked;
