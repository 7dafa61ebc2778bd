/**
 * From a history to a verdict, whatever the history is of.
 *
 * <p>The one way: {@link dev.skewer.checker.Checkers} has a {@link dev.skewer.checker.Checker} for each model; it opens a
 * {@link dev.skewer.checker.CheckSession}, which takes events and says, within a {@link dev.skewer.checker.Budget}, what it
 * thinks of those that it has had: a {@link dev.skewer.checker.Verdict}.
 *
 * <ul>
 *   <li>What checkers there are: {@link dev.skewer.checker.Checkers}, filled by each
 *       {@link dev.skewer.checker.CheckerProvider}; {@link dev.skewer.checker.CheckerInfo} has what people must know of one.
 *   <li>What can be chosen: {@link dev.skewer.checker.CheckOption}, {@link dev.skewer.checker.CheckOptions},
 *       {@link dev.skewer.checker.CheckOptionException}.
 *   <li>What a verdict has: {@link dev.skewer.checker.Validity}; each {@link dev.skewer.checker.Anomaly} with an
 *       {@link dev.skewer.checker.Example} and its {@link dev.skewer.checker.EdgeType}s;
 *       {@link dev.skewer.checker.AnomalyCatalog} explains their names, {@link dev.skewer.checker.ConsistencyModels} says what
 *       they exclude.
 *   <li>Answers that are checked again: {@link dev.skewer.checker.Certification}, {@link dev.skewer.checker.Certificate}.
 *   <li>Shared by checkers: {@link dev.skewer.checker.Workers}, {@link dev.skewer.checker.column},
 *       {@link dev.skewer.checker.ShellWords}.
 * </ul>
 */
@NullMarked
package dev.skewer.checker;

import org.jspecify.annotations.NullMarked;
