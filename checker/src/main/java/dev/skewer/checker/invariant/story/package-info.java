/**
 * What the checks of Jepsen's workloads found, and how it is told: {@link dev.skewer.checker.invariant.story.Findings} counts
 * and keeps the examples worth keeping, {@link dev.skewer.checker.invariant.story.StoryBuilder} writes one.
 */
@NullMarked
package dev.skewer.checker.invariant.story;

import org.jspecify.annotations.NullMarked;
