/**
 * The reference store in processes of its own: the target {@link dev.skewer.targets.process.ProcessTarget}.
 */
@NullMarked
package dev.skewer.targets.process;

import org.jspecify.annotations.NullMarked;
