/**
 * Jars that are not Skewer's: {@link dev.skewer.harness.plugin.Plugins} opens them for one command, and
 * {@link dev.skewer.harness.plugin.PluginClassLoader} finds their classes.
 */
@NullMarked
package dev.skewer.harness.plugin;

import org.jspecify.annotations.NullMarked;
