/** YAML files that people write: {@code Yaml} is a tree whose every node knows its place, {@code Values} the types that its values must have. */
@NullMarked
package dev.skewer.harness.yaml;

import org.jspecify.annotations.NullMarked;
