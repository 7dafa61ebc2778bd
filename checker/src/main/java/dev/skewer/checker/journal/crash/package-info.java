/**
 * Crashes that may lose what was acknowledged, as the durability promise allows it.
 *
 * <p>A crash cuts the life of an invocation into <em>eras</em>: each begins with a version of the era before it. {@code CrashSearch}
 * finds where the cuts are, {@code EraHistory} makes each era an invocation of its own in a history without crashes, for the checker to
 * judge as any other, and {@code LostSuffix} tells what was lost.
 */
@NullMarked
package dev.skewer.checker.journal.crash;

import org.jspecify.annotations.NullMarked;
