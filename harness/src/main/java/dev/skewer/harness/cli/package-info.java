/**
 * The commands. {@link dev.skewer.harness.cli.Cli} parses the command line, runs a command and turns whatever happens into an
 * {@linkplain dev.skewer.harness.cli.ExitCode exit code} and at most one line of complaint; each command is a class of its
 * own, thin over {@code run}, {@code campaign} and {@code story}.
 */
@NullMarked
package dev.skewer.harness.cli;

import org.jspecify.annotations.NullMarked;
