/**
 * Why there is no linearization: the few calls that contradict each other, and the proof of it.
 *
 * <p>{@code Analysis} is what is known of a history; {@code PartExplanation} has one part explained, by {@code CutSearch} (the states at a
 * moment, and what cannot follow) or {@code Explainer} (the calls that suffice), on a {@code SubHistory}. {@code Story} lays an
 * {@code Explanation} out, and {@code Certifier} proves answers again.
 */
@NullMarked
package dev.skewer.checker.linear.explain;

import org.jspecify.annotations.NullMarked;
