/**
 * Things with a name that others may add to.
 *
 * <ul>
 *   <li>{@link dev.skewer.registry.Registry}: all things of a kind, those of plugins included, by name;
 *   <li>{@link dev.skewer.registry.GivenProviders}: providers that a program brings itself rather than in a jar;
 *   <li>{@link dev.skewer.registry.RegistryException}: what a provider does that makes it no use;
 *   <li>{@link dev.skewer.registry.Nearest}: the name that a mistyped one was meant to be.
 * </ul>
 */
@NullMarked
package dev.skewer.registry;

import org.jspecify.annotations.NullMarked;
