/**
 * Failing tests made smaller: a {@link dev.skewer.harness.shrink.Shrinker} tries smaller tests, by {@code Reductions} and {@link
 * dev.skewer.harness.shrink.DeltaDebugging}, each so often that a {@code SequentialTest} knows whether it fails often enough. A {@link
 * dev.skewer.harness.shrink.Trial} runs one, in this JVM ({@link dev.skewer.harness.shrink.RunTrial}) or as its command does ({@link
 * dev.skewer.harness.shrink.ProcessTrial}).
 */
@NullMarked
package dev.skewer.harness.shrink;

import org.jspecify.annotations.NullMarked;
