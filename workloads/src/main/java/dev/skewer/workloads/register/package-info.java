/**
 * The register workload: {@link dev.skewer.workloads.register.RegisterWorkload} plans,
 * {@link dev.skewer.workloads.register.RegisterConnection} is what a target offers.
 */
@NullMarked
package dev.skewer.workloads.register;

import org.jspecify.annotations.NullMarked;
