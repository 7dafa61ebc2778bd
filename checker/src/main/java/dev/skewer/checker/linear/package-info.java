/**
 * Linearizability of anything: a {@linkplain dev.skewer.checker.linear.Model sequential specification} and a history of
 * calls in, a verdict out.
 *
 * <p>Start at {@link dev.skewer.checker.linear.check.LinearizabilityChecker}. In the order in which a history goes through:
 *
 * <ol>
 *   <li>Operations: {@link dev.skewer.checker.linear.history.OperationHistoryBuilder} makes an
 *       {@link dev.skewer.checker.linear.history.OperationHistory} of events; {@code KeysAndArguments}, {@code Drains} and
 *       {@code Signatures} put an {@link dev.skewer.checker.linear.Operation} together and hold it to what the model has.
 *   <li>Parts: {@code Parts} splits the history, {@code Rounds} takes turns at the parts, {@code PartlyKnownOperations} judges
 *       calls of which the key is not known.
 *   <li>One part: {@code PartCheck} asks a {@linkplain dev.skewer.checker.linear.Monitored monitor} for a
 *       {@link dev.skewer.checker.linear.Decision} on its {@link dev.skewer.checker.linear.Calls}, and otherwise searches.
 *   <li>Searches: {@code Search} (Wing and Gong's), {@code SpecializedSearch}, {@code SumSearch}; {@code StateMachine},
 *       {@code Placement} and {@code Visited} are their states, their way and their memory, {@code Allowance} its bound.
 *   <li>Explaining: {@code Explainer}, {@code CutSearch}, {@code Reduction} and {@code JustInTime} find the few calls that
 *       contradict each other, {@code Story} lays them out.
 *   <li>Checking again: {@code Certifier}, {@code Replay}.
 * </ol>
 *
 * <p>What comes out is an {@link dev.skewer.checker.linear.explain.Analysis}, with a
 * {@link dev.skewer.checker.linear.search.PartResult} for each part. A model of one's own implements
 * {@link dev.skewer.checker.linear.Model}, and says more about itself where that saves time:
 * {@link dev.skewer.checker.linear.Monitored}, {@link dev.skewer.checker.linear.Specializable},
 * {@link dev.skewer.checker.linear.Abstraction}, {@link dev.skewer.checker.linear.Composite},
 * {@link dev.skewer.checker.linear.Additive}.
 */
@NullMarked
package dev.skewer.checker.linear;

import org.jspecify.annotations.NullMarked;
