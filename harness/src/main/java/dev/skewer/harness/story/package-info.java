/**
 * Stories: {@link dev.skewer.harness.story.Restate3192} tells how a read skew comes about, how it is half fixed, and how it is
 * fixed, on the real store. A {@link dev.skewer.harness.story.Scene} is one interleaving of it, made certain with the store's yield
 * points, recorded and judged like any other history.
 */
@NullMarked
package dev.skewer.harness.story;

import org.jspecify.annotations.NullMarked;
