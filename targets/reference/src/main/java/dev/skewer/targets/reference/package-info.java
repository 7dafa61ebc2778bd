/**
 * Workloads' protocols in the commands of the reference store, wherever that runs: {@link dev.skewer.targets.reference.StoreProtocols}
 * makes connections of what a target offers as a {@link dev.skewer.targets.reference.StoreSession}.
 */
@NullMarked
package dev.skewer.targets.reference;

import org.jspecify.annotations.NullMarked;
