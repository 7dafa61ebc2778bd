/**
 * One test from its spec to its verdict: {@link dev.skewer.harness.run.TestRun} ties runner, history file, checker and run
 * folder together. {@link dev.skewer.harness.run.Recording} takes the history in three ways at once,
 * {@link dev.skewer.harness.run.LiveCheck} looks at what there is of it while the test goes on, and
 * {@link dev.skewer.harness.run.RunLog} keeps the log. A {@link dev.skewer.harness.run.Viewpoint} says how all that looks to its
 * reader.
 */
@NullMarked
package dev.skewer.harness.run;

import org.jspecify.annotations.NullMarked;
